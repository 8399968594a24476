/** A page that fills the window between header and foot, so that its list scrolls and the page does not. */
import { Box } from '@mantine/core'
import type { ReactNode } from 'react'

const height =
  'calc(100dvh - var(--app-shell-header-offset, 0rem) - var(--app-shell-footer-offset, 0rem) - 2 * var(--app-shell-padding, 0rem) - var(--satchel-notices, 0px))'

export const FullHeight = ({ children }: { children: ReactNode }) => (
  <Box data-full-height h={height} mih={320} style={{ display: 'flex', flexDirection: 'column' }}>
    {children}
  </Box>
)
