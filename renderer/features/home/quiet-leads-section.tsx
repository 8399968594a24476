/** Own open leads that nobody has touched for a while, the quietest first. */
import { plural, t } from '@lingui/core/macro'
import { IconTarget } from '@tabler/icons-react'
import { useMemo } from 'react'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { isOpenLead, quietLeads } from './quiet-leads.ts'

const most = 5
const quietAfter = 7 * 86_400_000

/** Interactions that name a lead; an absent field is empty in the local database. */
const withLead = { selector: { leadId: { $gt: '' } } }

export function QuietLeadsSection({ person }: { person: Person }) {
  const leads = useRecords('leads')
  const interactions = useRecords('interactions', withLead)
  const now = useNow(60_000)
  const quiet = useMemo(
    () =>
      quietLeads(leads.records, interactions.records, person.id, new Date(now - quietAfter).toISOString()),
    [leads.records, interactions.records, person.id, now],
  )
  if (leads.loading || interactions.loading) return null
  if (quiet.length === 0) {
    const hasOpen = leads.records.some((lead) => lead.ownerId === person.id && isOpenLead(lead))
    return (
      <NothingHere
        size="sm"
        icon={<IconTarget />}
        title={hasOpen ? t`No lead has gone quiet` : t`No open leads of yours`}
        description={
          hasOpen
            ? t`You touched every open lead within the last 7 days.`
            : t`Leads that you have not touched for 7 days stand here.`
        }
      />
    )
  }
  return (
    <SummaryList
      limit={most}
      all={{ path: listPath('leads'), words: t`All leads` }}
      entries={quiet.map(({ lead, touchedAt }) => ({
        id: lead.id,
        title: entity.title(lead),
        path: recordPath('leads', lead.id),
        detail: quietWords(touchedAt, now),
        state: <FieldValue field={entity.fields.status} value={lead.status} />,
      }))}
    />
  )
}

function quietWords(touchedAt: string, now: number): string {
  const days = Math.floor((now - Date.parse(touchedAt)) / 86_400_000)
  return plural(days, { one: 'Not touched for # day', other: 'Not touched for # days' })
}
