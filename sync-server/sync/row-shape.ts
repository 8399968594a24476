/**
 * Whether a pushed row is a document at all: an object with an id, not too large, not too deep, with the
 * fields its entity knows. Nothing stored is looked at, so the answer tells nothing about other documents.
 */
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import { isServerField } from '../../shared/server-fields.ts'
import { deepestDocument, largestDocument } from '../../shared/sync/protocol.ts'
import { invalidDocument } from './document-errors.ts'

export interface ShapedRow {
  id: string
  document: AnyDocument
  deleted: boolean
  /** What the device believes is stored; undefined when it names no state. */
  assumed: Record<string, unknown> | undefined
  /** Nothing is wrong with any field as it was sent, not even with those that the server sets. */
  isWhole: boolean
}

type Shape = { ok: true; row: ShapedRow } | { ok: false; id: string; error: CodedError }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const longestEcho = 36

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function shapeOf(collection: CollectionName, given: unknown): Shape {
  const sent = isObject(given) ? given['newDocumentState'] : undefined
  const assumed = isObject(given) ? given['assumedMasterState'] : undefined
  if (!isObject(sent)) return invalid(sent, '', 'is not an object')
  const { id, _deleted = false } = sent
  if (typeof id !== 'string' || !uuid.test(id)) return invalid(sent, 'id', 'is not a UUID in lower case')
  if (assumed !== undefined && assumed !== null && !isObject(assumed))
    return invalid(sent, 'assumedMasterState', 'is not an object')
  if (typeof _deleted !== 'boolean') return invalid(sent, '_deleted', 'is neither true nor false')
  const size = mostBytesOf(sent, deepestDocument)
  if (size === tooDeep) return invalid(sent, '', `is nested deeper than ${deepestDocument} levels`)
  if (assumed && mostBytesOf(assumed, deepestDocument) === tooDeep)
    return invalid(sent, 'assumedMasterState', `is nested deeper than ${deepestDocument} levels`)
  // Nearly all documents are so small that their JSON need not be made to know.
  if (size > largestDocument && Buffer.byteLength(JSON.stringify(sent)) > largestDocument)
    return refused(sent, coded('DOCUMENT_TOO_LARGE'))
  const document = withoutFlag(sent as AnyDocument)
  const entity = entityOf(collection)
  const found = _deleted ? [] : entity.check(document)
  // What a client sends for fields that the server sets is ignored anyway.
  const errors = found.filter(({ field }) => !isServerField(entity.fields, field))
  if (errors.length > 0) return refused(sent, invalidDocument(errors))
  return {
    ok: true,
    row: {
      id,
      document,
      deleted: _deleted,
      assumed: assumed ?? undefined,
      isWhole: !_deleted && found.length === 0,
    },
  }
}

function refused(sent: unknown, error: CodedError): Shape {
  const id = isObject(sent) && typeof sent['id'] === 'string' ? sent['id'].slice(0, longestEcho) : ''
  return { ok: false, id, error }
}

const invalid = (sent: unknown, field: string, message: string): Shape =>
  refused(sent, invalidDocument([{ field, message }]))

/** Nearly no document that is pushed carries the flag, and a copy is not for nothing. */
function withoutFlag(sent: AnyDocument): AnyDocument {
  if (!('_deleted' in sent)) return sent
  const { _deleted: _, ...document } = sent
  return document
}

const tooDeep = Infinity

/** At least as much as the value takes as JSON, far more when it is text; `tooDeep` beyond so many levels. */
function mostBytesOf(value: unknown, levels: number): number {
  // A character takes six bytes at most, escaped.
  if (typeof value === 'string') return value.length * 6 + 2
  if (typeof value !== 'object' || value === null) return 25
  if (levels === 0) return tooDeep
  let sum = 2
  for (const key in value)
    sum += key.length * 6 + 4 + mostBytesOf((value as Record<string, unknown>)[key], levels - 1)
  return sum
}
