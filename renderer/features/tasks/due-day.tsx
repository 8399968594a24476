/** The day a task is due; overdue and due today are said by icon and word as well as by colour. */
import { plural, t } from '@lingui/core/macro'
import { Group, Text } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react'
import type { Task } from '../../../shared/entities/task.ts'
import { formatDate } from '../../ui/format.ts'
import { daysBetween, groupOf } from './task-groups.ts'

interface DueDayProps {
  task: Pick<Task, 'status' | 'dueDate'>
  /** The person's calendar day, `2026-05-03`. */
  today: string
}

export function DueDay({ task, today }: DueDayProps) {
  if (!task.dueDate) return <Text c="dimmed">{t`No day`}</Text>
  const group = groupOf(task, today)
  if (group === 'overdue')
    return (
      <Marked color="red" icon={<IconAlertOctagon size={16} stroke={1.75} aria-hidden />}>
        {overdueWords(daysBetween(task.dueDate, today))}
      </Marked>
    )
  if (group === 'today')
    return (
      <Marked color="amber" icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden />}>
        {t`Today`}
      </Marked>
    )
  const isTomorrow = group === 'upcoming' && daysBetween(today, task.dueDate) === 1
  return <Text>{isTomorrow ? t`Tomorrow` : formatDate(task.dueDate)}</Text>
}

const overdueWords = (days: number) =>
  days === 1 ? t`Overdue, yesterday` : plural(days, { one: 'Overdue, # day', other: 'Overdue, # days' })

function Marked({
  color,
  icon,
  children,
}: {
  color: 'red' | 'amber'
  icon: React.ReactNode
  children: string
}) {
  return (
    <Group gap={6} wrap="nowrap" c={`var(--mantine-color-${color}-text)`}>
      {icon}
      <Text c="inherit" style={{ whiteSpace: 'nowrap' }}>
        {children}
      </Text>
    </Group>
  )
}
