/**
 * A state as icon and word. Colour alone never says it: several of these colours look alike to some eyes.
 */
import { Badge } from '@mantine/core'
import type { BadgeProps } from '@mantine/core'
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconProgress,
} from '@tabler/icons-react'
import type { Tone } from '../../shared/entities/fields.ts'

export const toneColor: Record<Tone, string> = {
  neutral: 'gray',
  active: 'ink',
  done: 'green',
  attention: 'amber',
  danger: 'red',
}

export const toneIcon = {
  neutral: IconCircleDashed,
  active: IconProgress,
  done: IconCircleCheck,
  attention: IconAlertTriangle,
  danger: IconAlertOctagon,
} as const satisfies Record<Tone, unknown>

export function ToneBadge({ tone, children, ...badge }: { tone: Tone } & BadgeProps) {
  const Icon = toneIcon[tone]
  return (
    <Badge color={toneColor[tone]} leftSection={<Icon size={14} stroke={1.75} aria-hidden />} {...badge}>
      {children}
    </Badge>
  )
}
