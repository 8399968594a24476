/**
 * Which language the app speaks. A language is there when its catalog is (`renderer/words/catalogs/<code>.po`); its
 * name, direction, calendar and number formats are the platform's. Catalogs are loaded when they are needed;
 * the service worker has all of them.
 *
 * Texts are read while something is drawn, never kept: after a switch the page is drawn anew.
 */
import { i18n } from '@lingui/core'
import type { Messages } from '@lingui/core'

const catalogs = import.meta.glob<Messages>('./catalogs/*.po', { import: 'messages' })

/** What a person chose: `system`, or the code of a language. */
export type LanguageChoice = string

const codeOf = (file: string) => file.slice('./catalogs/'.length, -'.po'.length)

/** Codes of the languages there are, the source language first. */
export const languages: readonly string[] = Object.keys(catalogs)
  .map(codeOf)
  .filter((code) => !code.startsWith('pseudo'))
  .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))

/** A language's name in itself, as its speakers look for it: "Deutsch". */
export function nameOfLanguage(code: string): string {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}

const baseOf = (tag: string) => new Intl.Locale(tag).language

/**
 * The language to speak and the locale to format with. Somebody in Austria who reads German has Austrian
 * dates: a wish of the machine for the same language says more than the language's code.
 */
export function localeFor(
  choice: LanguageChoice,
  wishes: readonly string[],
  there: readonly string[] = languages,
): { language: string; format: string } {
  const known = (code: string) => there.includes(code)
  const language = known(choice) ? choice : (wishes.map(baseOf).find(known) ?? 'en')
  return { language, format: wishes.find((wish) => baseOf(wish) === language) ?? language }
}

let format: string | undefined

/** The locale of dates, numbers and order; undefined (the machine's) until a language is active. */
export const formatLocale = (): string | undefined => format

export const directionOf = (code: string): 'ltr' | 'rtl' => {
  const locale: Intl.Locale & {
    getTextInfo?: () => { direction?: string }
    textInfo?: { direction?: string }
  } = new Intl.Locale(code)
  return (locale.getTextInfo?.() ?? locale.textInfo)?.direction === 'rtl' ? 'rtl' : 'ltr'
}

/** Speaks the language from now on. Rejects when its catalog cannot be loaded; then nothing changes. */
export async function speak(choice: LanguageChoice, wishes: readonly string[]): Promise<void> {
  const next = localeFor(choice, wishes)
  const load = catalogs[`./catalogs/${next.language}.po`]
  if (!load) throw new Error(`There is no catalog of ${next.language}`)
  const messages = await load()
  format = next.format
  i18n.loadAndActivate({ locale: next.language, locales: [next.format, next.language], messages })
}
