/**
 * Draws everything inside it anew when the app speaks another language, so that no text of the old one is left
 * behind. What is typed survives: forms and composers keep it as drafts, tables in their state, and while a dialog is
 * open in which something can be typed the language stays as it is.
 */
import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { useEffect, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { setListLanguage } from '../data/index.ts'
import { notifyShortly } from '../ui/notify-with-undo.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { calendarOf } from '../words/calendar.ts'
import { directionOf, formatLocale, localeFor, speak } from '../words/languages.ts'
import { untilDialogsClose } from './typed-dialogs.ts'

/** The language's own direction, or the one the address asks for (`?dir=rtl`): to look at a layout from there. */
function directionNow(): 'ltr' | 'rtl' {
  const asked = new URLSearchParams(window.location.search).get('dir')
  return asked === 'rtl' || asked === 'ltr' ? asked : directionOf(i18n.locale)
}

/** Called before anything is drawn, and again when the choice or the machine's languages change. */
export async function speakAsChosen(choice = usePreferences.getState().language): Promise<void> {
  await speak(choice, navigator.languages)
  document.documentElement.lang = i18n.locale
  document.documentElement.dir = directionNow()
}

const whenSpoken = (tell: () => void) => i18n.on('change', tell)
const spoken = () => `${i18n.locale} ${formatLocale()}`

/** Draws the component again when the language changes. */
export const useSpokenLanguage = (): string => useSyncExternalStore(whenSpoken, spoken)

export function Language({ children }: { children: ReactNode }) {
  const choice = usePreferences((preferences) => preferences.language)
  const now = useSpokenLanguage()
  useEffect(() => {
    const ended = new AbortController()
    const change = async () => {
      const { language, format } = localeFor(choice, navigator.languages)
      if (language === i18n.locale && format === formatLocale()) return
      await untilDialogsClose(ended.signal, () =>
        notifyShortly(t`The language changes as soon as the open dialog is closed.`),
      )
      if (!ended.signal.aborted) await speakAsChosen(choice)
    }
    // A catalog that cannot be loaded leaves the language as it is.
    const listen = () => void change().catch(() => undefined)
    listen()
    window.addEventListener('languagechange', listen)
    return () => {
      ended.abort()
      window.removeEventListener('languagechange', listen)
    }
  }, [choice])
  useEffect(() => {
    // Lists are sorted where the data is; without it there is nothing to sort.
    setListLanguage(now.split(' ')[1] ?? '').catch(() => undefined)
  }, [now])
  return (
    <I18nProvider i18n={i18n}>
      <DirectionProvider key={now} initialDirection={directionNow()} detectDirection={false}>
        <DatesProvider settings={calendarOf(formatLocale() ?? i18n.locale)}>{children}</DatesProvider>
      </DirectionProvider>
    </I18nProvider>
  )
}
