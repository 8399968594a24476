/** Only a priority that asks for attention is marked; the usual one needs no ink. */
import { Text } from '@mantine/core'
import { task } from '../../../shared/entities/task.ts'
import type { Task } from '../../../shared/entities/task.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { word } from '../../words/say.ts'

export function TaskPriority({ priority }: { priority: Task['priority'] }) {
  const option = task.fields.priority.options?.find((candidate) => candidate.value === priority)
  const label = word(option?.label ?? priority)
  return option && option.tone !== 'neutral' ? (
    <ToneBadge tone={option.tone}>{label}</ToneBadge>
  ) : (
    <Text c="dimmed">{label}</Text>
  )
}
