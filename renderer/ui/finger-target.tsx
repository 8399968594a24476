/** Room for a finger around a checkbox: 24 px at a desk, 44 px in the field, all of it answers. */
import type { ReactNode } from 'react'
import { usePreferences } from './preferences.ts'

const room = { desk: 24, field: 44 }

export function FingerTarget({ children }: { children: ReactNode }) {
  const size = room[usePreferences(({ density }) => density)]
  return (
    <label
      style={{
        display: 'inline-grid',
        placeItems: 'center',
        verticalAlign: 'middle',
        flex: 'none',
        inlineSize: size,
        maxInlineSize: '100%',
        blockSize: size,
      }}
    >
      {children}
    </label>
  )
}
