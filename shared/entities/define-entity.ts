/**
 * One definition of an entity gives its TypeScript type, its RxDB schema, the validator that device and
 * server share, its labels and its migrations. Nothing about an entity is written anywhere else.
 */
import { Compile } from 'typebox/compile'
import type { Validator } from 'typebox/compile'
import type { TSchema } from 'typebox'
import type { Phrase } from '../phrase.ts'
import type { Field, Fields, RecordOf } from './fields.ts'
import { history } from './history.ts'
import { instant, objectSchema, reference, text, uuidSchema } from './fields.ts'

/**
 * What every document has. Times made on a device are for display only; `acceptedAt` is the server's own.
 * `revision` is the server's revision of the state a device last received; absent until the first contact.
 */
export const commonFields = {
  id: {
    schema: uuidSchema,
    required: true,
    label: 'Id',
    kind: 'text',
    setBy: 'person',
    merge: 'ask',
  } satisfies Field<typeof uuidSchema, true>,
  revision: text('Revision', 60, { setBy: 'server' }),
  createdAt: instant('Created', { required: true }),
  createdBy: reference('Created by', 'salesReps', { setBy: 'server' }),
  updatedAt: instant('Updated', { required: true }),
  updatedBy: reference('Updated by', 'salesReps', { setBy: 'server' }),
  acceptedAt: instant('Received by the office', { setBy: 'server' }),
  history,
  /** The key of the record in the system it was imported from. */
  importKey: text('Import key', 80, { setBy: 'server' }),
} as const

export type CommonFields = RecordOf<typeof commonFields>

export interface FieldError {
  /** Path of the field: `name`, `lines.2.quantity`. */
  field: string
  message: string
  /** The words of the message, for another language. */
  phrase?: Phrase
}

/** Turns a document of version n into version n + 1. Pure; runs on device and server. */
export type Migration = (document: Record<string, unknown>) => Record<string, unknown>

interface Definition<Name extends string, Own extends Fields, F extends Fields = Own & typeof commonFields> {
  name: Name
  /** The words a person reads. */
  label: { one: string; many: string }
  fields: Own
  /**
   * Indexes of the local database beside the primary key: for the first rows of a list, and for what belongs to a
   * record. Each lengthens every first sync by a tenth; lists are filtered and sorted in memory and need no more.
   */
  indexes?: readonly (readonly string[])[]
  /** The name a person knows a record by. */
  title: (document: RecordOf<F>) => string
  /** Rules that a schema cannot say; run on device and server. Shape is already valid. */
  rules?: (document: RecordOf<F>) => FieldError[]
  /** The document whose readers are the readers of this one, such as the customer of an order. */
  parent?: (document: RecordOf<F>) => { collection: 'customers' | 'leads'; id: string } | undefined
  /** Migrations, in order: the first turns version 0 into version 1. */
  migrations?: readonly Migration[]
}

export interface Entity<Name extends string = string, F extends Fields = Fields> extends Omit<
  Definition<Name, F, F>,
  'fields' | 'migrations' | 'indexes'
> {
  fields: F
  version: number
  migrations: readonly Migration[]
  indexes: readonly (readonly string[])[]
  /** JSON schema of a document as it travels. */
  schema: TSchema
  /** Every shape error and broken rule of a value that claims to be such a document; empty when valid. */
  check: (document: unknown) => FieldError[]
}

export type DocumentOf<E> = E extends { fields: infer F extends Fields } ? RecordOf<F> : never

export function defineEntity<const Name extends string, F extends Fields>(
  definition: Definition<Name, F>,
): Entity<Name, F & typeof commonFields> {
  const fields = { ...commonFields, ...definition.fields }
  const schema = objectSchema(fields)
  let validator: Validator | undefined
  const calendarErrors = calendarCheck(fields)
  return {
    ...definition,
    fields,
    schema,
    version: definition.migrations?.length ?? 0,
    migrations: definition.migrations ?? [],
    indexes: definition.indexes ?? [],
    check(document) {
      validator ??= Compile(schema)
      if (!validator.Check(document)) return shapeErrors(validator.Errors(document))
      const errors: FieldError[] = []
      calendarErrors(document as Record<string, unknown>, '', errors)
      errors.push(...(definition.rules?.(document as RecordOf<F & typeof commonFields>) ?? []))
      return errors
    },
  }
}

interface SchemaError {
  instancePath: string
  keyword: string
  message: string
  params: unknown
}

function shapeErrors(errors: readonly SchemaError[]): FieldError[] {
  const seen = new Map<string, FieldError>()
  for (const error of errors) {
    const params = error.params as { requiredProperties?: string[]; additionalProperties?: string[] }
    const named =
      error.keyword === 'required'
        ? params.requiredProperties
        : error.keyword === 'additionalProperties'
          ? params.additionalProperties
          : undefined
    const base = error.instancePath.slice(1).replaceAll('/', '.')
    const message =
      error.keyword === 'required'
        ? 'is required'
        : error.keyword === 'additionalProperties'
          ? 'is not a known field'
          : error.message
    for (const name of named ?? [undefined]) {
      const field = [base, name].filter(Boolean).join('.')
      if (!seen.has(field)) seen.set(field, { field, message })
    }
  }
  return [...seen.values()].slice(0, 20)
}

type CalendarCheck = (document: Record<string, unknown>, path: string, errors: FieldError[]) => void

/**
 * A pattern cannot tell 30 February from a real day. Made once for an entity: nearly all fields have no day
 * to look at, and every document that is pushed comes through here. Adds what it finds to `errors`.
 */
function calendarCheck(fields: Fields): CalendarCheck {
  const checks = Object.entries(fields).flatMap(([name, field]): CalendarCheck[] => {
    if (field.kind === 'date' || field.kind === 'instant')
      return [
        (document, path, errors) => {
          const value = document[name]
          if (value !== undefined && !isCalendarDay((value as string).slice(0, 10)))
            errors.push({ field: path + name, message: 'is not a day of the calendar' })
        },
      ]
    if ((field.kind !== 'list' && field.kind !== 'object') || !hasDays(field.fields)) return []
    const inside = calendarCheck(field.fields ?? {})
    return [
      (document, path, errors) => {
        const value = document[name]
        if (value === undefined) return
        if (field.kind === 'object')
          return inside(value as Record<string, unknown>, `${path}${name}.`, errors)
        for (const [index, item] of (value as Record<string, unknown>[]).entries())
          inside(item, `${path}${name}.${index}.`, errors)
      },
    ]
  })
  return (document, path, errors) => {
    for (const check of checks) check(document, path, errors)
  }
}

const hasDays = (fields: Fields = {}): boolean =>
  Object.values(fields).some(
    (field) => field.kind === 'date' || field.kind === 'instant' || hasDays(field.fields),
  )

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Documents name the same few days again and again. */
const knownDays = new Set<string>()
const mostKnownDays = 10_000

/** `day` has the shape `2026-02-30`. */
export function isCalendarDay(day: string): boolean {
  if (knownDays.has(day)) return true
  const isDay = isInCalendar(day)
  if (isDay && knownDays.size < mostKnownDays) knownDays.add(day)
  return isDay
}

function isInCalendar(day: string): boolean {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0)
  return date >= 1 && date <= days
}
