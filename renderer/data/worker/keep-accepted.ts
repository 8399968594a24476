/**
 * What the server has accepted is noted even where the note has changed meanwhile. While a push is under way the
 * remains of a deleted record may be taken out of the notes; RxDB then writes its own over a note that is no longer
 * the one it read, and says nothing when that fails: a record that was brought back would wait to be sent for ever.
 */
import { createRevision, now } from 'rxdb/plugins/core'
import type { RxStorageInstance, RxStorageReplicationMeta } from 'rxdb/plugins/core'
import type { LocalRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'

type Instance = RxStorageInstance<RxStorageReplicationMeta<LocalRecord, unknown>, unknown, unknown>

const ofReplication = 'rx-replication-meta-'
/** What RxDB calls its notes about pushed states. */
const afterPush = 'replication-up-write-meta'

export function keepAccepted(storage: LocalStorage): LocalStorage {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance(parameters) {
      const instance = await storage.createStorageInstance(parameters)
      if (parameters.collectionName.startsWith(ofReplication))
        insisting(instance as never, parameters.databaseInstanceToken)
      return instance
    },
  }
}

/** Only a tombstone gives way: any other state that came in between is newer than what was pushed. */
function insisting(instance: Instance, token: string) {
  const write = instance.bulkWrite.bind(instance)
  instance.bulkWrite = async (rows, context) => {
    const answer = await write(rows, context)
    if (context !== afterPush) return answer
    const again = answer.error.flatMap((error) => {
      if (error.status !== 409 || !error.documentInDb.docData._deleted) return []
      const previous = error.documentInDb
      const { document } = error.writeRow
      return [
        {
          previous,
          document: { ...document, _meta: { lwt: now() }, _rev: createRevision(token, previous) },
        },
      ]
    })
    return again.length > 0 ? write(again, context) : answer
  }
}
