/**
 * What can be done on the page in view, told by the page itself, so that the palette finds it like everything else.
 */
import { useEffect, useRef } from 'react'

export interface PageAction {
  label: string
  run: () => void
}

const offered = new Map<object, readonly PageAction[]>()

/** Offers these for as long as the component is there; pass an empty list while there is nothing to do. */
export function usePageActions(actions: readonly PageAction[]): void {
  const place = useRef({})
  useEffect(() => void offered.set(place.current, actions), [actions])
  useEffect(() => {
    const key = place.current
    return () => void offered.delete(key)
  }, [])
}

/** At this moment; read when the palette is drawn. */
export const pageActions = (): readonly PageAction[] => [...offered.values()].flat()
