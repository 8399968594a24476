/**
 * Undoes a deletion. A deleted id stays deleted on the server, so the record comes back as a new one with
 * the same content; what the server sets is left to the server.
 */
import { entityOf } from '../../shared/entities/index.ts'
import type { CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import type { SaveResult } from './contract.ts'
import { createRecord } from './index.ts'

export function putBack<C extends CollectionName>(
  collection: C,
  document: DocumentIn<C>,
): Promise<SaveResult> {
  const { fields } = entityOf(collection)
  const kept = Object.entries(document).filter(
    ([name, value]) =>
      value !== undefined &&
      fields[name] !== undefined &&
      fields[name].setBy !== 'server' &&
      !ownToEach.has(name),
  )
  return createRecord(collection, Object.fromEntries(kept) as Partial<DocumentIn<C>>)
}

const ownToEach = new Set(['id', 'createdAt', 'updatedAt'])
