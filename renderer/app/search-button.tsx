/**
 * Search and jump: opens the palette (Mod+K). The palette and what it needs are loaded when it is first
 * asked for, because most starts of the app don't.
 */
import { t } from '@lingui/core/macro'
import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Suspense, lazy, useState } from 'react'
import type { Role } from '../../shared/roles.ts'
import classes from './search-button.module.css'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const isMac = navigator.userAgent.includes('Mac')

export function SearchButton({ role }: { role: Role }) {
  const [asked, setAsked] = useState(0)
  const open = () => setAsked(asked + 1)
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <UnstyledButton className={classes['search']} onClick={open} aria-haspopup="dialog">
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <Text component="span" inherit truncate>
          {t`Search or jump to`}
        </Text>
        <Kbd size="xs" ms="auto" visibleFrom="sm" aria-hidden>
          {isMac ? '⌘ K' : t({ message: 'Ctrl K', context: 'keys' })}
        </Kbd>
      </UnstyledButton>
      {asked > 0 && (
        <Suspense fallback={null}>
          <Palette asked={asked} role={role} />
        </Suspense>
      )}
    </>
  )
}
