/** Own open leads that nobody has touched for a while, the quietest first. */
import { Anchor, Divider, Group, Stack, Text } from '@mantine/core'
import { IconTarget } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment, useMemo } from 'react'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { countOf } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
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
        title={hasOpen ? 'No lead has gone quiet' : 'No open leads of yours'}
        description={
          hasOpen
            ? 'You touched every open lead within the last 7 days.'
            : 'Leads that you have not touched for 7 days stand here.'
        }
      />
    )
  }
  return (
    <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {quiet.slice(0, most).map(({ lead, touchedAt }) => (
        <Fragment key={lead.id}>
          <Group component="li" wrap="nowrap" gap="sm" mih={44} px="xs">
            <Stack gap={0} flex={1} miw={0}>
              <Anchor component={Link} to={recordPath('leads', lead.id)} c="inherit" fw={500} truncate>
                {entity.title(lead)}
              </Anchor>
              <Text fz="xs" c="dimmed" truncate>
                {quietWords(touchedAt, now)}
              </Text>
            </Stack>
            <FieldValue field={entity.fields.status} value={lead.status} />
          </Group>
          <Divider component="li" aria-hidden />
        </Fragment>
      ))}
      {quiet.length > most && (
        <Anchor component={Link} to={listPath('leads')} fz="sm" px="xs" py="xs">
          All {quiet.length} quiet leads are among your leads
        </Anchor>
      )}
    </Stack>
  )
}

function quietWords(touchedAt: string, now: number): string {
  const days = Math.floor((now - Date.parse(touchedAt)) / 86_400_000)
  return `Not touched for ${countOf(days, 'day', 'days')}`
}
