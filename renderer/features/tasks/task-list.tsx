/** Tasks by what they ask of today: overdue, today, upcoming, done. Each is completed where it stands. */
import { t } from '@lingui/core/macro'
import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { task as entity } from '../../../shared/entities/task.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { dayOf, formatNumber } from '../../ui/format.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { useArrangedList } from '../../ui/record/arranged-list.tsx'
import { useRecordEditing } from '../../ui/record/record-editing.tsx'
import { useRecordPreview } from '../../ui/record/use-record-preview.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { Truncated } from '../../ui/truncated.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CompleteTask } from './complete-task.tsx'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { firstGroup, groupConditions, taskGroups } from './task-groups.ts'
import type { TaskGroup } from './task-groups.ts'
import { TaskPriority } from './task-priority.tsx'
import { taskRights } from './task-rights.ts'
import { word } from '../../words/say.ts'
import { inSentence, nameOfMany } from '../../words/entity-words.ts'
import { perLanguage } from '../../words/per-language.ts'

interface TaskListProps {
  person: Person
  /** The most pressing one when absent. */
  group: TaskGroup | undefined
  onGroup: (group: TaskGroup) => void
  /** Shown when there is no task at all. */
  empty: ReactNode
}

const words = (): Record<TaskGroup, string> => ({
  overdue: t`Overdue`,
  today: t`Today`,
  upcoming: t`Upcoming`,
  done: t`Done`,
})
const nothing = (): Record<TaskGroup, string> => ({
  overdue: t`Nothing is overdue.`,
  today: t`Nothing is due today.`,
  upcoming: t`Nothing is planned for later.`,
  done: t`Nothing has been finished yet.`,
})

const filters = perLanguage((): readonly ChoiceFilter<Task>[] => [
  {
    id: 'priority',
    label: t`Priority`,
    options: (entity.fields.priority.options ?? []).map(({ value, label }) => ({
      value,
      label: word(label),
    })),
  },
])

const initialSorting = { id: 'dueDate', desc: false }
/** As they are worked through; what is done shows the latest first. */
const byUrgency = [{ by: 'dueDate' }, { by: 'priority', desc: true }, { by: 'title' }]
const byFinished = [{ by: 'completedAt', desc: true }]
const countsOnly = { offset: 0, limit: 0 }
const allTasks: ListView = { list: 'tasks' }
const viewOf = (group: TaskGroup): ListView => ({ list: 'tasks', where: [...groupConditions[group]] })

export function TaskList({ person, group: asked, onGroup, empty }: TaskListProps) {
  const nameOf = useNameOf()
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const counts = {
    overdue: useView(viewOf('overdue'), countsOnly).total,
    today: useView(viewOf('today'), countsOnly).total,
    upcoming: useView(viewOf('upcoming'), countsOnly).total,
  }
  const all = useView(allTasks, countsOnly).total
  const isCounted = Object.values(counts).every((count) => count !== undefined)
  // Chosen once: finishing the last overdue task must not turn the list under the person's hands.
  const [first, setFirst] = useState<TaskGroup>()
  if (first === undefined && isCounted) setFirst(firstGroup(counts))
  const group = asked ?? first ?? 'today'
  const drawn = useMemo(() => columnsFor(today, group, nameOf), [today, group, nameOf])
  const editing = useRecordEditing('tasks')
  const preview = useRecordPreview('tasks')
  const { source, columns, opened, viewMenu, above, tools, drawer } = useArrangedList<Task>({
    list: 'tasks',
    stateKey: 'tasks',
    title: nameOfMany('tasks'),
    columns: drawn,
    filters: filters(),
    start: groupConditions[group],
    initialSorting,
    editable: editing.editable,
  })
  const { view } = opened
  const isEmpty = all === 0
  return (
    <Stack gap="sm" h="100%" mih={0}>
      {!isEmpty && (
        <Group>
          <SegmentedControl
            aria-label={t`Which tasks`}
            // A view says itself which tasks it shows.
            value={view ? '' : group}
            onChange={(value) => onGroup(value as TaskGroup)}
            data={taskGroups.map((value) => ({
              value,
              label:
                value === 'done' ? words().done : `${words()[value]} ${formatNumber(counts[value] ?? 0)}`,
            }))}
          />
          {viewMenu}
        </Group>
      )}
      <SourceTable
        key={view?.id ?? group}
        label={view?.name ?? t`Tasks, ${{ group: inSentence(words()[group]) }}`}
        stateKey="tasks"
        source={source}
        initialSorting={initialSorting}
        columns={columns}
        filters={filters()}
        rowId={(task) => task.id}
        href={(task) => recordPath('tasks', task.id)}
        above={above}
        tools={tools}
        {...editing.props}
        preview={preview}
        mark={(task) => taskRights(person, task, now).edit && <CompleteTask task={task} />}
        empty={
          isEmpty ? (
            empty
          ) : (
            <Text c="dimmed" py="lg" px="xs">
              {view ? t`No task is in this view.` : nothing()[group]}
            </Text>
          )
        }
      />
      {drawer}
    </Stack>
  )
}

const columnsFor = (today: string, group: TaskGroup, nameOf: NameOf): readonly Column<Task>[] => [
  { id: 'title', header: t`Task`, value: (task) => task.title, minWidth: 220 },
  {
    id: 'dueDate',
    header: t`Due`,
    value: (task) => task.dueDate,
    sortBy: group === 'done' ? byFinished : byUrgency,
    cell: (task) => <DueDay task={task} today={today} />,
    width: 184,
  },
  {
    id: 'priority',
    header: t`Priority`,
    value: (task) => task.priority,
    cell: (task) => <TaskPriority priority={task.priority} />,
    width: 128,
  },
  {
    id: 'about',
    header: t`About`,
    value: (task) => aboutOf(task, nameOf)?.name,
    cell: (task) => <AboutLink task={task} nameOf={nameOf} />,
    minWidth: 160,
    optional: true,
  },
  {
    id: 'ownerId',
    header: t`Assigned to`,
    value: (task) => task.ownerId && nameOf('salesReps', task.ownerId),
    width: 150,
    optional: true,
  },
]

function AboutLink({ task, nameOf }: { task: Task; nameOf: NameOf }) {
  const about = aboutOf(task, nameOf)
  return (
    about && (
      <Anchor component={Link} to={about.path} inherit c="inherit" display="block">
        <Truncated>{about.name}</Truncated>
      </Anchor>
    )
  )
}
