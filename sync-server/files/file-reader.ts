/**
 * Reads files for a person. Whether they may see one is asked of its record, as both are stored at that moment;
 * a file that is not there and one that is not for them are the same.
 */
import { mayRead } from '../../shared/access.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { recordOfFile } from '../../shared/files/file-document.ts'
import type { FileRecord } from '../../shared/files/file-document.ts'
import type { Person } from '../../shared/roles.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import { fileKind } from './file-index.ts'
import type { StoredFile } from './revisions.ts'

/** A place where a file may be, on a record that the person may read. */
export interface ReadableFile {
  id: string
  record: FileRecord
  recordDocument: AnyDocument
  /** Undefined when there is no file of this id yet; a deleted one is there. */
  stored: StoredDocument | undefined
}

export const bodyOf = (stored: StoredDocument): StoredFile => stored.body as unknown as StoredFile

/** The places among `ids` that the person may look at. */
export async function readFiles(
  store: Pick<DocumentStore, 'getMany'>,
  person: Person,
  ids: readonly string[],
): Promise<Map<string, ReadableFile>> {
  const places = ids.flatMap((id) => {
    const record = recordOfFile(id)
    return record ? [{ id, record }] : []
  })
  const found = await store.getMany([
    ...places.map(({ record }) => ({ kind: record.collection, id: record.id })),
    ...places.map(({ id }) => ({ kind: fileKind, id })),
  ])
  return new Map(
    places.flatMap(({ id, record }, index) => {
      const document = found[index]
      if (!document || document.deleted || !mayRead(person, document.channels)) return []
      const recordDocument = document.body as AnyDocument
      return [[id, { id, record, recordDocument, stored: found[places.length + index] }]]
    }),
  )
}
