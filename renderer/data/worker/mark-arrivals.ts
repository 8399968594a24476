/**
 * What replication writes of the server's states.
 *
 * A mark tells them from what was typed here, so that a crash between a record and the note about it does not make
 * the record look typed. RxDB sets this mark itself and drops it again from records that are new to the device;
 * without it they would count as local changes and no later state of the server would replace them.
 *
 * A state that was read before the server accepted a newer one from here is not written: the person would see their
 * own change go and come back, and what they typed in between would be made on the older state.
 */
import { defaultHashSha256, getHeightOfRevision } from 'rxdb/plugins/core'
import type {
  BulkWriteRow,
  RxDocumentData,
  RxStorageInstance,
  RxStorageWriteErrorConflict,
} from 'rxdb/plugins/core'
import type { StoredRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'
import { replicationIdentifier } from './unsent.ts'

type Instance = RxStorageInstance<StoredRecord, unknown, unknown>

/** What the mark says of its origin: RxDB's own word for our replication. */
export const originHash = (): Promise<string> => defaultHashSha256(`rxdbreplication${replicationIdentifier}`)

const overtakenError = (
  documentInDb: RxDocumentData<StoredRecord>,
  writeRow: BulkWriteRow<StoredRecord>,
  context: string,
): RxStorageWriteErrorConflict<StoredRecord> => ({
  status: 409,
  isError: true,
  documentId: documentInDb.id,
  documentInDb,
  writeRow,
  context,
})

/** Whether the server has accepted something newer from here. */
export type IsOutdated = (collection: string, state: StoredRecord) => boolean

export function markArrivals(storage: LocalStorage, isOutdated: IsOutdated = () => false): LocalStorage {
  const hash = originHash()
  const isOvertaken = ({ collectionName }: Instance, { previous, document }: BulkWriteRow<StoredRecord>) =>
    previous !== undefined && !document._deleted && isOutdated(collectionName, document)

  function marking(instance: Instance): Instance {
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      if (!context.startsWith('replication-downstream-')) return write(rows, context)
      const origin = await hash
      for (const { document } of rows) {
        if (document._meta['o']) continue
        document._meta = {
          ...document._meta,
          o: { hash: origin, _rev: getHeightOfRevision(document._rev) },
        }
      }
      const current = rows.filter((row) => !isOvertaken(instance, row))
      const written = current.length > 0 ? await write(current, context) : { error: [] }
      if (current.length === rows.length) return written
      // As if somebody had been faster, which is what happened.
      const overtaken = rows.flatMap((writeRow) =>
        writeRow.previous && !current.includes(writeRow)
          ? [overtakenError(writeRow.previous, writeRow, context)]
          : [],
      )
      return { error: [...written.error, ...overtaken] }
    }
    return instance
  }

  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    createStorageInstance: async (parameters) =>
      marking((await storage.createStorageInstance(parameters)) as never) as never,
  }
}
