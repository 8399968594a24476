/**
 * What a form holds while a record is edited, and the record it stands for. Inputs know empty text and
 * unfinished objects; documents know neither: an absent field is an absent key.
 */
import { sameJson } from '../../../shared/same-json.ts'
import type { Field, Fields } from '../../../shared/entities/fields.ts'
import { plainWords } from './plain-words.ts'

export type Draft = Record<string, unknown>

/** The empty input of each kind. */
function emptyInput(field: Field): unknown {
  switch (field.kind) {
    case 'boolean':
      return false
    case 'tags':
    case 'list':
      return []
    case 'object':
      return draftOf(field.fields ?? {}, {})
    case 'value':
      return undefined
    default:
      return ''
  }
}

/** The inputs' values for a record, or for the start of a new one. */
export function draftOf(fields: Fields, record: Readonly<Record<string, unknown>>): Draft {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value = record[name]
      if (field.kind === 'object')
        return [name, draftOf(field.fields ?? {}, (value ?? {}) as Record<string, unknown>)]
      if (field.kind === 'list')
        return [
          name,
          ((value ?? []) as Record<string, unknown>[]).map((item) => draftOf(field.fields ?? {}, item)),
        ]
      return [name, value ?? emptyInput(field)]
    }),
  )
}

/** The record's value for what an input holds; undefined when it is empty. */
function valueOf(field: Field, input: unknown): unknown {
  if (input === undefined || input === null || input === '') return undefined
  switch (field.kind) {
    case 'text':
    case 'email':
    case 'phone':
    case 'url': {
      const trimmed = plainWords(input).trim()
      return trimmed === '' ? undefined : trimmed
    }
    case 'multiline': {
      const text = plainWords(input).replace(/\s+$/, '')
      return text === '' ? undefined : text
    }
    case 'object': {
      const parts = valuesOf(field.fields ?? {}, input as Draft)
      return Object.keys(parts).length > 0 ? parts : undefined
    }
    case 'list':
      return (input as Draft[]).map((item) => valuesOf(field.fields ?? {}, item))
    default:
      return input
  }
}

/** The fields that have a value. */
export function valuesOf(fields: Fields, draft: Draft): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = valueOf(field, draft[name])
    if (value !== undefined) values[name] = value
  }
  return values
}

/** The fields that differ from the stored record; undefined for one that was emptied. */
export function changesOf(
  fields: Fields,
  draft: Draft,
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values = valuesOf(fields, draft)
  const changes: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const before = stored[name]
    const unsetList = (field.kind === 'list' || field.kind === 'tags') && before === undefined
    if (unsetList && Array.isArray(values[name]) && values[name].length === 0) continue
    if (field.kind === 'boolean' && before === undefined && values[name] === false) continue
    if (!sameJson(before, values[name])) changes[name] = values[name]
  }
  return changes
}
