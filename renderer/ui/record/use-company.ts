/** The company's own settings, as every device has them: one `settings` document of kind 'company'. */
import { useMemo } from 'react'
import type { Setting } from '../../../shared/entities/setting.ts'
import { staleDaysOf } from '../../../shared/lead-stages.ts'
import type { StaleDays } from '../../../shared/lead-stages.ts'
import { useRecords } from '../../data/index.ts'

const companyOnly = { selector: { kind: 'company' }, limit: 1 }

/** Undefined while it is read, and where it has not arrived yet. */
export function useCompany(): { company: Setting | undefined; loading: boolean } {
  const { records, loading } = useRecords('settings', companyOnly)
  return { company: records[0], loading }
}

/** After how many days a lead has rested too long in its stage. The same object until the company changes. */
export function useStaleDays(): StaleDays {
  const { company } = useCompany()
  return useMemo(() => staleDaysOf(company), [company])
}
