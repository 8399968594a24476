/** One line of text that shows itself whole in a tooltip when it does not fit. */
import { Tooltip } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import classes from './truncated.module.css'

export function Truncated({ children }: { children: ReactNode }) {
  const [cut, setCut] = useState(false)
  const line = (
    <span
      className={classes['line']}
      onPointerEnter={({ currentTarget }) => setCut(currentTarget.scrollWidth > currentTarget.clientWidth)}
    >
      {children}
    </span>
  )
  return cut ? (
    <Tooltip label={children} multiline maw={400}>
      {line}
    </Tooltip>
  ) : (
    line
  )
}
