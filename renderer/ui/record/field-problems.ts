/**
 * What is wrong with what was typed, in a person's words, one sentence for each input. The entity's own
 * check stays the judge when the record is saved; this only says it earlier and better.
 */
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import { isCalendarDay } from '../../../shared/entities/define-entity.ts'
import type { Field, Fields } from '../../../shared/entities/fields.ts'
import type { Draft } from './draft-values.ts'
import { valuesOf } from './draft-values.ts'
import { plainWords } from './plain-words.ts'

interface Limits {
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
}

const lower = (label: string) => label.charAt(0).toLowerCase() + label.slice(1)
const article = (word: string) => (/^[aeiou]/i.test(word) ? 'an' : 'a')

/** Undefined when the value will do. `value` is the record's value, undefined when empty. */
export function problemOf(field: Field, value: unknown): string | undefined {
  const label = lower(field.label)
  if (value === undefined) {
    if (!field.required) return undefined
    return field.kind === 'choice' || field.kind === 'reference'
      ? `Choose ${article(label)} ${label}.`
      : `Enter ${article(label)} ${label}.`
  }
  const { maxLength, minimum, maximum, maxItems } = field.schema as Limits
  switch (field.kind) {
    case 'email':
      if (!/^[^\s@]+@[^\s@]+$/.test(plainWords(value)))
        return 'Enter an email address such as anna@example.com.'
      break
    case 'date':
      if (!isCalendarDay(plainWords(value))) return 'Enter a day such as 3 May 2026.'
      break
    case 'time':
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(plainWords(value))) return 'Enter a time such as 14:30.'
      break
    case 'integer':
    case 'basisPoints': {
      const number = Number(value)
      const scale = field.kind === 'basisPoints' ? 100 : 1
      if (!Number.isInteger(number))
        return field.kind === 'integer' ? 'Enter a whole number.' : 'Enter a share with two decimals at most.'
      if (minimum !== undefined && number < minimum) return `Enter ${minimum / scale} or more.`
      if (maximum !== undefined && number > maximum) return `Enter ${maximum / scale} or less.`
      return undefined
    }
    case 'list':
    case 'tags':
      if (maxItems !== undefined && (value as unknown[]).length > maxItems)
        return `Keep to ${maxItems} at most.`
      return undefined
    default:
  }
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength)
    return `Shorten this to ${maxLength} characters.`
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
  const [name = '', ...rest] = path.split('.')
  const field = fields[name]
  if (!field) return undefined
  if (rest.length === 0) return { field, label: field.label }
  const item = field.kind === 'list' ? Number(rest[0]) + 1 : undefined
  const inner = fieldAt(field.fields ?? {}, (item === undefined ? rest : rest.slice(1)).join('.'))
  if (!inner) return { field, label: field.label }
  const place = item === undefined ? field.label : `${field.label} ${item}`
  return { field: inner.field, label: `${place}, ${lower(inner.label)}` }
}

/** A refusal by the entity's check or by its rules, as a sentence. */
export function sentenceOf({ message }: FieldError): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
