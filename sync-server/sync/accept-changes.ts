/**
 * Push: every row is judged alone and answered in order. An accepted row is on disk when the answer is
 * given; a repeated push has no second effect. When another writer was faster the row is judged again.
 */
import { readerFor } from '../../shared/access.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { isMergeable, landed } from '../../shared/merged-records.ts'
import { coded } from '../../shared/errors.ts'
import type { Person } from '../../shared/roles.ts'
import type { PushResult } from '../../shared/sync/protocol.ts'
import type { Context } from '../context.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import type { DocumentWriter } from './documents.ts'
import { readAll } from './documents.ts'
import { fingerprintOf } from './fingerprint.ts'
import { judgeRow } from './judge-row.ts'
import type { Judgement } from './judge-row.ts'
import { newlyNamed } from './references.ts'
import { shapeOf } from './row-shape.ts'
import type { ShapedRow } from './row-shape.ts'
import { findIn, namedRecords, readOn, survivorOf } from './belongings.ts'
import type { KnownRecords } from './belongings.ts'
import { documentOf, keyText, parentKeyOf } from './stored-state.ts'

export interface PushRequest {
  person: Person
  deviceId: string
  /** What people call that device; written into the history of what it changes. */
  deviceName?: string | undefined
  collection: CollectionName
  rows: readonly unknown[]
}

interface Services {
  store: DocumentStore
  documents: DocumentWriter
  people: Pick<Context['people'], 'teamsOf'>
  now: () => number
}

const attempts = 8

/** Throws STORE_UNAVAILABLE; then any of the rows may have been stored, and the push is to be repeated. */
export async function acceptChanges(services: Services, request: PushRequest): Promise<PushResult[]> {
  const results: PushResult[] = []
  const pending: { at: number; row: ShapedRow }[] = []
  request.rows.forEach((given, at) => {
    const shape = shapeOf(request.collection, given)
    if (shape.ok) pending.push({ at, row: shape.row })
    else results[at] = { id: shape.id, outcome: 'rejected', error: shape.error }
  })
  for (const run of distinctRuns(pending)) {
    const answers = await acceptRun(
      services,
      request,
      run.map(({ row }) => row),
    )
    run.forEach(({ at }, index) => {
      const answer = answers[index]
      if (answer) results[at] = answer
    })
  }
  return results
}

/** Cut so that no document occurs twice in a run; its second row must see the effect of the first. */
function* distinctRuns<Row extends { row: ShapedRow }>(rows: readonly Row[]): Iterable<Row[]> {
  let run: Row[] = []
  const ids = new Set<string>()
  for (const entry of rows) {
    if (ids.has(entry.row.id)) {
      yield run
      run = []
      ids.clear()
    }
    run.push(entry)
    ids.add(entry.row.id)
  }
  if (run.length > 0) yield run
}

async function acceptRun(
  services: Services,
  request: PushRequest,
  rows: readonly ShapedRow[],
): Promise<PushResult[]> {
  const results: PushResult[] = []
  let open = rows.map((row, at) => ({ at, row, takenAsNew: isCreation(row) }))
  for (let attempt = 0; open.length > 0 && attempt < attempts; attempt++) {
    const judgements = await judgeAll(services, request, open)
    const lost = await writeSurvivors(services, judgements)
    const changes = judgements.flatMap((judgement, index) =>
      'change' in judgement && !lost.has(index) ? [judgement.change] : [],
    )
    const written = (await services.documents.commit(changes)).values()
    open = open.filter((entry, index) => {
      const { at, row, takenAsNew } = entry
      const judgement = judgements[index]
      entry.takenAsNew = false
      if (judgement && 'change' in judgement) {
        const result = lost.has(index) ? undefined : written.next().value
        if (!result?.ok) return true
        results[at] = { id: row.id, outcome: 'accepted', ...(!row.deleted && { revision: result.revision }) }
      } else if (takenAsNew) return true
      else if (judgement) results[at] = judgement.result
      return false
    })
  }
  // So many writers at once on one document that the device had better come back later.
  for (const { at, row } of open) results[at] = { id: row.id, outcome: 'rejected', error: coded('CONFLICT') }
  return results
}

/**
 * An edit of a merged record is one of its survivor; that is written first, so that a repetition finds it
 * done. Answers which of the rows have to be judged again, because somebody else was faster.
 */
async function writeSurvivors(
  { documents }: Services,
  judgements: readonly Judgement[],
): Promise<Set<number>> {
  const edits = judgements.flatMap((judgement, index) =>
    'change' in judgement && judgement.survivor ? [{ index, change: judgement.survivor }] : [],
  )
  if (edits.length === 0) return new Set()
  const results = await documents.commit(edits.map(({ change }) => change))
  return new Set(edits.filter((_, at) => !results[at]?.ok).map(({ index }) => index))
}

/**
 * Names no state and is no deletion: nearly always a new document. It is first judged as one without asking
 * the store, whose compare-and-set finds out whether it is; where anything else than a write would follow,
 * the row is judged again by what is stored.
 */
const isCreation = ({ assumed, deleted }: ShapedRow) => assumed === undefined && !deleted

async function judgeAll(
  { store, people, now }: Services,
  { person, deviceId, deviceName, collection }: PushRequest,
  open: readonly { row: ShapedRow; takenAsNew: boolean }[],
): Promise<Judgement[]> {
  const wanted = open.flatMap(({ row, takenAsNew }) => (takenAsNew ? [] : [{ kind: collection, id: row.id }]))
  const found = (wanted.length > 0 ? await store.getMany(wanted) : []).values()
  const stored = open.map(({ takenAsNew }) => (takenAsNew ? undefined : found.next().value))
  const reads = readerFor(person)
  const wantedToo: Key[] = []
  const others = open.map(({ row }, index) => {
    const before = stored[index]
    const named = row.deleted ? [] : newlyNamed(collection, row.document, before && documentOf(before))
    for (const { key } of named) wantedToo.push(key)
    if (!row.deleted) wantedToo.push(...namedRecords(collection, row.document))
    const parent = before && parentKeyOf(collection, documentOf(before))
    if (parent) wantedToo.push(parent)
    return named
  })
  const known: KnownRecords = await readAll(store, wantedToo)
  const belonging = open.map(({ row }, index) => ({
    collection,
    document: row.document,
    isNew: stored[index] === undefined,
  }))
  const merged = isMergeable(collection)
    ? stored.flatMap((one) => (one ? [{ collection, id: one.id }] : []))
    : []
  for (const one of stored) if (one && merged.length > 0) known.set(keyText(one), one)
  await readOn(
    store,
    known,
    belonging.filter((_, index) => !open[index]?.row.deleted),
    merged,
  )
  const find = findIn(known)
  const recordOf = (document: AnyDocument) => {
    const key = parentKeyOf(collection, document)
    return key && known.get(keyText(key))
  }
  const home = (document: AnyDocument) => {
    const result = landed(collection, document, true, find)
    return result === document ? undefined : { document: result, parent: recordOf(result) }
  }
  const teamsOf = (id: string) => people.teamsOf(id)
  const time = now()
  return open.map(({ row: sent }, index) => {
    const before = stored[index]
    // What is there already goes to where it belongs by now; what is new is judged by what it names.
    const row =
      before && !sent.deleted ? { ...sent, document: landed(collection, sent.document, false, find) } : sent
    return judgeRow({
      person,
      reads,
      deviceId,
      device: deviceName,
      collection,
      row,
      fingerprint: fingerprintOfRow(deviceId, sent),
      assumedFingerprint: row.assumed && assumedFingerprint(deviceId, row.assumed),
      stored: before,
      unseen: others[index]?.find(({ key }) => !reads(known.get(keyText(key))?.channels ?? []))?.field,
      parent: row.deleted ? undefined : recordOf(row.document),
      storedParent: before && recordOf(documentOf(before)),
      survivor: before && survivorOf(collection, before, known),
      home,
      teamsOf,
      now: time,
    })
  })
}

/**
 * A record can be deleted, brought back and deleted again: deletions are told apart by the state that they delete,
 * so that the second one is no repetition of the first.
 */
function fingerprintOfRow(deviceId: string, { id, document, deleted, assumed }: ShapedRow) {
  if (!deleted) return fingerprintOf(deviceId, { document, deleted })
  const of = { id, revision: assumed?.['revision'] ?? null, updatedAt: assumed?.['updatedAt'] ?? null }
  return fingerprintOf(deviceId, { document: of, deleted })
}

function assumedFingerprint(deviceId: string, assumed: Record<string, unknown>) {
  const { _deleted, ...document } = assumed
  return fingerprintOf(deviceId, { document, deleted: _deleted === true })
}
