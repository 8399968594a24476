/**
 * Search and jump: opens the palette (Mod+K). The palette and what it needs are loaded when the start is over or it
 * is asked for; what is typed before it is there is kept for it and never taken for a shortcut.
 */
import { t } from '@lingui/core/macro'
import { Kbd, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Suspense, lazy, useState } from 'react'
import type { Role } from '../../shared/roles.ts'
import classes from './search-button.module.css'

export const loadPalette = () => import('./palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const isMac = navigator.userAgent.includes('Mac')

export function SearchButton({ role }: { role: Role }) {
  const [asked, setAsked] = useState(0)
  const [query, setQuery] = useState('')
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
        <Suspense
          fallback={
            <VisuallyHidden>
              <input
                autoFocus
                aria-label={t`Search or jump to`}
                value={query}
                onChange={(event) => setQuery(event.currentTarget.value)}
              />
            </VisuallyHidden>
          }
        >
          <Palette asked={asked} role={role} query={query} onQuery={setQuery} />
        </Suspense>
      )}
    </>
  )
}
