/**
 * A checkbox in the look of Mantine's, with its class names and variables, as plain elements: a long list draws
 * one for each row, and Mantine's own takes as long as the rest of the row.
 */
import { CheckIcon, Checkbox, useMantineTheme } from '@mantine/core'
import type { MantineTheme } from '@mantine/core'
import type { CSSProperties, ChangeEvent } from 'react'

interface TickBoxProps {
  'aria-label': string
  checked: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  /** px */
  size: number
  round?: boolean
  tabIndex?: number
}

export function TickBox({ size, round = false, ...input }: TickBoxProps) {
  return (
    <span style={styleOf(useMantineTheme(), size, round)}>
      <span className={inner} style={{ display: 'block' }}>
        <input type="checkbox" className={box} data-variant="filled" {...input} />
        <CheckIcon className={classes['icon']} />
      </span>
    </span>
  )
}

const classes: Partial<Record<string, string>> = Checkbox.classes
const inner = `mantine-Checkbox-inner ${classes['inner'] ?? ''}`
const box = `mantine-focus-auto mantine-Checkbox-input ${classes['input'] ?? ''}`

/** A theme lives as long as the app; what follows from it is worked out once. */
const styles = new WeakMap<MantineTheme, Map<string, CSSProperties>>()

function styleOf(theme: MantineTheme, size: number, round: boolean): CSSProperties {
  const known = styles.get(theme) ?? new Map<string, CSSProperties>()
  styles.set(theme, known)
  const key = `${size} ${round}`
  const before = known.get(key)
  if (before) return before
  const { root } = Checkbox.varsResolver(theme, { radius: round ? 'xl' : 'sm' }, {})
  const style = { ...root, '--checkbox-size': `${size}px`, display: 'block' } as CSSProperties
  known.set(key, style)
  return style
}
