/**
 * Takes file documents from a device: each is judged alone, by its record as stored. A file is made by who may
 * add to the record, in their own name; after that it is deleted, or put back as it was, and nothing else.
 */
import { sameJson } from '../../shared/same-json.ts'
import { coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import { mayAddFile, mayDeleteFile } from '../../shared/files/file-access.ts'
import { checkFile } from '../../shared/files/file-document.ts'
import type { FileFacts } from '../../shared/files/file-document.ts'
import type { Person } from '../../shared/roles.ts'
import type { DocumentStore, StoredDocument, Write } from '../store/document-store.ts'
import { fileKind } from './file-index.ts'
import { bodyOf, readFiles } from './file-reader.ts'
import type { ReadableFile } from './file-reader.ts'
import { factsOf, historyOf, knows } from './revisions.ts'
import type { ReplicatedFile, StoredFile } from './revisions.ts'

/** Why a document was refused; undefined when it was taken. In the order of the documents. */
export type Judgement = CodedError | undefined

type Plan = { write: Write } | { error: CodedError } | 'nothing'

const attempts = 5

export async function acceptFiles(
  store: DocumentStore,
  person: Person,
  documents: readonly ReplicatedFile[],
): Promise<Judgement[]> {
  const judgements: Judgement[] = documents.map(() => undefined)
  let open = documents.map((document, index) => ({ document, index }))
  for (let attempt = 0; open.length > 0 && attempt < attempts; attempt++) {
    const places = await readFiles(
      store,
      person,
      open.map(({ document }) => document._id),
    )
    const writes: { write: Write; task: (typeof open)[number] }[] = []
    const planned = new Set<string>()
    const later: typeof open = []
    for (const task of open) {
      // Two states of one file in one request are judged one after the other.
      if (planned.has(task.document._id)) {
        later.push(task)
        continue
      }
      const plan = judge(person, task.document, places.get(task.document._id))
      if (plan === 'nothing') continue
      if ('error' in plan) judgements[task.index] = plan.error
      else {
        planned.add(task.document._id)
        writes.push({ write: plan.write, task })
      }
    }
    const results = await store.write(writes.map(({ write }) => write))
    open = [...later, ...writes.flatMap(({ task }, index) => (results[index]?.ok ? [] : [task]))]
  }
  for (const { index } of open) judgements[index] = coded('CONFLICT')
  return judgements
}

function judge(person: Person, document: ReplicatedFile, place: ReadableFile | undefined): Plan {
  if (!place) return { error: coded('NOT_FOUND') }
  const history = historyOf(document)
  if (!history) return { error: coded('INVALID_DOCUMENT', { field: '_rev' }) }
  const { stored } = place
  // A file that was deleted before the office ever saw it.
  if (!stored) return document._deleted ? 'nothing' : create(person, document, place, history)
  const file = bodyOf(stored)
  if (knows(file, document._rev)) return 'nothing'
  if (document._deleted) return remove(person, place, stored, history)
  return putBack(person, document, place, stored, history)
}

function create(person: Person, document: ReplicatedFile, place: ReadableFile, history: string[]): Plan {
  const facts = factsOf(document)
  const wrong = document['_attachments'] === undefined ? checkFile(place.id, facts) : noAttachments()
  if (wrong) return { error: wrong }
  const { createdBy } = facts as FileFacts
  if (createdBy !== person.id || !mayAddFile(person, place.record.collection, place.recordDocument))
    return { error: coded('FORBIDDEN') }
  return {
    write: writeOf(
      place.id,
      undefined,
      { facts: facts as FileFacts, revisions: history, others: [], hasBytes: false },
      false,
    ),
  }
}

const noAttachments = () =>
  coded('INVALID_DOCUMENT', {
    field: '_attachments',
    message: 'The bytes of a file are uploaded, not attached.',
  })

function remove(person: Person, place: ReadableFile, stored: StoredDocument, history: string[]): Plan {
  const file = bodyOf(stored)
  if (!mayDeleteFile(person, place.record.collection, place.recordDocument, file.facts))
    return { error: coded('FORBIDDEN') }
  // Deleted twice at once: the first stands, and the second is known.
  const next = stored.deleted ? beside(file, history) : onward(file, history)
  return { write: writeOf(place.id, stored, next, true) }
}

function putBack(
  person: Person,
  document: ReplicatedFile,
  place: ReadableFile,
  stored: StoredDocument,
  history: string[],
): Plan {
  const file = bodyOf(stored)
  // Deleted and put back before the office heard of either, it follows the living file.
  const follows = history.includes(file.revisions[0] ?? '')
  if (!follows || !sameJson(factsOf(document), file.facts))
    return { error: coded('FORBIDDEN', { message: 'A file cannot be changed.' }) }
  if (!mayDeleteFile(person, place.record.collection, place.recordDocument, file.facts))
    return { error: coded('FORBIDDEN') }
  return { write: writeOf(place.id, stored, onward(file, history), false) }
}

/** The line goes on to these revisions. */
const onward = (file: StoredFile, history: string[]): StoredFile => ({
  ...file,
  revisions: history,
  others: [...new Set([...file.others, ...file.revisions])]
    .filter((each) => !history.includes(each))
    .slice(-50),
})

const beside = (file: StoredFile, [newest = '']: string[]): StoredFile => ({
  ...file,
  others: [...file.others, newest].slice(-50),
})

/** The state to store. Its hash stands where a parent would, so that the files with these bytes are found. */
export function writeOf(
  id: string,
  stored: StoredDocument | undefined,
  file: StoredFile,
  deleted: boolean,
): Write {
  return {
    kind: fileKind,
    id,
    deleted,
    body: file as unknown as Record<string, unknown>,
    channels: [],
    formerChannels: [],
    applied: [],
    parent: `bytes:${file.facts.sha256}`,
    expected: stored?.revision,
  }
}
