/**
 * Switches between ways to show a page. The page may draw everything anew for it, this control too: the focus is
 * then on the new one, so that the arrow keys go on.
 */
import { SegmentedControl } from '@mantine/core'
import type { SegmentedControlProps } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface ViewSwitchProps extends Omit<SegmentedControlProps, 'value' | 'onChange'> {
  'aria-label': string
  value: string
  onChange: (value: string) => void
}

/** The name of the control that was used last, until what it asked for is shown. */
const used: { name?: string | undefined; value?: string } = {}

export function ViewSwitch({ value, onChange, ...control }: ViewSwitchProps) {
  const name = control['aria-label']
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (used.name !== name || used.value !== value) return
    used.name = undefined
    if (document.activeElement === document.body)
      root.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [name, value])
  return (
    <SegmentedControl
      {...control}
      ref={root}
      value={value}
      onChange={(next) => {
        Object.assign(used, { name, value: next })
        onChange(next)
      }}
    />
  )
}
