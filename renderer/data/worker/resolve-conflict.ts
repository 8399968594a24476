/**
 * What happens when the server's state of a document is not the one a person edited. Fields are merged
 * three ways; what loses goes to the Sync inbox before the document changes. Deterministic: the same three
 * states give the same document and the same inbox entry, however often RxDB asks.
 */
import type { RxConflictHandler, WithDeleted } from 'rxdb/plugins/core'
import { coded } from '../../../shared/errors.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { mergeDocument } from '../../../shared/sync/merge-document.ts'
import type { Inbox } from './inbox.ts'
import { fromLocal, isSameState, toLocal } from './local-shape.ts'
import type { SentStates } from './sent-states.ts'
import type { LocalRecord } from './local-shape.ts'
import { sentence } from '../../../shared/phrase.ts'

/** Documents whose local state is given up for the server's, because the server refused the change. */
export type Reverts = Set<string>

export function conflictHandler(
  collection: CollectionName,
  inbox: Inbox,
  reverts: Reverts,
  sent: SentStates,
): RxConflictHandler<LocalRecord> {
  const entity = entityOf(collection)
  return {
    isEqual: isSameState,
    async resolve({ newDocumentState: mine, assumedMasterState: assumed, realMasterState: theirs }) {
      if (reverts.delete(mine.id)) return theirs
      if (theirs._deleted) {
        if (!mine._deleted)
          await inbox.put(
            { kind: 'access-lost', collection, documentId: mine.id, mine: fromLocal(entity, mine) },
            mine.updatedAt,
          )
        return theirs
      }
      const [my, their] = [fromLocal(entity, mine), fromLocal(entity, theirs)]
      const base =
        sent.matching(their) ?? (assumed && !assumed._deleted ? fromLocal(entity, assumed) : undefined)
      if (mine._deleted) {
        if (base && isUntouched(base, their)) return { ...theirs, _deleted: true }
        const error = coded('CONFLICT', {
          message: sentence('Somebody changed this record while you deleted it; it was kept.'),
        })
        await inbox.put(
          { kind: 'clash', collection, documentId: mine.id, mine: my, deletion: true, error },
          their.revision ?? '',
        )
        return theirs
      }
      const { merged, clashes } = mergeDocument(entity, base, my, their)
      if (clashes.length > 0)
        await inbox.put(
          { kind: 'clash', collection, documentId: mine.id, mine: my, clashes },
          their.revision ?? their.updatedAt,
        )
      return toLocal(entity, merged)
    },
  }

  /** Nothing that a person sets has changed. */
  function isUntouched(
    base: LocalRecord | ReturnType<typeof fromLocal>,
    their: ReturnType<typeof fromLocal>,
  ) {
    const { merged, clashes } = mergeDocument(entity, base, their, base)
    return clashes.length === 0 && isSame(merged, base)
  }

  function isSame(a: ReturnType<typeof fromLocal>, b: ReturnType<typeof fromLocal>) {
    const alike = (document: typeof a): WithDeleted<LocalRecord> =>
      toLocal(entity, { ...document, updatedAt: '' })
    return isSameState(alike(a), alike(b))
  }
}
