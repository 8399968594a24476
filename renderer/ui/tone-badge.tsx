/**
 * A state as icon and word. Colour alone never says it: several of these colours look alike to some eyes.
 *
 * It has the look and the class names of Mantine's badge, as plain elements: lists draw one for each row.
 */
import { Badge, useMantineTheme } from '@mantine/core'
import type { MantineTheme } from '@mantine/core'
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconProgress,
} from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
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

export function ToneBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = toneIcon[tone]
  return (
    <span
      className={root}
      style={styleOf(useMantineTheme(), tone)}
      data-variant="light"
      data-with-left-section
    >
      <span className={section} data-position="left">
        <Icon size={14} stroke={1.75} aria-hidden />
      </span>
      <span className={label}>{children}</span>
    </span>
  )
}

const classes: Partial<Record<string, string>> = Badge.classes
const root = `mantine-Badge-root ${classes['root'] ?? ''}`
const section = `mantine-Badge-section ${classes['section'] ?? ''}`
const label = `mantine-Badge-label ${classes['label'] ?? ''}`

/** A theme lives as long as the app; what follows from it is worked out once. */
const styles = new WeakMap<MantineTheme, Map<Tone, CSSProperties>>()

function styleOf(theme: MantineTheme, tone: Tone): CSSProperties {
  const known = styles.get(theme) ?? new Map<Tone, CSSProperties>()
  styles.set(theme, known)
  const before = known.get(tone)
  if (before) return before
  const { tt, fw, ...props } = theme.components['Badge']?.defaultProps ?? {}
  const variables = Badge.varsResolver(theme, { ...props, color: toneColor[tone] }, {})
  const style = { ...variables.root, textTransform: tt, fontWeight: fw } as CSSProperties
  known.set(tone, style)
  return style
}
