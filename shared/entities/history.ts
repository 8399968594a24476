/**
 * Who changed a record when, on which device, and what: the latest changes, kept inside the record, so that
 * whoever has the record has its history without a network. Only the server writes it.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { instantSchema, uuidSchema } from './fields.ts'
import type { Field } from './fields.ts'

const closed = { additionalProperties: false }
/** Short values only: a state, a day, a person. Of a text it is enough that it changed. */
const scalar = Type.Union([Type.String({ maxLength: 80 }), Type.Number(), Type.Boolean()])

const fieldChange = Type.Object(
  { name: Type.String({ maxLength: 60 }), from: Type.Optional(scalar), to: Type.Optional(scalar) },
  closed,
)
const recordChange = Type.Object(
  {
    at: instantSchema,
    /** Absent when the server did it by itself. */
    by: Type.Optional(uuidSchema),
    /** The name of the device; absent for what was done in the office. */
    device: Type.Optional(Type.String({ maxLength: 120 })),
    fields: Type.Array(fieldChange, { maxItems: 60 }),
  },
  closed,
)

/** Changes that are kept, the latest first. */
export const mostChanges = 20

const schema = Type.Array(recordChange, { maxItems: mostChanges })

export const history: Field<typeof schema, false> = {
  schema,
  required: false,
  label: 'Changes',
  kind: 'value',
  setBy: 'server',
  merge: 'ask',
}

export type RecordChange = Static<typeof recordChange>
export type HistoryFieldChange = Static<typeof fieldChange>
