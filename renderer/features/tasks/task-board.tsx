/** Tasks as cards by status. What was finished long ago is in the list, not here. */
import { plural, t } from '@lingui/core/macro'
import { Group, Text } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { task as entity } from '../../../shared/entities/task.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { Board } from '../../ui/board.tsx'
import type { BoardColumn } from '../../ui/board.tsx'
import { dayOf, formatTime } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useNow } from '../../ui/use-now.ts'
import { word } from '../../words/say.ts'
import { setTaskStatus } from './change-task.ts'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { TaskPriority } from './task-priority.tsx'
import { taskRights } from './task-rights.ts'

const shown = ['open', 'in-progress', 'done'] as const
type Shown = (typeof shown)[number]
/** Days for which a finished task stays on the board. */
const kept = 14
const atOnce = 50

const viewOf = (status: Shown, mine: boolean): ListView => ({
  list: 'tasks',
  where: [
    { column: 'status', is: 'equal', value: status },
    ...(mine ? [{ column: 'ownerId', is: 'mine' as const }] : []),
    ...(status === 'done' ? [{ column: 'completedAt', is: 'after' as const, value: { days: -kept } }] : []),
  ],
  sort:
    status === 'done'
      ? [{ by: 'completedAt', desc: true }]
      : [{ by: 'dueDate' }, { by: 'dueTime' }, { by: 'priority', desc: true }],
})

export function TaskBoard({ person, mine }: { person: Person; mine: boolean }) {
  const nameOf = useNameOf()
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const [limits, setLimits] = useState<Partial<Record<string, number>>>({})
  const open = useColumn('open', mine, limits['open'] ?? atOnce)
  const started = useColumn('in-progress', mine, limits['in-progress'] ?? atOnce)
  const done = useColumn('done', mine, limits['done'] ?? atOnce)
  return (
    <Board
      label={t`Tasks by status`}
      columns={[open, started, done]}
      idOf={(task) => task.id}
      titleOf={(task) => task.title}
      href={(task) => recordPath('tasks', task.id)}
      mayMove={(task) => taskRights(person, task, now).edit}
      onMove={(task, status) => void setTaskStatus(task, status as Shown)}
      onMore={(column) => setLimits({ ...limits, [column]: (limits[column] ?? atOnce) + atOnce })}
      card={(task) => (
        <>
          <Text size="sm" c="dimmed" lineClamp={1}>
            {aboutOf(task, nameOf)?.name}
          </Text>
          <Group gap="xs" mt={4} justify="space-between">
            {task.status === 'done' ? (
              <span />
            ) : (
              <Group gap={6} wrap="nowrap">
                <DueDay task={task} today={today} />
                {task.dueTime && <Text>{formatTime(task.dueTime)}</Text>}
                {task.recurrence && (
                  <IconRepeat size={14} stroke={1.75} aria-label={t`Comes again`} role="img" />
                )}
              </Group>
            )}
            {(task.priority === 'high' || task.priority === 'urgent') && (
              <TaskPriority priority={task.priority} />
            )}
          </Group>
          {!mine && task.ownerId && (
            <Text size="xs" c="dimmed">
              {nameOf('salesReps', task.ownerId)}
            </Text>
          )}
        </>
      )}
    />
  )
}

function useColumn(status: Shown, mine: boolean, limit: number): BoardColumn<Task> {
  const view = useMemo(() => viewOf(status, mine), [status, mine])
  const { rows, total = 0 } = useView(view, { offset: 0, limit })
  const option = entity.fields.status.options?.find(({ value }) => value === status)
  return {
    id: status,
    title: word(option?.label ?? status),
    tone: option?.tone ?? 'neutral',
    count: total,
    note: status === 'done' ? plural(kept, { one: 'In the last day', other: 'In the last # days' }) : '',
    items: rows as unknown as readonly Task[],
    empty: emptyWords(status),
  }
}

function emptyWords(status: Shown): string {
  switch (status) {
    case 'open':
      return t`Nothing is waiting to be done.`
    case 'in-progress':
      return t`Nothing has been started.`
    case 'done':
      return t`Nothing has been finished lately.`
    default:
      return status satisfies never
  }
}
