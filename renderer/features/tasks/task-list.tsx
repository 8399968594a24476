/** Tasks by what they ask of today: overdue, today, upcoming, done. Each is completed where it stands. */
import { t } from '@lingui/core/macro'
import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { task as entity } from '../../../shared/entities/task.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { dayOf, formatDate, formatNumber } from '../../ui/format.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { Truncated } from '../../ui/truncated.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CompleteTask } from './complete-task.tsx'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { firstGroup, groupTasks, taskGroups } from './task-groups.ts'
import type { TaskGroup } from './task-groups.ts'
import { TaskPriority } from './task-priority.tsx'
import { taskRights } from './task-rights.ts'

interface TaskListProps {
  person: Person
  /** The most pressing one when absent. */
  group: TaskGroup | undefined
  onGroup: (group: TaskGroup) => void
  /** Shown when there is no task at all. */
  empty: ReactNode
}

interface TaskRow {
  task: Task
  /** Its place in the order it is worked through. */
  place: number
  assignee: string
  about: string
  aboutPath: string | undefined
}

const words: Record<TaskGroup, string> = {
  overdue: 'Overdue',
  today: 'Today',
  upcoming: 'Upcoming',
  done: 'Done',
}
const nothing: Record<TaskGroup, string> = {
  overdue: 'Nothing is overdue.',
  today: 'Nothing is due today.',
  upcoming: 'Nothing is planned for later.',
  done: 'Nothing has been finished yet.',
}

const filters: readonly ChoiceFilter<TaskRow>[] = [
  {
    id: 'priority',
    label: 'Priority',
    options: (entity.fields.priority.options ?? []).map(({ value, label }) => ({ value, label })),
    value: (row) => row.task.priority,
  },
]

export function TaskList({ person, group: asked, onGroup, empty }: TaskListProps) {
  const tasks = useRecords('tasks')
  const nameOf = useReferenceNames(['customers', 'leads', 'salesReps'])
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const grouped = useMemo(() => groupTasks(tasks.records, today), [tasks.records, today])
  // Chosen once: finishing the last overdue task must not turn the list under the person's hands.
  const [first, setFirst] = useState<TaskGroup>()
  if (first === undefined && !tasks.loading) setFirst(firstGroup(grouped))
  const group = asked ?? first ?? 'today'
  const rows = useMemo(
    () => grouped[group].map((task, place) => rowOf(task, place, nameOf)),
    [grouped, group, nameOf],
  )
  const columns = useMemo(() => columnsFor(today), [today])
  const isEmpty = !tasks.loading && tasks.records.length === 0
  return (
    <Stack gap="sm" h="100%" mih={0}>
      {!isEmpty && (
        <Group>
          <SegmentedControl
            aria-label={t`Which tasks`}
            value={group}
            onChange={(value) => onGroup(value)}
            data={taskGroups.map((value) => ({
              value,
              label: value === 'done' ? words.done : `${words[value]} ${formatNumber(grouped[value].length)}`,
            }))}
          />
        </Group>
      )}
      <DataTable
        key={group}
        label={t`Tasks, ${{ group: words[group].toLowerCase() }}`}
        stateKey="tasks"
        rows={rows}
        loading={tasks.loading}
        error={tasks.error}
        columns={columns}
        filters={filters}
        rowId={(row) => row.task.id}
        href={(row) => recordPath('tasks', row.task.id)}
        mark={(row) => taskRights(person, row.task, now).edit && <CompleteTask task={row.task} />}
        empty={
          isEmpty ? (
            empty
          ) : (
            <Text c="dimmed" py="lg" px="xs">
              {nothing[group]}
            </Text>
          )
        }
      />
    </Stack>
  )
}

function rowOf(task: Task, place: number, nameOf: NameOf): TaskRow {
  const about = aboutOf(task, nameOf)
  const assignee = (task.ownerId && nameOf('salesReps', task.ownerId)) ?? ''
  return { task, place, about: about?.name ?? '', aboutPath: about?.path, assignee }
}

const columnsFor = (today: string): readonly Column<TaskRow>[] => [
  { id: 'title', header: t`Task`, value: (row) => row.task.title, minWidth: 220 },
  {
    id: 'due',
    header: t`Due`,
    value: (row) => row.place,
    text: (row) => (row.task.dueDate ? formatDate(row.task.dueDate) : ''),
    cell: (row) => <DueDay task={row.task} today={today} />,
    width: 184,
  },
  {
    id: 'priority',
    header: t`Priority`,
    value: (row) => row.task.priority,
    cell: (row) => <TaskPriority priority={row.task.priority} />,
    width: 128,
  },
  {
    id: 'about',
    header: t`About`,
    value: (row) => row.about,
    cell: (row) =>
      row.aboutPath && (
        <Anchor component={Link} to={row.aboutPath} inherit c="inherit" display="block">
          <Truncated>{row.about}</Truncated>
        </Anchor>
      ),
    minWidth: 160,
    optional: true,
  },
  { id: 'assignee', header: t`Assigned to`, value: (row) => row.assignee, width: 150, optional: true },
]
