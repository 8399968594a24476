/** When a task comes again and when the device reminds of it, in words. */
import { Group, Text } from '@mantine/core'
import { IconBell, IconRepeat } from '@tabler/icons-react'
import type { Task } from '../../../shared/entities/task.ts'
import { recurrenceWords, reminderWords } from './recurrence-words.ts'

export function TaskPlan({ task }: { task: Task }) {
  if (!task.recurrence && task.remindMinutes === undefined) return null
  return (
    <Group gap="lg">
      {task.recurrence && (
        <Group gap={6} wrap="nowrap">
          <IconRepeat size={16} stroke={1.75} aria-hidden />
          <Text>{recurrenceWords(task.recurrence)}</Text>
        </Group>
      )}
      {task.remindMinutes !== undefined && (
        <Group gap={6} wrap="nowrap">
          <IconBell size={16} stroke={1.75} aria-hidden />
          <Text>{reminderWords(task.remindMinutes)}</Text>
        </Group>
      )}
    </Group>
  )
}
