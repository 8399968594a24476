/**
 * What an import sends to the server and what comes back, row by row. A row names other records by the keys
 * of the system it comes from; the server turns keys into ids. Rows are idempotent: the same row again finds
 * its record by key and changes nothing.
 */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import type { CollectionName } from '../entities/index.ts'
import type { CodedError } from '../errors.ts'
import { importHeaderSchema } from './import-log.ts'
import type { ImportHeader } from './import-log.ts'

/** Rows of one call. */
export const largestImport = 500

/** Collections that can be imported, in the order in which they have to be: what is referred to comes first. */
export const importOrder = [
  'settings',
  'salesReps',
  'products',
  'customers',
  'leads',
  'orders',
  'interactions',
  'tasks',
  'cases',
] as const satisfies readonly CollectionName[]

export type ImportCollection = (typeof importOrder)[number]

export const isImportCollection = (name: string): name is ImportCollection =>
  (importOrder as readonly string[]).includes(name)

/** Stands in a row's values where the document has the id of another record. */
export interface KeyReference {
  collection: ImportCollection
  importKey: string
}

export const isKeyReference = (value: unknown): value is KeyReference =>
  typeof value === 'object' && value !== null && 'importKey' in value && 'collection' in value

/**
 * One record. Items of `lines` and `contacts` carry a `key` instead of an `id`; the server derives the id.
 * An order's lines replace those it has; a customer's contacts are added to those it has.
 */
export interface ImportRow {
  /** Row of the file, for the person; the heading is row 1. */
  row: number
  /** The record's key in the system it comes from; becomes `importKey`. */
  key: string
  /** Set whether the record is new or not. */
  values: Record<string, unknown>
  /** Set only where the record has no value yet: what was assigned in Satchel is not assigned back. */
  defaults?: Record<string, unknown>
  /** Opening stock of a product that is new; later only stock movements change it. */
  stock?: number
}

export interface ImportRequest {
  rows: ImportRow[]
  /** False: a dry run, which writes nothing and answers what a commit would. */
  commit: boolean
  /** In a dry run: records that earlier calls of the same import would create or give their key. */
  pending?: PendingRecord[]
  /** In a commit: which import the call is part of. Without it the call is an import of its own. */
  import?: ImportHeader
}

export interface PendingRecord extends KeyReference {
  id: string
}

export type ImportAction = 'create' | 'update' | 'unchanged' | 'refused'

export interface ImportResult {
  row: number
  key: string
  action: ImportAction
  id?: string
  /** Of an update: field -> [old, new]; absent values are absent. */
  changes?: Record<string, [old: unknown, now: unknown]>
  error?: CodedError
  /** Of a new person, in a commit and never again: what they first sign in with. */
  signIn?: SignIn
}

export interface SignIn {
  name: string
  email: string
  password: string
}

export interface ImportAnswer {
  results: ImportResult[]
}

const keySchema = Type.String({ minLength: 1, maxLength: 80 })
const valuesSchema = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())

export const importRequestSchema = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          row: Type.Integer({ minimum: 1 }),
          key: keySchema,
          values: valuesSchema,
          defaults: Type.Optional(valuesSchema),
          stock: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
        },
        { additionalProperties: false },
      ),
      { maxItems: largestImport },
    ),
    commit: Type.Boolean(),
    import: Type.Optional(importHeaderSchema),
    pending: Type.Optional(
      Type.Array(
        Type.Object(
          {
            collection: Type.String({ enum: [...importOrder] }),
            importKey: keySchema,
            id: uuidSchema,
          },
          { additionalProperties: false },
        ),
        { maxItems: 50_000 },
      ),
    ),
  },
  { additionalProperties: false },
)
