/**
 * A sentence that is written where nobody knows the reader's language: in shared rules, on the server, in the
 * data worker. It travels as its English words and what was put into them, so that a screen can say it in any
 * language; everything else (logs, command line, other programs) reads `english()`.
 *
 * `npm run words` finds the words of every `phrase('…')` and `said('…')` in the sources: they must be literal.
 */
import { formatMoney } from './money.ts'
import type { Money } from './money.ts'

export type PhraseValue = string | number | Money | Phrase

export interface Phrase {
  /** English, with ICU placeholders: `{name}`, `{count, plural, one {# unit} other {# units}}`. */
  text: string
  values?: Readonly<Record<string, PhraseValue>>
}

export const phrase = (text: string, values?: Phrase['values']): Phrase => ({
  text,
  ...(values && { values }),
})

/** Marks a sentence without values, whose English says which one it is. */
export const sentence = (text: string): string => text

/** A message with its phrase beside it, to be spread into an error or an answer. */
export function said(text: string, values?: Phrase['values']): { message: string; phrase: Phrase } {
  const one = phrase(text, values)
  return { message: english(one), phrase: one }
}

export const isPhrase = (value: PhraseValue): value is Phrase => typeof value === 'object' && 'text' in value

/** The phrase in what came from elsewhere; undefined when it is none. */
export function phraseIn(value: unknown): Phrase | undefined {
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined
  return typeof value.text === 'string' ? (value as Phrase) : undefined
}

const placeholder = /\{(\w+)(?:, plural, one \{([^{}]*)\} other \{([^{}]*)\})?\}/g

/** The sentence in English. A value that is missing leaves its placeholder. */
export function english({ text, values = {} }: Phrase): string {
  return text.replace(placeholder, (all, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (value === undefined) return all
    if (one !== undefined && other !== undefined)
      return (value === 1 ? one : other).replaceAll('#', plain(value))
    return plain(value)
  })
}

function plain(value: PhraseValue): string {
  if (typeof value !== 'object') return String(value)
  return isPhrase(value) ? english(value) : formatMoney(value, 'en')
}
