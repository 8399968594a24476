/** G, then a letter within a moment, goes to a page. Silent in inputs and when letter keys are switched off. */
import { useWindowEvent } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { takesText } from '../ui/page-keys.ts'
import { usePreferences } from '../ui/preferences.ts'
import { goKeys } from './go-keys.ts'

const moment = 1_500

export function useGoKeys() {
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const navigate = useNavigate()
  const armedUntil = useRef(0)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!letterKeys || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return
    const key = event.key.toUpperCase()
    const path = goKeys[key]
    if (performance.now() < armedUntil.current && path !== undefined) {
      armedUntil.current = 0
      event.preventDefault()
      // The letter alone means something else, such as M to change a state.
      event.stopImmediatePropagation()
      void navigate({ to: path })
    } else if (key === 'G') armedUntil.current = performance.now() + moment
  }
  useWindowEvent('keydown', onKeyDown, true)
}
