/**
 * Tables of words that belong beside a component and not inside it: columns, filters, options. They are made
 * when they are first needed in a language, and stay the same object for as long as it is spoken.
 */
import { i18n } from '@lingui/core'
import { formatLocale } from './languages.ts'

export function perLanguage<T>(make: () => T): () => T {
  let kept: { language: string; value: T } | undefined
  return () => {
    const language = `${i18n.locale} ${formatLocale()}`
    if (kept?.language !== language) kept = { language, value: make() }
    return kept.value
  }
}
