/** A calm note where there is nothing to show, with what a person can do about it. */
import { EmptyState } from '@mantine/core'
import type { ReactNode } from 'react'

interface NothingHereProps {
  icon: ReactNode
  /** "No customers yet" */
  title: string
  description?: ReactNode
  /** Buttons. */
  children?: ReactNode
  size?: 'sm' | 'md'
}

export const NothingHere = ({ icon, title, description, children, size = 'md' }: NothingHereProps) => (
  <EmptyState
    py={size === 'sm' ? 'md' : 'xl'}
    size={size}
    icon={icon}
    title={title}
    description={description}
  >
    {children && <EmptyState.Actions>{children}</EmptyState.Actions>}
  </EmptyState>
)
