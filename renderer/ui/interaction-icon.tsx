/** One icon per kind of interaction, the same everywhere. */
import {
  IconCalendarEvent,
  IconLifebuoy,
  IconMail,
  IconMapPin,
  IconNote,
  IconPhone,
} from '@tabler/icons-react'
import type { Interaction } from '../../shared/entities/interaction.ts'

const icons = {
  call: IconPhone,
  visit: IconMapPin,
  email: IconMail,
  meeting: IconCalendarEvent,
  support: IconLifebuoy,
  note: IconNote,
} as const satisfies Record<Interaction['type'], unknown>

export function InteractionIcon({ type, size = 16 }: { type: Interaction['type']; size?: number }) {
  const Icon = icons[type]
  return <Icon size={size} stroke={1.75} aria-hidden style={{ flexShrink: 0 }} />
}
