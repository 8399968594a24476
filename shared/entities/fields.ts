/**
 * The kinds of field an entity is made of. A field says everything the product ever needs to know about
 * it: its JSON schema, the word a person reads, how it is entered and shown, who may set it, and how two
 * edits of it are merged. Types, database schema, server validation, forms, tables and imports derive
 * from here.
 *
 * Strings that a database index uses need `maxLength`, numbers need bounds and `multipleOf`; schemas are
 * plain JSON Schema without `$ref`, so that RxDB, the server and OpenAPI take them as they are.
 */
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'

/** Colour meanings of the design language; a choice carries one so that badges look the same everywhere. */
export type Tone = 'neutral' | 'active' | 'done' | 'attention' | 'danger'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  tone: Tone
}

export type FieldKind =
  | 'text'
  | 'multiline'
  | 'email'
  | 'phone'
  | 'url'
  | 'integer'
  | 'basisPoints'
  | 'money'
  | 'minorUnits'
  | 'currency'
  | 'choice'
  | 'date'
  | 'time'
  | 'instant'
  | 'reference'
  | 'boolean'
  | 'tags'
  | 'object'
  | 'list'
  | 'value'

/**
 * Who gives a field its value. `person`: whoever may write the document. `server`: only the server; what a
 * client sends is ignored. `ownership`: the owner and team rules of `access.ts` decide.
 */
export type SetBy = 'person' | 'server' | 'ownership'

/**
 * How concurrent edits of one field are merged when both sides changed it to different values.
 * `ask`: the server's value stands and the other is kept for the person to decide. `lines`: text is merged
 * line by line. `set`: additions and removals of both sides apply. `byId`: list items are merged by `id`. `parts`:
 * an object is merged part by part, and parts that are objects likewise.
 */
export type MergePolicy = 'ask' | 'lines' | 'set' | 'byId' | 'parts'

export interface Field<Schema extends TSchema = TSchema, Required extends boolean = boolean> {
  schema: Schema
  required: Required
  label: string
  kind: FieldKind
  setBy: SetBy
  merge: MergePolicy
  help?: string
  /** Of a `choice`. */
  options?: readonly Option[]
  /** Of a `reference`: the collection it points into. */
  to?: string
  /** Of an `object` and of the items of a `list`. */
  fields?: Fields
}

// oxlint-disable-next-line typescript/consistent-type-definitions -- a type alias is assignable to index signatures
export type Fields = { readonly [name: string]: Field }

type Flat<T> = { -readonly [K in keyof T]: T[K] }
export type RecordOf<F extends Fields> = Flat<
  { [K in keyof F as F[K]['required'] extends true ? K : never]: Static<F[K]['schema']> } & {
    [K in keyof F as F[K]['required'] extends true ? never : K]?: Static<F[K]['schema']>
  }
>

interface Settings {
  required?: boolean
  setBy?: SetBy
  merge?: MergePolicy
  help?: string
}

/** Computed from the settings and not inferred, so that a context expecting any field cannot widen it. */
type RequiredIn<S> = S extends { required: true } ? true : false

function field<Schema extends TSchema, S extends Settings>(
  kind: FieldKind,
  schema: Schema,
  label: string,
  given: S | undefined,
  more: Partial<Field> = {},
): Field<Schema, RequiredIn<S>> {
  const settings: Settings = given ?? {}
  return {
    merge: 'ask',
    ...more,
    kind,
    schema,
    label,
    required: (settings.required ?? false) as RequiredIn<S>,
    setBy: settings.setBy ?? more.setBy ?? 'person',
    ...(settings.merge && { merge: settings.merge }),
    ...(settings.help && { help: settings.help }),
  }
}

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const instantPattern =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$'
const datePattern = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
/** The largest amount in minor units: a hundred billion of a currency with two decimals. */
export const largestAmount = 10_000_000_000_000

export const uuidSchema = Type.String({ maxLength: 36, pattern: uuidPattern })
export const instantSchema = Type.String({ maxLength: 24, pattern: instantPattern })
export const dateSchema = Type.String({ maxLength: 10, pattern: datePattern })
export const currencySchema = Type.String({ maxLength: 3, pattern: '^[A-Z]{3}$' })
const amountSchema = Type.Integer({ minimum: -largestAmount, maximum: largestAmount, multipleOf: 1 })

/** One line of text. */
export const text = <const S extends Settings = object>(label: string, max: number, settings?: S) =>
  field('text', Type.String({ maxLength: max, ...(settings?.required && { minLength: 1 }) }), label, settings)

/** Text of several lines; concurrent edits merge line by line. */
export const multiline = <const S extends Settings = object>(label: string, max: number, settings?: S) =>
  field('multiline', Type.String({ maxLength: max }), label, settings, { merge: 'lines' })

export const email = <const S extends Settings = object>(label: string, settings?: S) =>
  field('email', Type.String({ maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }), label, settings)

export const phone = <const S extends Settings = object>(label: string, settings?: S) =>
  field('phone', Type.String({ maxLength: 40 }), label, settings)

export const url = <const S extends Settings = object>(label: string, settings?: S) =>
  field('url', Type.String({ maxLength: 300 }), label, settings)

export const integer = <const S extends Settings = object>(
  label: string,
  minimum: number,
  maximum: number,
  settings?: S,
) => field('integer', Type.Integer({ minimum, maximum, multipleOf: 1 }), label, settings)

/** A share in hundredths of a percent: 1 250 is 12.5 %. */
export const basisPoints = <const S extends Settings = object>(label: string, settings?: S) =>
  field('basisPoints', Type.Integer({ minimum: 0, maximum: 10_000, multipleOf: 1 }), label, settings)

/** An amount with its currency: `{amount: 1050, currency: 'USD'}` is $10.50. */
export const money = <const S extends Settings = object>(label: string, settings?: S) =>
  field(
    'money',
    Type.Object({ amount: amountSchema, currency: currencySchema }, { additionalProperties: false }),
    label,
    settings,
  )

/** An amount in the minor units of a currency that another field of the document names. */
export const minorUnits = <const S extends Settings = object>(label: string, settings?: S) =>
  field('minorUnits', amountSchema, label, settings)

export const currency = <const S extends Settings = object>(label: string, settings?: S) =>
  field('currency', currencySchema, label, settings)

export const choice = <const O extends readonly Option[], const S extends Settings = object>(
  label: string,
  options: O,
  settings?: S,
) =>
  field(
    'choice',
    Type.Unsafe<O[number]['value']>(
      Type.String({
        enum: options.map((option) => option.value),
        maxLength: Math.max(...options.map((option) => option.value.length)),
      }),
    ),
    label,
    settings,
    { options },
  )

/** A calendar day, `2026-05-03`, without time zone. */
export const date = <const S extends Settings = object>(label: string, settings?: S) =>
  field('date', dateSchema, label, settings)

const timePattern = '^([01][0-9]|2[0-3]):[0-5][0-9]$'

/** A time on the clock where the person is, `14:30`; it has no time zone of its own. */
export const time = <const S extends Settings = object>(label: string, settings?: S) =>
  field('time', Type.String({ maxLength: 5, pattern: timePattern }), label, settings)

/** A moment in UTC, `2026-05-03T10:42:00.000Z`. */
export const instant = <const S extends Settings = object>(label: string, settings?: S) =>
  field('instant', instantSchema, label, settings)

/** The id of a document of another collection. */
export const reference = <const S extends Settings = object>(label: string, to: string, settings?: S) =>
  field('reference', uuidSchema, label, settings, { to })

export const boolean = <const S extends Settings = object>(label: string, settings?: S) =>
  field('boolean', Type.Boolean(), label, settings)

export const tags = <const S extends Settings = object>(label: string, settings?: S) =>
  field('tags', Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 30 }), label, settings, {
    merge: 'set',
  })

/** Ids of documents of another kind, such as the teams of a person. */
export const ids = <const S extends Settings = object>(label: string, settings?: S) =>
  field('value', Type.Array(uuidSchema, { maxItems: 50 }), label, settings, { merge: 'set' })

export const object = <F extends Fields, const S extends Settings = object>(
  label: string,
  fields: F,
  settings?: S,
) => field('object', objectSchema(fields), label, settings, { fields })

/** A list of small objects that live inside the document; each has an `id`, so concurrent edits merge item by item. */
export const list = <F extends Fields, const S extends Settings = object>(
  label: string,
  fields: F,
  maxItems: number,
  settings?: S,
) => field('list', Type.Array(objectSchema(fields), { maxItems }), label, settings, { fields, merge: 'byId' })

/** Free JSON, such as the definition of a saved view. */
export const value = <const S extends Settings = object>(label: string, settings?: S) =>
  field('value', Type.Record(Type.String({ maxLength: 60 }), Type.Unknown()), label, settings)

/** The JSON schema of an object with these fields and no others. */
export function objectSchema<F extends Fields>(fields: F) {
  const properties: Record<string, TSchema> = {}
  for (const [name, { schema, required }] of Object.entries(fields))
    properties[name] = required ? schema : Type.Optional(schema)
  return Type.Unsafe<RecordOf<F>>(Type.Object(properties, { additionalProperties: false }))
}
