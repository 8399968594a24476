/** Ids that several devices and processes arrive at independently, such as the customer that a lead becomes. */
import { v5 } from 'uuid'

const namespace = '3f7f1c1e-6f0b-5a7e-9c58-0d6f2a6b9e41'

/** The same id for the same words, always; another one for any others. */
export const derivedId = (kind: string, ...parts: readonly (string | number)[]): string =>
  v5([kind, ...parts].join(':'), namespace)

export const customerIdOfLead = (leadId: string): string => derivedId('customer-of-lead', leadId)

/** What a stock movement says of the order or procedure call behind it, without naming it. */
export const movementSource = (id: string): string => derivedId('movement-source', id)
