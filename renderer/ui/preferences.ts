/**
 * What a person has set on this device about how the app looks. Kept in local storage; nothing of it is
 * shared or secret. Light, dark or system is kept by Mantine itself.
 */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { LanguageChoice } from '../words/languages.ts'

/** Desk: compact, for a mouse. Field: larger rows and targets, for a finger. */
export type Density = 'desk' | 'field'

interface Preferences {
  density: Density
  setDensity: (density: Density) => void
  /** Single-letter keys can be switched off, as they disturb speech input. */
  letterKeys: boolean
  setLetterKeys: (on: boolean) => void
  /** Beside a list stands what is known of its current row. */
  preview: boolean
  setPreview: (on: boolean) => void
  /** The app's language: `system`, or the code of one. */
  language: LanguageChoice
  setLanguage: (language: LanguageChoice) => void
}

const touches = () => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches

export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      density: touches() ? 'field' : 'desk',
      setDensity: (density) => set({ density }),
      letterKeys: true,
      setLetterKeys: (letterKeys) => set({ letterKeys }),
      preview: false,
      setPreview: (preview) => set({ preview }),
      language: 'system',
      setLanguage: (language) => set({ language }),
    }),
    {
      name: 'satchel.preferences',
      partialize: ({ density, letterKeys, preview, language }) => ({
        density,
        letterKeys,
        preview,
        language,
      }),
    },
  ),
)

/** Height of a table row in px. */
export const rowHeight: Record<Density, number> = { desk: 36, field: 48 }
