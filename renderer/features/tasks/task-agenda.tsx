/** What a person has to do today and should have done before, for the home page. */
import { t } from '@lingui/core/macro'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { dayOf, formatDate } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CompleteTask } from './complete-task.tsx'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { groupTasks } from './task-groups.ts'
import { taskRights } from './task-rights.ts'

/** Rows shown before the list takes over. */
const most = 8

export function TaskAgenda({ person }: { person: Person }) {
  const tasks = useRecords('tasks')
  const nameOf = useReferenceNames(['customers', 'leads'])
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const groups = useMemo(
    () =>
      groupTasks(
        tasks.records.filter((task) => task.ownerId === person.id),
        today,
      ),
    [tasks.records, person.id, today],
  )
  if (tasks.loading) return null
  const due = [...groups.overdue, ...groups.today]
  const next = groups.upcoming[0]
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
      limit={most}
      all={{ path: listPath('tasks'), words: t`All ${{ count: due.length }} tasks` }}
      entries={due.map((task) => ({
        id: task.id,
        title: task.title,
        path: recordPath('tasks', task.id),
        detail: aboutOf(task, nameOf)?.name,
        before: taskRights(person, task, now).edit && <CompleteTask task={task} />,
        state: <DueDay task={task} today={today} />,
      }))}
    />
  )
}

const nextWords = (task: Task) =>
  task.dueDate
    ? t`Next: ${{ title: task.title }}, ${{ dueDate: formatDate(task.dueDate) }}`
    : `Next: ${task.title}`
