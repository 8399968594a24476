/**
 * Says in the language of the screen what was written elsewhere: labels of entities, sentences of shared
 * rules, coded errors. What has no translation here (a newer server's sentence) is said as it came.
 */
import { i18n } from '@lingui/core'
import { generateMessageId } from '@lingui/message-utils/generateMessageId'
import type { FieldError } from '../../shared/entities/define-entity.ts'
import type { CodedError } from '../../shared/errors.ts'
import { remedyOf } from '../../shared/errors.ts'
import { formatMoney } from '../../shared/money.ts'
import type { Phrase, PhraseValue } from '../../shared/phrase.ts'
import { english, isPhrase } from '../../shared/phrase.ts'
import { formatLocale } from './languages.ts'

const ids = new Map<string, string>()

function idOf(text: string): string {
  const known = ids.get(text)
  if (known !== undefined) return known
  const id: string = generateMessageId(text)
  ids.set(text, id)
  return id
}

/** A label or sentence of shared code without values: `word(field.label)`. */
export const word = (text: string): string => say({ text })

/** A sentence with its values; amounts of money are written as the reader's locale writes them. */
export function say(phrase: Phrase): string {
  const id = idOf(phrase.text)
  if (i18n.messages[id] === undefined) return english(phrase)
  const values = Object.entries(phrase.values ?? {}).map(([name, value]) => [name, inWords(value)])
  return i18n._(id, Object.fromEntries(values) as Record<string, string | number>)
}

function inWords(value: PhraseValue): string | number {
  if (typeof value !== 'object') return value
  return isPhrase(value) ? say(value) : formatMoney(value, formatLocale())
}

/** A message that may have come with its phrase: an error, a field's problem, what a procedure did. */
export const messageOf = ({ message, phrase }: { message: string; phrase?: Phrase | undefined }): string =>
  phrase ? say(phrase) : word(message)

/** What a person can do about an error. */
export const remedyFor = ({ code }: Pick<CodedError, 'code'>): string => word(remedyOf(code))

/** Why something was not stored; empty when nothing says so. */
export function whyNot(refused: { error?: CodedError | undefined; errors: readonly FieldError[] }): string {
  const reason = refused.error ?? refused.errors[0]
  return reason ? messageOf(reason) : ''
}
