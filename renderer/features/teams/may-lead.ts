/** Is there anybody whose work this person is to look after? */
import type { Person } from '../../../shared/roles.ts'

export const mayLead = (who: Person): boolean => who.role === 'admin' || who.leadsTeamIds.length > 0
