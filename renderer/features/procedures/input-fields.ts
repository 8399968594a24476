/**
 * The form of a procedure, read from the JSON schema of its input: nothing about a single procedure is
 * written here. A name such as `productId` says which kind of record is chosen.
 */
import { dateSchema, instantSchema, uuidSchema } from '../../../shared/entities/fields.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { word } from '../../words/say.ts'
import { inSentence } from '../../words/entity-words.ts'

export interface InputField {
  name: string
  label: string
  required: boolean
  help?: string
  kind:
    | 'text'
    | 'integer'
    | 'boolean'
    | 'choice'
    | 'date'
    | 'instant'
    | 'record'
    | 'records'
    | 'orderLine'
    | 'orderLines'
    | 'object'
    | 'list'
  /** Of `record` and `records`. */
  collection?: CollectionName
  /** Of `choice`. */
  options?: readonly { value: string; label: string }[]
  /** Of `object` and `list`. */
  fields?: readonly InputField[]
  minimum?: number
  maximum?: number
  maxLength?: number
}

interface Schema {
  type?: string
  pattern?: string
  enum?: readonly string[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: readonly string[]
  description?: string
  /** Of an id whose name does not say which kind of record it is of. */
  'x-collection'?: CollectionName
  minimum?: number
  maximum?: number
  maxLength?: number
}

/** What a name before `Id` or `Ids` stands for. */
const collections: Readonly<Record<string, CollectionName>> = {
  product: 'products',
  order: 'orders',
  customer: 'customers',
  lead: 'leads',
  rep: 'salesReps',
  from: 'salesReps',
  to: 'salesReps',
  owner: 'salesReps',
  task: 'tasks',
  case: 'cases',
}

/** The fields of an object schema, the required ones as they stand. */
export function inputFields(schema: unknown): InputField[] {
  const { properties = {}, required = [] } = schema as Schema
  return Object.entries(properties).map(([name, one]) => ({
    name,
    label: labelOf(name),
    required: required.includes(name),
    ...(one.description && { help: one.description }),
    ...shapeOf(name, one),
  }))
}

/** "leadIds" is "Leads", "shippedDate" is "Shipped date". */
export function labelOf(name: string): string {
  const [, stem = name, many] = /^(.*?)(?:Id(s)?)?$/.exec(name) ?? []
  const words = (stem + (many ?? '')).replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function shapeOf(name: string, schema: Schema): Pick<InputField, 'kind'> & Partial<InputField> {
  const limits = {
    ...(schema.minimum !== undefined && { minimum: schema.minimum }),
    ...(schema.maximum !== undefined && { maximum: schema.maximum }),
    ...(schema.maxLength !== undefined && { maxLength: schema.maxLength }),
  }
  if (schema.enum) return { kind: 'choice', options: schema.enum.map(optionOf) }
  if (typeof schema.const === 'string') return { kind: 'choice', options: [optionOf(schema.const)] }
  switch (schema.type) {
    case 'boolean':
      return { kind: 'boolean' }
    case 'integer':
    case 'number':
      return { kind: 'integer', ...limits }
    case 'object':
      return { kind: 'object', fields: inputFields(schema) }
    case 'array':
      return schema.items?.type === 'object'
        ? { kind: 'list', fields: inputFields(schema.items) }
        : name === 'lineIds'
          ? { kind: 'orderLines' }
          : { kind: 'records', ...collectionOf(name) }
    default:
  }
  if (schema['x-collection']) return { kind: 'record', collection: schema['x-collection'] }
  if (schema.pattern === patternOf(dateSchema)) return { kind: 'date' }
  if (schema.pattern === patternOf(instantSchema)) return { kind: 'instant' }
  if (name === 'lineId') return { kind: 'orderLine' }
  const isRecord = schema.pattern === patternOf(uuidSchema) && collectionOf(name).collection !== undefined
  return isRecord ? { kind: 'record', ...collectionOf(name) } : { kind: 'text', ...limits }
}

const patternOf = (schema: unknown) => (schema as Schema).pattern

function collectionOf(name: string): { collection?: CollectionName } {
  const collection = collections[/^(.*?)Ids?$/.exec(name)?.[1] ?? '']
  return collection ? { collection } : {}
}

const optionOf = (value: string) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' '),
})

export type InputDraft = Record<string, unknown>

/** What the inputs hold at first, or for an input that was sent before. */
export function draftOfInput(fields: readonly InputField[], input: InputDraft = {}): InputDraft {
  return Object.fromEntries(
    fields.map((field) => {
      const value = input[field.name]
      switch (field.kind) {
        case 'boolean':
          return [field.name, value ?? false]
        case 'records':
        case 'orderLines':
          return [field.name, value ?? []]
        case 'object':
          return [field.name, draftOfInput(field.fields ?? [], (value ?? {}) as InputDraft)]
        case 'list': {
          const items = (value ?? []) as InputDraft[]
          const shown = items.length > 0 || !field.required ? items : [{}]
          return [field.name, shown.map((item) => draftOfInput(field.fields ?? [], item))]
        }
        default:
          return [field.name, value ?? '']
      }
    }),
  )
}

/** The input that the draft stands for: what is empty is left out. */
export function inputOfDraft(fields: readonly InputField[], draft: InputDraft): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueOf(field, draft[field.name])
    if (value !== undefined) input[field.name] = value
  }
  return input
}

function valueOf(field: InputField, value: unknown): unknown {
  switch (field.kind) {
    case 'boolean':
      return value === true
    case 'records':
    case 'orderLines':
      return (value as unknown[]).length > 0 || field.required ? value : undefined
    case 'object': {
      const inner = inputOfDraft(field.fields ?? [], value as InputDraft)
      return Object.keys(inner).length > 0 || field.required ? inner : undefined
    }
    case 'list': {
      const items = (value as InputDraft[])
        .map((item) => inputOfDraft(field.fields ?? [], item))
        .filter((item) => Object.keys(item).length > 0)
      return items.length > 0 || field.required ? items : undefined
    }
    default:
      return typeof value === 'string' && value.trim() === '' ? undefined : value
  }
}

/** The paths of required inputs that are still empty, with what is missing in words. */
export function missingOf(
  fields: readonly InputField[],
  input: Record<string, unknown>,
  path = '',
): { field: string; label: string }[] {
  return fields.flatMap((field) => {
    const value = input[field.name]
    const at = path + field.name
    if (field.kind === 'list' && Array.isArray(value) && value.length > 0)
      return value.flatMap((item, index) =>
        missingOf(field.fields ?? [], item as Record<string, unknown>, `${at}.${index}.`).map((missing) => ({
          ...missing,
          label: `${word(field.label)} ${index + 1}, ${inSentence(word(missing.label))}`,
        })),
      )
    if (field.kind === 'object' && value !== undefined)
      return missingOf(field.fields ?? [], value as Record<string, unknown>, `${at}.`)
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0)
    return field.required && isEmpty ? [{ field: at, label: word(field.label) }] : []
  })
}
