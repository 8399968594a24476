/**
 * What the mark of the server on a record says survives a changed schema. RxDB moves the records to a new place
 * and numbers their revisions from one again, but leaves the mark as it was: what a person had changed here would
 * look as it came from the server, and never be sent; what the server had changed would look typed here.
 *
 * So while records are read from their old place, the mark is made to say the same of the first revision.
 */
import { getHeightOfRevision } from 'rxdb/plugins/core'
import type { RxStorageInstance } from 'rxdb/plugins/core'
import type { StoredRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'

type Instance = RxStorageInstance<StoredRecord, unknown, unknown>

/** `versionOf`: the present version of a collection's schema; undefined for what is none of ours. */
export function keepMarks(
  storage: LocalStorage,
  versionOf: (collection: string) => number | undefined,
): LocalStorage {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance(parameters) {
      const instance = await storage.createStorageInstance(parameters)
      const version = versionOf(parameters.collectionName)
      if (version === undefined || parameters.schema.version >= version) return instance
      return renumbering(instance as never) as never
    },
  }
}

function renumbering(instance: Instance): Instance {
  const query = instance.query.bind(instance)
  instance.query = async (prepared) => {
    const { documents } = await query(prepared)
    return { documents: documents.map(asFirstRevision) }
  }
  const changed = instance.getChangedDocumentsSince?.bind(instance)
  if (changed)
    instance.getChangedDocumentsSince = async (limit, checkpoint) => {
      const answer = await changed(limit, checkpoint)
      return { ...answer, documents: answer.documents.map(asFirstRevision) }
    }
  return instance
}

function asFirstRevision<Stored extends Pick<StoredRecord, '_meta' | '_rev'>>(document: Stored): Stored {
  const { o: origin, ...meta } = document._meta
  if (!origin) return document
  const isUnchanged = origin._rev === getHeightOfRevision(document._rev)
  return { ...document, _meta: isUnchanged ? { ...meta, o: { ...origin, _rev: 1 } } : meta }
}
