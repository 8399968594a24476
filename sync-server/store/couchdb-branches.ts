/**
 * Hidden states of a document. Where two nodes of a CouchDB cluster took a write of the same document at the
 * same moment, both were acknowledged, one is shown and the other lies hidden beside it until it is dropped.
 */
import type { Connection } from './couchdb-connection.ts'
import { couchId, fromCouch, isStored } from './couchdb-documents.ts'
import type { CouchDocument } from './couchdb-documents.ts'
import type { Branches, Key, StoredDocument } from './document-store.ts'
import { toJson } from './json.ts'
import { unavailable } from './unavailable.ts'

interface WithHistory extends CouchDocument {
  _revisions?: { start: number; ids: string[] }
}

const namesOf = ({ _revisions: history }: WithHistory): string[] =>
  (history?.ids ?? []).map((id, index) => `${(history?.start ?? 0) - index}-${id}`)

export async function readBranches(couch: Connection, key: Key): Promise<Branches | undefined> {
  const path = encodeURIComponent(couchId(key))
  const read = async (qs: Record<string, string | boolean>): Promise<WithHistory | undefined> => {
    const answer = await couch.ask<WithHistory>({ path, qs, repeatable: true })
    return answer.ok && isStored(answer.value) ? answer.value : undefined
  }
  const shown = await read({ conflicts: true, revs: true })
  const { _conflicts: others = [] } = shown ?? {}
  if (!shown || others.length === 0) return undefined
  const hidden: { state: StoredDocument; base: StoredDocument | undefined }[] = []
  const history = new Set(namesOf(shown))
  // In one order, so that every server comes to the same end.
  for (const rev of others.toSorted()) {
    const other = await read({ rev, revs: true })
    if (!other) continue
    const ancestor = namesOf(other).find((name) => history.has(name))
    // Compaction takes the bodies of old states.
    const base = ancestor === undefined ? undefined : await read({ rev: ancestor })
    hidden.push({ state: fromCouch(other), base: base && fromCouch(base) })
  }
  return { shown: fromCouch(shown), hidden }
}

/** Removes hidden states for good; those that are gone already are no error. */
export async function dropBranches(couch: Connection, key: Key, revisions: readonly string[]): Promise<void> {
  const docs = revisions.map((rev) => ({ _id: couchId(key), _rev: rev, _deleted: true }))
  if (docs.length === 0) return
  const answer = await couch.ask<{ error?: string }[]>({
    method: 'POST',
    path: '_bulk_docs',
    body: toJson({ docs }),
  })
  if (!answer.ok) throw unavailable(`_bulk_docs: ${answer.status} ${answer.reason}`)
}
