/**
 * A mark on what replication writes, so that a crash between a record and the note about it does not make
 * the record look typed here. RxDB sets this mark itself and drops it again from records that are new to
 * the device; without it they would count as local changes and no later state of the server would replace
 * them.
 */
import { defaultHashSha256, getHeightOfRevision } from 'rxdb/plugins/core'
import type { RxStorageInstance } from 'rxdb/plugins/core'
import type { StoredRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'
import { replicationIdentifier } from './unsent.ts'

type Instance = RxStorageInstance<StoredRecord, unknown, unknown>

/** What the mark says of its origin: RxDB's own word for our replication. */
export const originHash = (): Promise<string> => defaultHashSha256(`rxdbreplication${replicationIdentifier}`)

export function markArrivals(storage: LocalStorage): LocalStorage {
  const hash = originHash()

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
      return write(rows, context)
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
