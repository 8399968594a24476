/**
 * Draws everything inside it anew when the app speaks another language, so that no text of the old one is left
 * behind. What is typed survives: forms keep it as drafts, tables in their state.
 */
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { useEffect, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { usePreferences } from '../ui/preferences.ts'
import { calendarOf } from '../words/calendar.ts'
import { directionOf, formatLocale, speak } from '../words/languages.ts'

/** Called before anything is drawn, and again when the choice or the machine's languages change. */
export async function speakAsChosen(choice = usePreferences.getState().language): Promise<void> {
  await speak(choice, navigator.languages)
  const direction = directionOf(i18n.locale)
  document.documentElement.lang = i18n.locale
  document.documentElement.dir = direction
}

const whenSpoken = (tell: () => void) => i18n.on('change', tell)
const spoken = () => `${i18n.locale} ${formatLocale()}`

export function Language({ children }: { children: ReactNode }) {
  const choice = usePreferences((preferences) => preferences.language)
  const now = useSyncExternalStore(whenSpoken, spoken)
  useEffect(() => {
    // A catalog that cannot be loaded leaves the language as it is.
    const listen = () => void speakAsChosen(choice).catch(() => undefined)
    listen()
    window.addEventListener('languagechange', listen)
    return () => window.removeEventListener('languagechange', listen)
  }, [choice])
  return (
    <I18nProvider i18n={i18n}>
      <DirectionProvider key={now} initialDirection={directionOf(i18n.locale)} detectDirection={false}>
        <DatesProvider settings={calendarOf(formatLocale() ?? i18n.locale)}>{children}</DatesProvider>
      </DirectionProvider>
    </I18nProvider>
  )
}
