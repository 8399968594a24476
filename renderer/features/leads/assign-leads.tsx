/**
 * Handing out leads that nobody has: by territory, to who has the fewest, or in turn; with who would get how
 * many before it is asked. Works without a network; the office decides on what is unassigned by then.
 */
import { plural, t } from '@lingui/core/macro'
import { Alert, Button, Checkbox, Group, Radio, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords, useView } from '../../data/index.ts'
import { formatNumber } from '../../ui/format.ts'
import { CallMade } from '../../ui/record/call-made.tsx'
import { useCall, useDecision } from '../../ui/record/use-call.ts'
import { useLate } from '../../ui/use-late.ts'
import { messageOf } from '../../words/say.ts'

/** Administrators, and who leads a team: the server asks for both sides of every lead. */
export const mayAssignLeads = (who: Person): boolean =>
  who.role === 'admin' || (who.role === 'sales_rep' && who.leadsTeamIds.length > 0)

type By = 'territory' | 'load' | 'turn'

/** One call takes no more. */
const mostAtOnce = 200

/** A view names no more records; who chose more hands them out in parts. */
const mostNamed = 500

const open: Condition[] = [
  { column: 'status', is: 'none-of', values: ['won', 'lost'] },
  { column: 'mergedInto', is: 'empty' },
]
const openByOwner: ListView = {
  list: 'leads',
  where: [...open, { column: 'ownerId', is: 'filled' }],
  groupBy: 'ownerId',
}

/** The leads that this person may hand out: all without an owner, or those of them that they chose. */
const unassignedFor = (who: Person, leadIds: readonly string[] | undefined): ListView => ({
  list: 'leads',
  where: [
    ...open,
    { column: 'ownerId', is: 'empty' },
    ...(who.role === 'admin'
      ? []
      : [{ column: 'teamId', is: 'one-of' as const, values: [...who.leadsTeamIds] }]),
    ...(leadIds ? [{ column: 'id', is: 'one-of' as const, values: leadIds.slice(0, mostNamed) }] : []),
  ],
})

interface AssignLeadsProps {
  person: Person
  /** The chosen leads; every unassigned one when absent. */
  leadIds?: readonly string[] | undefined
  onClose: () => void
}

export function AssignLeads({ person, leadIds, onClose }: AssignLeadsProps) {
  // The directory of a company: a few hundred people at most.
  const { records: directory } = useRecords('salesReps', { sort: { name: 'asc' } })
  const [by, setBy] = useState<By>('territory')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const call = useCall('assign_leads', person)

  const reps = useMemo(() => directory.filter((rep) => mayGet(person, rep)), [directory, person])
  const chosen = useMemo(() => reps.filter(({ id }) => !left.has(id)), [reps, left])
  const view = useMemo(() => unassignedFor(person, leadIds), [person, leadIds])
  const { rows, total = 0, loading } = useView(view, { offset: 0, limit: mostAtOnce })
  const late = useLate(loading)
  const given = leadIds?.length ?? total
  const input = useMemo(
    () => ({
      leadIds: rows.map(({ id }) => id),
      repIds: chosen.map(({ id }) => id),
      by,
    }),
    [rows, chosen, by],
  )
  const shares = useShares(input, person)
  const refused = call.problem ?? (shares.state === 'refused' ? shares.error : undefined)
  const { groups } = useView(openByOwner, { offset: 0, limit: 0 })
  const load = useMemo(
    () => new Map((groups ?? []).map(({ key, count }) => [String(key ?? ''), count])),
    [groups],
  )

  if (call.made) return <CallMade made={call.made} onAgain={call.again} onClose={onClose} />
  if (loading) return late ? <Skeleton h={200} aria-busy aria-label={t`Loading`} /> : null
  if (total === 0)
    return (
      <Stack>
        <Text>{t`Every lead that is open has an owner already. To move one, edit it; to move all of a colleague’s, hand over their book.`}</Text>
        <Group>
          <Button onClick={onClose}>{t`Close`}</Button>
        </Group>
      </Stack>
    )
  const covered = total - given
  return (
    <Stack gap="md">
      <Text>
        {plural(total, { one: '# lead has no owner.', other: '# leads have no owner.' })}{' '}
        {covered < 0 && t`The others that you chose have one, or are closed, and stay as they are.`}
        {total > mostAtOnce && t`The first ${formatNumber(mostAtOnce)} are handed out; then ask again.`}
      </Text>
      <Radio.Group label={t`How`} value={by} onChange={(value) => setBy(value)}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="territory"
            label={t`By territory`}
            description={t`Whose territory names the lead’s region, country or city`}
          />
          <Radio
            value="load"
            label={t`By load`}
            description={t`Who has the fewest open leads gets the next`}
          />
          <Radio value="turn" label={t`In turn`} description={t`One after the other, whoever has how many`} />
        </Stack>
      </Radio.Group>
      <Table aria-label={t`Who gets how many`} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fz="xs" fw={500}>{t`To whom`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end" w={80}>{t`Has now`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end" w={80}>{t`Gets`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reps.map((rep) => (
            <Table.Tr key={rep.id}>
              <Table.Td>
                <Checkbox
                  label={rep.name}
                  description={by === 'territory' ? (rep.territory ?? t`No territory`) : undefined}
                  checked={!left.has(rep.id)}
                  onChange={({ currentTarget: { checked } }) =>
                    setLeft((before) => {
                      const next = new Set(before)
                      if (checked) next.delete(rep.id)
                      else next.add(rep.id)
                      return next
                    })
                  }
                />
              </Table.Td>
              <Table.Td ta="end">{formatNumber(load.get(rep.id) ?? 0)}</Table.Td>
              <Table.Td ta="end" fw={600}>
                {shares.state === 'done' ? formatNumber(shares.gets.get(rep.id) ?? 0) : ''}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" role="status">
        {shares.state === 'done' &&
          (shares.skipped > 0
            ? plural(shares.skipped, {
                one: '# lead stays without an owner: nobody’s territory covers it.',
                other: '# leads stay without an owner: nobody’s territory covers them.',
              })
            : t`Every lead gets an owner.`)}
      </Text>
      {refused && (
        <Alert color="red" icon={<IconAlertOctagon aria-hidden />} title={t`This would be refused`}>
          {messageOf(refused)}
        </Alert>
      )}
      <Group>
        <Button
          loading={call.asking}
          disabled={shares.state !== 'done' || shares.gets.size === 0}
          onClick={() => void call.ask(input)}
        >
          {t`Assign leads`}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t`Cancel`}
        </Button>
      </Group>
      {shares.state === 'done' && shares.gets.size === 0 && (
        <Text size="sm" c="dimmed">
          {t`Nobody would get a lead this way. Choose another way, or somebody whose territory covers them.`}
        </Text>
      )}
      {chosen.length === 0 && (
        <Text size="sm" c="dimmed">
          {t`Choose at least one person.`}
        </Text>
      )}
    </Stack>
  )
}

/** Who leads a team hands out among its people; an administrator among all. */
const mayGet = (who: Person, rep: SalesRep) =>
  rep.active &&
  rep.role === 'sales_rep' &&
  (who.role === 'admin' || rep.teamIds.some((id) => who.leadsTeamIds.includes(id)))

type Shares =
  | { state: 'none' }
  | { state: 'done'; gets: ReadonlyMap<string, number>; skipped: number }
  | { state: 'refused'; error: CodedError }

/** Who would get how many, decided as the office will. */
function useShares(input: { leadIds: string[]; repIds: string[]; by: By }, person: Person): Shares {
  const isEmpty = input.leadIds.length === 0 || input.repIds.length === 0
  const decision = useDecision('assign_leads', isEmpty ? undefined : input, person)
  return useMemo(() => {
    if (!decision) return { state: 'none' }
    if (!decision.ok) return { state: 'refused', error: decision.error }
    const { assigned, skipped } = decision.result as { assigned: { ownerId: string }[]; skipped: string[] }
    const gets = new Map<string, number>()
    for (const { ownerId } of assigned) gets.set(ownerId, (gets.get(ownerId) ?? 0) + 1)
    return { state: 'done', gets, skipped: skipped.length }
  }, [decision])
}
