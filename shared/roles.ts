/** The three roles, and who somebody is when a rule is asked. */
export const roleOptions = [
  { value: 'admin', label: 'Administrator', tone: 'neutral' },
  { value: 'sales_rep', label: 'Sales representative', tone: 'neutral' },
  { value: 'support', label: 'Customer support', tone: 'neutral' },
] as const

export type Role = (typeof roleOptions)[number]['value']
export const roles: readonly Role[] = roleOptions.map((option) => option.value)

/**
 * The person a rule is asked about. On the server it is built from the server's own user record at every
 * request, never from a token's or a device's claim; on a device it is what the server said at sign-in.
 */
export interface Person {
  id: string
  name: string
  email: string
  role: Role
  teamIds: readonly string[]
  /** Teams this person leads; always among `teamIds`. */
  leadsTeamIds: readonly string[]
}
