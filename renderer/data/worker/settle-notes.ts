/**
 * RxDB notes of each record what the server is known to have. It reads a note, works, and writes the next one over
 * what it has read; when the note has changed meanwhile it says nothing after a push and reports an error after a
 * pull. Both pass each other all the time, and so do our own notes (`Unsent`), but which one is the newer is known:
 *
 * - What the server has accepted is newer than any note that came in between: those come from pulls that were
 *   decided before the change was made, or from what has gone. Without its note a change would wait to be sent for
 *   ever, and be merged from a base that is too old.
 * - What a pull notes late is older than what came in between, or the same.
 */
import { createRevision, now } from 'rxdb/plugins/core'
import type { RxStorageInstance, RxStorageReplicationMeta } from 'rxdb/plugins/core'
import type { LocalRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'

type Instance = RxStorageInstance<RxStorageReplicationMeta<LocalRecord, unknown>, unknown, unknown>

const ofReplication = 'rx-replication-meta-'
/** What RxDB calls its writes of notes. */
const afterPush = 'replication-up-write-meta'
const afterPull = 'replication-down-write-meta'
/** Nobody changes one note so often while another write of it is under way. */
const mostAttempts = 5

export function settleNotes(storage: LocalStorage): LocalStorage {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance(parameters) {
      const instance = await storage.createStorageInstance(parameters)
      if (parameters.collectionName.startsWith(ofReplication))
        settling(instance as never, parameters.databaseInstanceToken)
      return instance
    },
  }
}

function settling(instance: Instance, token: string) {
  const write = instance.bulkWrite.bind(instance)
  instance.bulkWrite = async (rows, context) => {
    let answer = await write(rows, context)
    if (context === afterPull) return { error: answer.error.filter(({ status }) => status !== 409) }
    for (let attempt = 1; context === afterPush && attempt < mostAttempts; attempt++) {
      const again = answer.error.flatMap((error) => {
        if (error.status !== 409) return []
        const { documentInDb: previous, writeRow } = error
        const _rev = createRevision(token, previous)
        return [{ previous, document: { ...writeRow.document, _meta: { lwt: now() }, _rev } }]
      })
      if (again.length === 0) break
      const others = answer.error.filter(({ status }) => status !== 409)
      answer = { error: [...others, ...(await write(again, context)).error] }
    }
    return answer
  }
}
