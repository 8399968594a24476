/**
 * Leads as cards by stage, with the number and the expected value of each stage. Moving a card to Lost asks why,
 * moving it to Won makes a customer. Only leads that rest too long are marked; the first cards of each stage are
 * shown, the most promising close first.
 */
import { t } from '@lingui/core/macro'
import { Group, Menu, Text } from '@mantine/core'
import { IconClockExclamation, IconPhonePlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { mayWrite } from '../../../shared/access.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { newStep, saveRecord, useNameOf, useView } from '../../data/index.ts'
import { Board } from '../../ui/board.tsx'
import type { BoardColumn } from '../../ui/board.tsx'
import { dayOf, formatDate, formatMoney } from '../../ui/format.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useNow } from '../../ui/use-now.ts'
import { useStaleDays } from '../../ui/record/use-company.ts'
import { whyNot, word } from '../../words/say.ts'
import { LeadScoreBadge } from './lead-score-badge.tsx'
import { scoreOf } from './lead-score.ts'
import { staleDays } from '../../../shared/lead-stages.ts'
import type { Stage } from '../../../shared/lead-stages.ts'

interface LeadBoardProps {
  person: Person
  mine: boolean
  /** Lost needs a reason, won a customer: the page asks. */
  onLost: (lead: Lead) => void
  onWon: (lead: Lead) => void
  onLog: (lead: Lead) => void
}

const atOnce = 40
const shown: readonly Stage[] = ['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']
/** Days for which a closed lead stays on the board. */
const closedFor = 30

const viewOf = (status: Stage, mine: boolean): ListView => ({
  list: 'leads',
  where: [
    { column: 'status', is: 'equal', value: status },
    ...(mine ? [{ column: 'ownerId', is: 'mine' as const }] : []),
    ...(isClosed(status) ? [{ column: 'updatedAt', is: 'after' as const, value: { days: -closedFor } }] : []),
  ],
  sort: isClosed(status) ? [{ by: 'updatedAt', desc: true }] : [{ by: 'expectedClose' }],
  sum: 'value',
})

const isClosed = (status: Stage) => status === 'won' || status === 'lost'

export function LeadBoard({ person, mine, onLost, onWon, onLog }: LeadBoardProps) {
  const nameOf = useNameOf()
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const [limits, setLimits] = useState<Partial<Record<string, number>>>({})
  const limitDays = useStaleDays()
  const column = (status: Stage) => ({ status, mine, limit: limits[status] ?? atOnce })
  const columns = [
    useColumn(column('new')),
    useColumn(column('contacted')),
    useColumn(column('qualified')),
    useColumn(column('proposal')),
    useColumn(column('won')),
    useColumn(column('lost')),
  ]
  const contacts = useContacts(columns.slice(0, 4).flatMap(({ items }) => items))
  const mayChange = (lead: Lead) => {
    const stored: AnyDocument = { ...lead }
    return mayWrite(person, 'leads', stored, stored, { teamsOf: () => person.teamIds, now }).allowed
  }
  const move = (lead: Lead, status: Stage) => {
    if (status === 'lost') onLost(lead)
    else if (status === 'won') onWon(lead)
    else void moveLead(lead, status)
  }
  return (
    <Board
      label={t`Leads by stage`}
      columns={columns}
      idOf={(lead) => lead.id}
      titleOf={entity.title}
      href={(lead) => recordPath('leads', lead.id)}
      // What became a customer stays won.
      mayMove={(lead, to) =>
        lead.customerId === undefined && shown.some((one) => one === to) && mayChange(lead)
      }
      onMove={(lead, to) => move(lead, to as Stage)}
      onMore={(id) => setLimits({ ...limits, [id]: (limits[id] ?? atOnce) + atOnce })}
      menu={(lead) =>
        mayChange(lead) && (
          <Menu.Item
            leftSection={<IconPhonePlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => onLog(lead)}
          >
            {t`Log a contact`}
          </Menu.Item>
        )
      }
      card={(lead) => {
        const known = contacts.get(lead.id) ?? []
        const stale = staleDays(lead, known[0]?.at, now, limitDays)
        return (
          <>
            <Group gap="xs" justify="space-between" mt={4}>
              <Text style={{ fontVariantNumeric: 'tabular-nums' }}>
                {lead.value && formatMoney(lead.value)}
              </Text>
              {!isClosed(lead.status) && (
                <LeadScoreBadge
                  score={scoreOf(lead, known, now, today, limitDays)}
                  name={entity.title(lead)}
                />
              )}
            </Group>
            {lead.expectedClose && !isClosed(lead.status) && (
              <Text size="sm" c="dimmed">
                {t`Close ${{ day: formatDate(lead.expectedClose) }}`}
              </Text>
            )}
            {lead.status === 'lost' && lead.lostReason && (
              <Text size="sm" c="dimmed" lineClamp={2}>
                {lead.lostReason}
              </Text>
            )}
            {stale !== undefined && (
              <Group gap={4} wrap="nowrap" c="var(--mantine-color-amber-text)">
                <IconClockExclamation size={14} stroke={1.75} aria-hidden />
                <Text size="sm" c="inherit">{t`Quiet for ${stale} days`}</Text>
              </Group>
            )}
            {!mine && lead.ownerId && (
              <Text size="xs" c="dimmed">
                {nameOf('salesReps', lead.ownerId)}
              </Text>
            )}
          </>
        )
      }}
    />
  )
}

interface Asked {
  status: Stage
  mine: boolean
  limit: number
}

function useColumn({ status, mine, limit }: Asked): BoardColumn<Lead> {
  const view = useMemo(() => viewOf(status, mine), [status, mine])
  const { rows, total = 0, sums = {} } = useView(view, { offset: 0, limit })
  const option = entity.fields.status.options?.find(({ value }) => value === status)
  const amounts = Object.entries(sums)
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => formatMoney({ amount, currency }))
  return {
    id: status,
    title: word(option?.label ?? status),
    tone: option?.tone ?? 'neutral',
    count: total,
    note: amounts.join(' · '),
    items: rows as unknown as readonly Lead[],
    empty: isClosed(status) ? t`None in the last ${closedFor} days.` : t`No lead is here.`,
  }
}

type Contact = Pick<Interaction, 'at' | 'outcome'>

/** The interactions of these leads, latest first, by lead. */
function useContacts(leads: readonly Lead[]): ReadonlyMap<string, readonly Contact[]> {
  const ids = leads.map(({ id }) => id).sort()
  const key = ids.join()
  const view = useMemo<ListView | undefined>(
    () =>
      key === ''
        ? undefined
        : {
            list: 'interactions',
            where: [{ column: 'leadId', is: 'one-of', values: key.split(',').slice(0, 500) }],
            sort: [{ by: 'at', desc: true }],
          },
    [key],
  )
  const { rows } = useView(view, { offset: 0, limit: 1000 })
  return useMemo(() => {
    const byLead = new Map<string, Contact[]>()
    for (const row of rows as unknown as readonly Interaction[]) {
      if (row.leadId === undefined) continue
      const known = byLead.get(row.leadId)
      if (known) known.push(row)
      else byLead.set(row.leadId, [row])
    }
    return byLead
  }, [rows])
}

/** Changes the stage, and offers to take that back. */
export async function moveLead(lead: Lead, status: Stage, lostReason?: string): Promise<void> {
  const changes = { status, ...(lostReason !== undefined && { lostReason }) }
  const step = newStep()
  const result = await saveRecord('leads', lead.id, changes, step)
  const name = entity.title(lead)
  if (!result.ok) {
    notifyProblem(t`${name} was not moved`, whyNot(result))
    return
  }
  const stage = word(entity.fields.status.options?.find(({ value }) => value === status)?.label ?? status)
  notifyWithUndo(t`${name}: ${stage}`, step)
}
