/** Own open leads that rest longer in their stage than they should, the quietest first. */
import { plural, t } from '@lingui/core/macro'
import { IconTarget } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import { staleDays } from '../../../shared/lead-stages.ts'
import type { StaleDays } from '../../../shared/lead-stages.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useStaleDays } from '../../ui/record/use-company.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { latestBy } from './latest-by.ts'

const most = 5
/** Leads that are looked at: those whose last change is longest ago. */
const candidates = 100

/** Undefined when the company watches no stage. */
function restingView(limits: StaleDays): ListView | undefined {
  const stages = Object.keys(limits)
  if (stages.length === 0) return undefined
  return {
    list: 'leads',
    where: [
      { column: 'ownerId', is: 'mine' },
      { column: 'status', is: 'one-of', values: stages },
      { column: 'mergedInto', is: 'empty' },
      { column: 'updatedAt', is: 'before', value: { days: -Math.min(...Object.values(limits)) } },
    ],
    sort: [{ by: 'updatedAt' }],
  }
}

export function QuietLeadsSection() {
  const now = useNow(60_000)
  const limits = useStaleDays()
  const view = useMemo(() => restingView(limits), [limits])
  const resting = useView(view, { offset: 0, limit: candidates })
  const leads = resting.rows as unknown as readonly Lead[]
  const key = leads.map(({ id }) => id).join()
  const contactView = useMemo<ListView | undefined>(
    () =>
      key === ''
        ? undefined
        : {
            list: 'interactions',
            where: [{ column: 'leadId', is: 'one-of', values: key.split(',') }],
            sort: [{ by: 'at', desc: true }],
          },
    [key],
  )
  const contacts = useView(contactView, { offset: 0, limit: 500 })
  if ((view && resting.loading) || (contactView && contacts.loading)) return null
  const last = latestBy(contacts.rows as unknown as readonly Interaction[], 'leadId')
  const quiet = leads
    .flatMap((lead) => {
      const days = staleDays(lead, last.get(lead.id), now, limits)
      return days === undefined ? [] : { lead, days }
    })
    .toSorted((a, b) => b.days - a.days)
  if (quiet.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconTarget />}
        title={t`No lead has gone quiet`}
        description={t`Open leads of yours that rest too long in their stage stand here.`}
      />
    )
  return (
    <SummaryList
      limit={most}
      all={{ path: listPath('leads'), words: t`All leads` }}
      entries={quiet.map(({ lead, days }) => ({
        id: lead.id,
        title: entity.title(lead),
        path: recordPath('leads', lead.id),
        detail: plural(days, { one: 'Not touched for # day', other: 'Not touched for # days' }),
        state: <FieldValue field={entity.fields.status} value={lead.status} />,
      }))}
    />
  )
}
