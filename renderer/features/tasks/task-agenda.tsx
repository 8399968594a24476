/** What a person has to do today and should have done before, for the home page. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { Task } from '../../../shared/entities/task.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useView } from '../../data/index.ts'
import { dayOf, formatDate, formatTime } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CompleteTask } from './complete-task.tsx'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { groupConditions } from './task-groups.ts'
import { taskRights } from './task-rights.ts'

/** Rows shown before the list takes over; what is overdue never hides what is for today. */
const mostOverdue = 6
const mostToday = 10

const mine: Condition = { column: 'ownerId', is: 'mine' }
const overdueView: ListView = {
  list: 'tasks',
  where: [mine, ...groupConditions.overdue],
  sort: [{ by: 'dueDate' }, { by: 'priority', desc: true }],
}
const todayView: ListView = {
  list: 'tasks',
  where: [mine, ...groupConditions.today],
  sort: [{ by: 'dueTime' }, { by: 'priority', desc: true }],
}
const nextView: ListView = {
  list: 'tasks',
  where: [mine, ...groupConditions.upcoming],
  sort: [{ by: 'dueDate' }],
}

export function TaskAgenda({ person }: { person: Person }) {
  const overdue = useView(overdueView, { offset: 0, limit: mostOverdue })
  const forToday = useView(todayView, { offset: 0, limit: mostToday })
  const upcoming = useView(nextView, { offset: 0, limit: 1 })
  const nameOf = useReferenceNames(['customers', 'leads'])
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  if (overdue.loading || forToday.loading) return null
  const due = [...overdue.rows, ...forToday.rows] as unknown as readonly Task[]
  const total = (overdue.total ?? 0) + (forToday.total ?? 0)
  const next = upcoming.rows[0] as unknown as Task | undefined
  if (due.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconCircleCheck />}
        title={t`Nothing is due today`}
        description={next ? nextWords(next) : t`Tasks that are due today stand here.`}
      />
    )
  return (
    <SummaryList
      limit={due.length}
      total={total}
      all={{ path: listPath('tasks'), words: t`All ${{ count: total }} tasks` }}
      entries={due.map((task) => ({
        id: task.id,
        title: task.title,
        path: recordPath('tasks', task.id),
        detail: aboutOf(task, nameOf)?.name,
        before: taskRights(person, task, now).edit && <CompleteTask task={task} />,
        state: (
          <>
            {task.dueTime && task.dueDate === today && (
              <Text fw={500} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                {formatTime(task.dueTime)}
              </Text>
            )}
            <DueDay task={task} today={today} />
          </>
        ),
      }))}
    />
  )
}

const nextWords = (task: Task) =>
  task.dueDate
    ? t`Next: ${{ title: task.title }}, ${{ dueDate: formatDate(task.dueDate) }}`
    : t`Next: ${{ title: task.title }}`
