/** The icons of the sync language. */
import { Text } from '@mantine/core'
import {
  IconAlertOctagon,
  IconCloudCheck,
  IconCloudDown,
  IconCloudOff,
  IconCloudUp,
  IconCloudX,
  IconGitMerge,
} from '@tabler/icons-react'
import type { SyncIcon as Name, SyncLine } from './sync-summary.ts'

const icons = {
  check: IconCloudCheck,
  up: IconCloudUp,
  down: IconCloudDown,
  off: IconCloudOff,
  decide: IconGitMerge,
  refused: IconCloudX,
  trouble: IconAlertOctagon,
} as const satisfies Record<Name, unknown>

const lineColor: Record<SyncLine['tone'], string> = {
  neutral: 'inherit',
  attention: 'var(--mantine-color-amber-text)',
  danger: 'var(--mantine-color-red-text)',
}

export function SyncIcon({ name, size = 16 }: { name: Name; size?: number }) {
  const Icon = icons[name]
  return <Icon size={size} stroke={1.75} aria-hidden style={{ flexShrink: 0 }} />
}

/** Icon and words of one line. */
export const SyncWords = ({ line, shy = false }: { line: SyncLine; shy?: boolean }) => (
  <Text
    component="span"
    size="sm"
    c={shy && line.tone === 'neutral' ? 'dimmed' : lineColor[line.tone]}
    style={{ display: 'inline-flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap' }}
  >
    <SyncIcon name={line.icon} />
    {line.words}
  </Text>
)
