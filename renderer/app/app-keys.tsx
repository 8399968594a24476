/** The keys that work on every page: go to, undo and redo, and the list of all keys. */
import { Suspense, lazy } from 'react'
import { create } from 'zustand'
import type { Role } from '../../shared/roles.ts'
import { redoAndTell, undoAndTell } from '../ui/notify-with-undo.tsx'
import { usePageKeys } from '../ui/page-keys.ts'
import { useGoKeys } from './use-go-keys.ts'

const CheatSheet = lazy(async () => ({ default: (await import('./cheat-sheet.tsx')).CheatSheet }))

const useCheatSheet = create(() => ({ isOpen: false }))
export const showCheatSheet = () => useCheatSheet.setState({ isOpen: true })

/** Inputs keep Ctrl+Z for what is typed in them. */
export function AppKeys({ role }: { role: Role }) {
  const isOpen = useCheatSheet((state) => state.isOpen)
  useGoKeys()
  usePageKeys([
    ['mod+Z', () => void undoAndTell()],
    ['mod+shift+Z', () => void redoAndTell()],
    ['mod+Y', () => void redoAndTell()],
    ['shift+?', showCheatSheet],
    ['?', showCheatSheet],
  ])
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <CheatSheet role={role} onClose={() => useCheatSheet.setState({ isOpen: false })} />
    </Suspense>
  )
}
