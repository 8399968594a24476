/**
 * What is kept about a committed import, and what becomes of its records when it is reverted. A revert goes
 * part by part, the last one first, because later rows refer to earlier ones. The same part asked for again
 * answers the same.
 */
import { uuidSchema } from '../entities/fields.ts'
import type { CodedError } from '../errors.ts'
import { Type } from 'typebox'
import type { ImportAction, ImportCollection } from './import-messages.ts'

export type ImportState = 'imported' | 'reverting' | 'reverted'

/** One committed import, as the list of them shows it. */
export interface PastImport {
  id: string
  at: string
  /** User id of the administrator; absent for the server itself. */
  by?: string
  files: string[]
  counts: Record<ImportAction, number>
  state: ImportState
  /** How many parts its changes were written in; 0 when it changed nothing. */
  parts: number
  /** Parts that are reverted; they are the last ones. */
  revertedParts: number
  /** The highest official number of its orders; numbers go on behind it, also when they are taken back. */
  numbersUpTo?: number
  revertedAt?: string
  revertedBy?: string
  revertedCounts?: Record<RevertOutcome, number>
}

/**
 * removed: a record that the import made is gone. restored: an updated one has its former values. partly:
 * some fields were changed since and stay. deactivated: a person can no longer sign in. kept: stays whole.
 */
export type RevertOutcome = 'removed' | 'restored' | 'partly' | 'deactivated' | 'kept'

export const revertOutcomes: readonly RevertOutcome[] = [
  'kept',
  'partly',
  'removed',
  'restored',
  'deactivated',
]

/** Why a record or some of its fields stay. */
export type RevertReason = 'changed' | 'used' | 'signed-in' | 'gone' | 'refused'

export interface RevertResult {
  collection: ImportCollection
  id: string
  /** The key the row came with. */
  key: string
  /** What a person knows it by. */
  title: string
  outcome: RevertOutcome
  reason?: RevertReason
  /** Names of fields that keep their value. */
  fields?: string[]
  /** Of `refused`: what the server said. */
  error?: CodedError
}

export interface RevertAnswer {
  import: PastImport
  results: RevertResult[]
}

export const revertRequestSchema = Type.Object(
  { part: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
)

/** Goes with the rows of a committed import, so that its calls are one import in the list. */
export interface ImportHeader {
  id: string
  files: string[]
}

export const importHeaderSchema = Type.Object(
  { id: uuidSchema, files: Type.Array(Type.String({ minLength: 1, maxLength: 260 }), { maxItems: 100 }) },
  { additionalProperties: false },
)

export const noReverts = (): Record<RevertOutcome, number> => ({
  removed: 0,
  restored: 0,
  partly: 0,
  deactivated: 0,
  kept: 0,
})
