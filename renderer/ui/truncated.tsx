/** One line of text that shows itself whole in a tooltip when it does not fit. */
import { Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'

export function Truncated({ children, ...text }: TextProps & { children: ReactNode }) {
  const [cut, setCut] = useState(false)
  const line = (
    <Text
      component="span"
      display="block"
      truncate
      inherit
      {...text}
      onPointerEnter={({ currentTarget }: { currentTarget: HTMLElement }) =>
        setCut(currentTarget.scrollWidth > currentTarget.clientWidth)
      }
    >
      {children}
    </Text>
  )
  return cut ? (
    <Tooltip label={children} multiline maw={400}>
      {line}
    </Tooltip>
  ) : (
    line
  )
}
