/**
 * What is wrong with what was typed, in a person's words, one sentence for each input. The entity's own
 * check stays the judge when the record is saved; this only says it earlier and better.
 */
import { t } from '@lingui/core/macro'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import { isCalendarDay } from '../../../shared/entities/define-entity.ts'
import type { Field, Fields } from '../../../shared/entities/fields.ts'
import type { Draft } from './draft-values.ts'
import { valuesOf } from './draft-values.ts'
import { plainWords } from './plain-words.ts'
import { messageOf, word } from '../../words/say.ts'
import { inSentence } from '../../words/entity-words.ts'
import { formatNumber } from '../../ui/format.ts'

interface Limits {
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
}

/** Of English; other languages leave it out. */
const article = (noun: string) => (/^[aeiou]/i.test(noun) ? 'an' : 'a')

/** Undefined when the value will do. `value` is the record's value, undefined when empty. */
export function problemOf(field: Field, value: unknown): string | undefined {
  const label = inSentence(word(field.label))
  if (value === undefined) {
    if (!field.required) return undefined
    return field.kind === 'choice' || field.kind === 'reference'
      ? t`Choose ${{ article: article(label) }} ${label}.`
      : t`Enter ${{ article: article(label) }} ${label}.`
  }
  const { maxLength, minimum, maximum, maxItems } = field.schema as Limits
  switch (field.kind) {
    case 'email':
      if (!/^[^\s@]+@[^\s@]+$/.test(plainWords(value)))
        return t`Enter an email address such as anna@example.com.`
      break
    case 'date':
      if (!isCalendarDay(plainWords(value))) return t`Enter a day such as 3 May 2026.`
      break
    case 'time':
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(plainWords(value))) return t`Enter a time such as 14:30.`
      break
    case 'integer':
    case 'basisPoints': {
      const number = Number(value)
      const scale = field.kind === 'basisPoints' ? 100 : 1
      if (!Number.isInteger(number))
        return field.kind === 'integer'
          ? t`Enter a whole number.`
          : t`Enter a share with two decimals at most.`
      if (minimum !== undefined && number < minimum)
        return t`Enter ${{ least: formatNumber(minimum / scale) }} or more.`
      if (maximum !== undefined && number > maximum)
        return t`Enter ${{ most: formatNumber(maximum / scale) }} or less.`
      return undefined
    }
    case 'list':
    case 'tags':
      if (maxItems !== undefined && (value as unknown[]).length > maxItems)
        return t`Keep to ${{ most: formatNumber(maxItems) }} at most.`
      return undefined
    default:
  }
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength)
    return t`Shorten this to ${{ most: formatNumber(maxLength) }} characters.`
  return undefined
}

/** Problems by path: `name`, `address.city`, `contacts.0.email`. */
export function problemsOf(fields: Fields, draft: Draft, path = ''): Record<string, string> {
  const values = valuesOf(fields, draft)
  const problems: Record<string, string> = {}
  for (const [name, field] of Object.entries(fields)) {
    const problem = problemOf(field, values[name])
    if (problem) problems[path + name] = problem
    if (field.kind === 'object')
      Object.assign(problems, problemsOf(field.fields ?? {}, draft[name] as Draft, `${path}${name}.`))
    if (field.kind === 'list')
      (draft[name] as Draft[]).forEach((item, index) =>
        Object.assign(problems, problemsOf(field.fields ?? {}, item, `${path}${name}.${index}.`)),
      )
  }
  return problems
}

/** The field at a path of the draft, with the words a person knows it by. */
export function fieldAt(fields: Fields, path: string): { field: Field; label: string } | undefined {
  const [key = '', ...rest] = path.split('.')
  const field = fields[key]
  if (!field) return undefined
  if (rest.length === 0) return { field, label: word(field.label) }
  const item = field.kind === 'list' ? Number(rest[0]) + 1 : undefined
  const inner = fieldAt(field.fields ?? {}, (item === undefined ? rest : rest.slice(1)).join('.'))
  if (!inner) return { field, label: word(field.label) }
  const name = word(field.label)
  const place = item === undefined ? name : `${name} ${item}`
  return { field: inner.field, label: `${place}, ${inSentence(inner.label)}` }
}

/** A refusal by the entity's check or by its rules, as a sentence. */
export function sentenceOf(problem: FieldError): string {
  const words = messageOf(problem)
  const text = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
