/**
 * Push: every row is judged alone and answered in order. An accepted row is on disk when the answer is
 * given; a repeated push has no second effect. When another writer was faster the row is judged again.
 */
import { readerFor } from '../../shared/access.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import { coded } from '../../shared/errors.ts'
import type { Person } from '../../shared/roles.ts'
import type { PushResult } from '../../shared/sync/protocol.ts'
import type { Context } from '../context.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { DocumentWriter } from './documents.ts'
import { readAll } from './documents.ts'
import { fingerprintOf } from './fingerprint.ts'
import { judgeRow } from './judge-row.ts'
import type { Judgement } from './judge-row.ts'
import { shapeOf } from './row-shape.ts'
import type { ShapedRow } from './row-shape.ts'
import { documentOf, keyText, parentKeyOf } from './stored-state.ts'

export interface PushRequest {
  person: Person
  deviceId: string
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
    const changes = judgements.flatMap((judgement) => ('change' in judgement ? [judgement.change] : []))
    const written = (await services.documents.commit(changes)).values()
    open = open.filter((entry, index) => {
      const { at, row, takenAsNew } = entry
      const judgement = judgements[index]
      entry.takenAsNew = false
      if (judgement && 'change' in judgement) {
        if (!written.next().value?.ok) return true
        results[at] = { id: row.id, outcome: 'accepted' }
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
 * Names no state and is no deletion: nearly always a new document. It is first judged as one without asking
 * the store, whose compare-and-set finds out whether it is; where anything else than a write would follow,
 * the row is judged again by what is stored.
 */
const isCreation = ({ assumed, deleted }: ShapedRow) => assumed === undefined && !deleted

async function judgeAll(
  { store, people, now }: Services,
  { person, deviceId, collection }: PushRequest,
  open: readonly { row: ShapedRow; takenAsNew: boolean }[],
): Promise<Judgement[]> {
  const rows = open.map(({ row }) => row)
  const wanted = open.flatMap(({ row, takenAsNew }) => (takenAsNew ? [] : [{ kind: collection, id: row.id }]))
  const found = (wanted.length > 0 ? await store.getMany(wanted) : []).values()
  const stored = open.map(({ takenAsNew }) => (takenAsNew ? undefined : found.next().value))
  const reads = readerFor(person)
  const parentKeys = rows.map(({ document, deleted }, index) => {
    const before = stored[index]
    return {
      named: deleted ? undefined : parentKeyOf(collection, document),
      before: before && parentKeyOf(collection, documentOf(before)),
    }
  })
  const parents = await readAll(
    store,
    parentKeys.flatMap(({ named, before }) => [named, before].filter((key) => key !== undefined)),
  )
  return rows.map((row, index) => {
    const { named, before } = parentKeys[index] ?? {}
    return judgeRow({
      person,
      reads,
      deviceId,
      collection,
      row,
      fingerprint: fingerprintOf(deviceId, row),
      assumedFingerprint: row.assumed && assumedFingerprint(deviceId, row.assumed),
      stored: stored[index],
      parent: named && parents.get(keyText(named)),
      storedParent: before && parents.get(keyText(before)),
      teamsOf: (id) => people.teamsOf(id),
      now: now(),
    })
  })
}

function assumedFingerprint(deviceId: string, assumed: Record<string, unknown>) {
  const { _deleted, ...document } = assumed
  return fingerprintOf(deviceId, { document, deleted: _deleted === true })
}
