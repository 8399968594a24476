/** The fields of documents that belong to a person and a team; the rules are in `access.ts`. */
import { reference } from './fields.ts'

export const ownershipFields = (label: string) =>
  ({
    ownerId: reference(label, 'salesReps', { setBy: 'ownership' }),
    teamId: reference('Team', 'settings', { setBy: 'ownership' }),
  }) as const
