/** What can be done with a record: told once, offered as a button of its page or in its menu, and by the palette. */
import { Button, Menu } from '@mantine/core'
import type { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { newLink } from './record-paths.ts'

export interface RecordAction {
  label: string
  icon: typeof IconDots
  /** One filled button at most; what has no place is in the menu. */
  place?: 'primary' | 'button'
  danger?: boolean
  /** What it does; or where it leads. */
  does: (() => void) | ReturnType<typeof newLink>
}

export type RecordActions = readonly (RecordAction | false | undefined)[]

export const isGiven = (action: RecordAction | false | undefined): action is RecordAction => Boolean(action)

export function RecordButton({ action: { label, icon: Icon, place, does } }: { action: RecordAction }) {
  const looks = {
    variant: place === 'primary' ? 'filled' : 'default',
    leftSection: <Icon size={16} stroke={place === 'primary' ? 2 : 1.75} aria-hidden />,
  }
  return typeof does === 'function' ? (
    <Button {...looks} onClick={does}>
      {label}
    </Button>
  ) : (
    <Button {...looks} component={Link} {...does}>
      {label}
    </Button>
  )
}

export function RecordMenuItem({ action: { label, icon: Icon, danger, does } }: { action: RecordAction }) {
  const looks = {
    ...(danger && { color: 'red' }),
    leftSection: <Icon size={16} stroke={1.75} aria-hidden />,
  }
  return typeof does === 'function' ? (
    <Menu.Item {...looks} onClick={does}>
      {label}
    </Menu.Item>
  ) : (
    <Menu.Item {...looks} component={Link} {...does}>
      {label}
    </Menu.Item>
  )
}
