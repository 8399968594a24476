/** Everybody whom the person leads side by side: who has how much, what is overdue, and who is on target. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Menu, Table, Text, ActionIcon } from '@mantine/core'
import {
  IconAlertOctagon,
  IconDots,
  IconTargetArrow,
  IconTransfer,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy, useMemo, useState } from 'react'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { quarterOf } from '../../../shared/quarters.ts'
import type { Person } from '../../../shared/roles.ts'
import { useView } from '../../data/index.ts'
import { dayOf, formatNumber, formatQuarter } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { sumsInWords } from '../../ui/sums.ts'
import { useNow } from '../../ui/use-now.ts'
import { TargetProgress, targetOf } from './target-progress.tsx'
import { useWorkload } from './use-workload.ts'

/** Its inputs are no part of the home page, which shows this table. */
const TargetForm = lazy(async () => ({ default: (await import('./target-form.tsx')).TargetForm }))

const directoryView: ListView = {
  list: 'salesReps',
  where: [
    { column: 'active', is: 'equal', value: true },
    { column: 'role', is: 'equal', value: 'sales_rep' },
  ],
  sort: [{ by: 'name' }],
}
const mostPeople = 200

/** The representatives of the person's teams, or all of them for an administrator; by name. */
function useTeam(person: Person): { reps: readonly SalesRep[]; loading: boolean } {
  const { rows, loading } = useView(directoryView, { offset: 0, limit: mostPeople })
  const reps = useMemo(
    () =>
      (rows as unknown as readonly SalesRep[]).filter(
        (rep) => person.role === 'admin' || rep.teamIds.some((id) => person.leadsTeamIds.includes(id)),
      ),
    [rows, person],
  )
  return { reps, loading }
}

interface TeamTableProps {
  person: Person
  /** What opens the dialog that hands over a book; undefined where this person may not. */
  handOver: (rep: SalesRep) => (() => void) | undefined
}

export function TeamTable({ person, handOver }: TeamTableProps) {
  const { reps, loading } = useTeam(person)
  const today = dayOf(new Date(useNow(60_000)))
  const quarter = quarterOf(today)
  const work = useWorkload(today)
  const [target, setTarget] = useState<SalesRep>()
  const [isAsked, setIsAsked] = useState(false)
  if (loading) return null
  if (reps.length === 0)
    return (
      <NothingHere
        icon={<IconUsersGroup />}
        title={t`Nobody is in your teams yet`}
        description={t`An administrator puts people into teams under Users.`}
      />
    )
  const number = { ta: 'end', style: { fontVariantNumeric: 'tabular-nums' } } as const
  return (
    <>
      <Table.ScrollContainer minWidth={860}>
        <Table aria-label={t`Representatives`} verticalSpacing="xs" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th fz="xs" fw={500}>{t`Name`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Customers`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Open leads`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Pipeline`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Open tasks`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Overdue`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end">{t`Sold this month`}</Table.Th>
              <Table.Th fz="xs" fw={500} w={200}>
                {t`Target for ${{ quarter: formatQuarter(quarter) }}`}
              </Table.Th>
              <Table.Th w={44} aria-label={t`Actions`} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reps.map((rep) => {
              const has = work.of(rep.id)
              const onHandOver = handOver(rep)
              return (
                <Table.Tr key={rep.id}>
                  <Table.Td>
                    <Anchor
                      component={Link}
                      to={recordPath('salesReps', rep.id)}
                      c="inherit"
                      fw={500}
                      style={{ whiteSpace: 'nowrap' }}
                    >
                      {rep.name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td {...number}>{formatNumber(has.customers)}</Table.Td>
                  <Table.Td {...number}>{formatNumber(has.leads)}</Table.Td>
                  <Table.Td {...number}>{sumsInWords(has.pipeline)}</Table.Td>
                  <Table.Td {...number}>{formatNumber(has.tasks)}</Table.Td>
                  <Table.Td {...number}>
                    <Overdue count={has.overdue} />
                  </Table.Td>
                  <Table.Td {...number}>{sumsInWords(has.month)}</Table.Td>
                  <Table.Td>
                    <TargetProgress target={targetOf(rep, quarter)} sold={has.quarter} />
                  </Table.Td>
                  <Table.Td>
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t`Actions for ${{ name: rep.name }}`}
                        >
                          <IconDots size={16} stroke={1.75} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item
                          leftSection={<IconTargetArrow size={16} stroke={1.75} aria-hidden />}
                          onClick={() => {
                            setTarget(rep)
                            setIsAsked(true)
                          }}
                        >
                          {t`Set a target`}
                        </Menu.Item>
                        {onHandOver && (
                          <Menu.Item
                            leftSection={<IconTransfer size={16} stroke={1.75} aria-hidden />}
                            onClick={onHandOver}
                          >
                            {t`Hand over the book`}
                          </Menu.Item>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {isAsked && (
        <Suspense fallback={null}>
          <TargetForm rep={target} today={today} onClose={() => setTarget(undefined)} />
        </Suspense>
      )}
    </>
  )
}

function Overdue({ count }: { count: number }) {
  if (count === 0) return <>{formatNumber(0)}</>
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap" c="var(--mantine-color-red-text)">
      <IconAlertOctagon size={14} stroke={1.75} aria-hidden />
      <Text c="inherit" inherit fw={600}>
        {formatNumber(count)}
      </Text>
    </Group>
  )
}

/** The team's day for the home page: who is behind first. */
export function TeamDay({ person }: { person: Person }) {
  const { reps, loading } = useTeam(person)
  const work = useWorkload(dayOf(new Date(useNow(60_000))))
  if (loading || work.loading) return null
  const behind = reps
    .filter(({ id }) => id !== person.id)
    .map((rep) => ({ rep, has: work.of(rep.id) }))
    .filter(({ has }) => has.overdue > 0)
    .toSorted((a, b) => b.has.overdue - a.has.overdue)
    .slice(0, 5)
  return (
    <>
      {behind.length === 0 ? (
        <Text px="xs" c="dimmed">{t`Nobody in your teams has an overdue task.`}</Text>
      ) : (
        <Table aria-label={t`Overdue tasks by person`} verticalSpacing={6}>
          <Table.Tbody>
            {behind.map(({ rep, has }) => (
              <Table.Tr key={rep.id}>
                <Table.Td>
                  <Anchor
                    component={Link}
                    to={recordPath('salesReps', rep.id)}
                    c="inherit"
                    fw={500}
                    style={{ whiteSpace: 'nowrap' }}
                  >
                    {rep.name}
                  </Anchor>
                </Table.Td>
                <Table.Td ta="end" c="dimmed">
                  {t`${formatNumber(has.tasks)} open tasks`}
                </Table.Td>
                <Table.Td ta="end" w={88}>
                  <Overdue count={has.overdue} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Button component={Link} to="/team" variant="subtle" size="compact-sm" mt="xs">
        {t`The whole team`}
      </Button>
    </>
  )
}
