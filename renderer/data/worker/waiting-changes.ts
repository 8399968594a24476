/**
 * What waits to be sent, field by field against what the server confirmed last, and how one change is
 * given up: the record returns to that state, and what was typed is answered, so that it can be undone.
 *
 * A change that is just being sent may still reach the server; giving it up is then a change of its own.
 */
import { coded } from '../../../shared/errors.ts'
import { collectionNames, entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { ActionResult, WaitingChange } from '../contract.ts'
import { changesOf } from '../field-changes.ts'
import { titleOf } from './inbox.ts'
import { fromLocal, toLocal } from './local-shape.ts'
import type { LocalRecord, StoredRecord } from './local-shape.ts'
import type { LocalDatabase } from './open-database.ts'
import type { UnsentByCollection } from './replication.ts'
import { sentence } from '../../../shared/phrase.ts'

export interface WaitingChanges {
  waitingChanges(): Promise<WaitingChange[]>
  discardChange(collection: CollectionName, id: string): Promise<ActionResult<WaitingChange>>
}

export function waitingChangesOf({
  database,
  unsent,
}: {
  database: LocalDatabase
  unsent: UnsentByCollection
}): WaitingChanges {
  async function ofCollection(collection: CollectionName): Promise<WaitingChange[]> {
    const documents = await unsent[collection].read()
    const known = await unsent[collection].known(documents.map(({ id }) => id))
    return documents.map((stored) => describe(collection, stored, known.get(stored.id)))
  }

  return {
    async waitingChanges() {
      const all = await Promise.all(collectionNames.map(ofCollection))
      return all.flat().sort((a, b) => (a.at < b.at ? -1 : 1))
    },

    async discardChange(collection, id) {
      const change = (await ofCollection(collection)).find((each) => each.id === id)
      if (!change)
        return {
          ok: false,
          error: coded('NOT_FOUND', { message: sentence('This change has been sent already.') }),
        }
      const local = database.collections[collection]
      const base = (await unsent[collection].known([id])).get(id)
      if (!base || base._deleted) {
        if (change.kind !== 'create')
          return {
            ok: false,
            error: coded('NOT_FOUND', {
              message: sentence('This device does not know what the office has.'),
            }),
          }
        await (await local.findOne(id).exec())?.incrementalRemove()
        return { ok: true, value: change }
      }
      const document = await local.findOne(id).exec()
      if (document)
        await document.incrementalModify((now) => ({
          ...base,
          _deleted: false,
          _attachments: now._attachments,
          _meta: now._meta,
          _rev: now._rev,
        }))
      else await local.insert(toLocal(entityOf(collection), fromLocal(entityOf(collection), base)))
      return { ok: true, value: change }
    },
  }
}

function describe(
  collection: CollectionName,
  stored: StoredRecord,
  known: LocalRecord | undefined,
): WaitingChange {
  const entity = entityOf(collection)
  const document = fromLocal(entity, stored)
  const base = known && !known['_deleted'] ? fromLocal(entity, known) : undefined
  // What is deleted at the office and lives here is being brought back.
  const isNew = document.revision === undefined || known?.['_deleted'] === true
  const kind = stored._deleted ? 'delete' : base || !isNew ? 'update' : 'create'
  return {
    collection,
    id: stored.id,
    title: titleOf(collection, kind === 'delete' && base ? base : document),
    kind,
    at: new Date(stored._meta.lwt).toISOString(),
    changes: kind === 'delete' ? [] : changesOf(collection, base, document),
    canDiscard: kind === 'create' || base !== undefined,
  }
}
