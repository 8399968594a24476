/**
 * L, then the letter of a type within a moment, begins to log: L C a call, L V a visit, L E an email, L M a
 * meeting, L N a note, L S support. Silent in inputs and when letter keys are switched off.
 */
import { useWindowEvent } from '@mantine/hooks'
import { useRef } from 'react'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import { takesText } from '../../ui/page-keys.ts'
import { usePreferences } from '../../ui/preferences.ts'

const letters: Readonly<Record<string, Interaction['type']>> = {
  C: 'call',
  V: 'visit',
  E: 'email',
  M: 'meeting',
  N: 'note',
  S: 'support',
}
const moment = 1_500

export function useLogKeys(
  types: readonly Interaction['type'][],
  begin: (type: Interaction['type']) => void,
): void {
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const last = useRef({ key: '', at: 0 })
  useWindowEvent(
    'keydown',
    (event) => {
      if (!letterKeys || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return
      const { key: before, at } = last.current
      const key = event.key.toUpperCase()
      last.current = { key, at: performance.now() }
      const type = letters[key]
      if (before !== 'L' || performance.now() - at > moment || !type || !types.includes(type)) return
      last.current = { key: '', at: 0 }
      // The letter alone means something else, such as E to edit.
      event.preventDefault()
      event.stopImmediatePropagation()
      begin(type)
    },
    true,
  )
}
