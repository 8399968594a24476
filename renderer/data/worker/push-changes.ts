/**
 * Sends local changes to the server and says what RxDB must know of the answer. A refusal is never thrown:
 * what the person typed goes to the Sync inbox, then the document returns to the server's state.
 *
 * Safe to repeat as a whole: the server knows a push that it has applied, and inbox entries say what they
 * are about.
 */
import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb/plugins/core'
import { sameJson } from '../../../shared/same-json.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { entityOf, isCollectionName } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { PushResult, PushRow } from '../../../shared/sync/protocol.ts'
import type { Inbox } from './inbox.ts'
import type { Line } from './line.ts'
import { fromLocal, isSameState, toLocal, tombstoneOf } from './local-shape.ts'
import type { LocalRecord, StoredRecord } from './local-shape.ts'
import type { LocalCollection } from './open-database.ts'
import type { Reverts } from './resolve-conflict.ts'
import type { Answer } from './server-api.ts'
import type { SentStates } from './sent-states.ts'
import type { Unsent } from './unsent.ts'

export type Row = RxReplicationWriteToMasterRow<LocalRecord>
interface Sending extends PushRow {
  fresh: WithDeleted<LocalRecord>
  assumed: WithDeleted<LocalRecord> | undefined
}

export interface PushOptions {
  name: CollectionName
  collection: LocalCollection
  unsent: Unsent
  inbox: Inbox
  reverts: Reverts
  sent: SentStates
  line: Line
  send: (rows: PushRow[]) => Promise<Answer<{ results: PushResult[] }>>
  /** Resolves when none of these documents waits to be created on the server. */
  created: (references: { collection: CollectionName; id: string }[]) => Promise<void>
}

/** Answers the states that replace the local ones, as RxDB expects conflicts. Throws Stopped. */
export function pushHandler(options: PushOptions): (rows: Row[]) => Promise<WithDeleted<LocalRecord>[]> {
  const { name, collection, unsent, inbox, reverts, sent, line, send, created } = options
  const entity = entityOf(name)
  const references = Object.entries(entity.fields).filter(
    ([, field]) => field.kind === 'reference' && field.setBy === 'person' && field.to !== name,
  )

  return async (rows) => {
    const conflicts: WithDeleted<LocalRecord>[] = []
    let open = rows
    for (let round = 0; open.length > 0; round++) {
      if (round > 0) await line.pause(round)
      const changed = await stillToSend(open)
      // What was changed back is as the server has it, and takes its stamps again.
      for (const { fresh, assumed } of changed.filter(isChangedBack)) {
        if (!assumed) continue
        reverts.add(fresh.id)
        conflicts.push(assumed)
      }
      const sending = changed.filter((row) => !isChangedBack(row))
      await created(sending.flatMap(({ fresh }) => referencesOf(fresh)))
      const living = sending.filter(({ fresh }) => !fresh._deleted)
      await sent.remember(
        collection,
        living.map(({ fresh }) => fromLocal(entity, fresh)),
      )
      const results = await sendAll(sending)
      const again = new Set<string>()
      for (const [index, row] of sending.entries()) {
        const result = results[index]
        if (!result || isWorthRepeating(result)) again.add(row.fresh.id)
        else conflicts.push(...(await settled(row, result)))
      }
      open = open.filter(({ newDocumentState }) => again.has(newDocumentState.id))
    }
    return conflicts
  }

  /** Each row in its newest local state; what the server has already is left out. */
  async function stillToSend(rows: Row[]): Promise<Sending[]> {
    const stored = await collection.internalStorageInstance.findDocumentsById(
      rows.map(({ newDocumentState }) => newDocumentState.id),
      true,
    )
    const byId = new Map(stored.map((document) => [document.id, document]))
    return rows.flatMap(({ newDocumentState, assumedMasterState: assumed }) => {
      const fresh: WithDeleted<LocalRecord> | StoredRecord = byId.get(newDocumentState.id) ?? newDocumentState
      const isServers = '_meta' in fresh && unsent.fromServer(fresh as StoredRecord)
      const wasNeverSent = fresh._deleted && !assumed && fresh.revision === undefined
      if (isServers || wasNeverSent || (assumed && isSameState(assumed, fresh))) return []
      const state = fresh._deleted ? { id: fresh.id, _deleted: true } : fromLocal(entity, fresh)
      const row: Sending = { newDocumentState: state, fresh, assumed }
      if (assumed)
        row.assumedMasterState = assumed._deleted
          ? { id: assumed.id, _deleted: true }
          : fromLocal(entity, assumed)
      return [row]
    })
  }

  function referencesOf(document: LocalRecord) {
    return references.flatMap(([field, { to }]) => {
      const id = document[field]
      return typeof id === 'string' && id !== '' && to && isCollectionName(to) ? [{ collection: to, id }] : []
    })
  }

  /** A request that is refused as a whole is cut in half, so that one bad row cannot hold up the others. */
  async function sendAll(rows: Sending[]): Promise<(PushResult | undefined)[]> {
    if (rows.length === 0) return []
    let attempts = 0
    const answer = await line
      .untilAnswered(async () => {
        if (attempts++ > 0 && !(await areStillMeant(rows))) throw new Outdated()
        return send(
          rows.map(({ newDocumentState, assumedMasterState }) => ({
            newDocumentState,
            ...(assumedMasterState && { assumedMasterState }),
          })),
        )
      })
      .catch((reason: unknown) => {
        if (reason instanceof Outdated) return undefined
        throw reason
      })
    // Without a result each row is looked at again, in its newest state.
    if (!answer) return rows.map(() => undefined)
    if (answer.ok) return answer.value.results
    const [only] = rows
    if (rows.length === 1 && only) return [{ id: only.fresh.id, outcome: 'rejected', error: answer.error }]
    const middle = Math.ceil(rows.length / 2)
    return [...(await sendAll(rows.slice(0, middle))), ...(await sendAll(rows.slice(middle)))]
  }

  /** While the line was down the person may have gone on typing, or given the change up. */
  async function areStillMeant(rows: Sending[]): Promise<boolean> {
    const ids = rows.map(({ fresh }) => fresh.id)
    const stored = await collection.internalStorageInstance.findDocumentsById(ids, true)
    const now = new Map(stored.map(({ id, _rev }) => [id, _rev]))
    return rows.every(({ fresh }) => !('_rev' in fresh) || fresh._rev === now.get(fresh.id))
  }

  async function settled(row: Sending, result: PushResult): Promise<WithDeleted<LocalRecord>[]> {
    const { fresh, assumed } = row
    if (result.outcome === 'conflict') {
      const { current } = result
      const theirs = current._deleted ? tombstoneOf(entity, fresh.id) : toLocal(entity, current)
      if (current._deleted) sent.forget(fresh.id)
      else sent.met(fromLocal(entity, theirs))
      return [theirs]
    }
    if (result.outcome === 'accepted') {
      if (fresh._deleted) sent.forget(fresh.id)
      else sent.accepted(fromLocal(entity, fresh), result.revision)
      return []
    }
    sent.forget(fresh.id)
    const isGone = result.error.code === 'NOT_FOUND'
    if (fresh._deleted && isGone) return []
    const wasKnown = assumed !== undefined || fresh.revision !== undefined
    await inbox.put(
      {
        kind: isGone && wasKnown ? 'access-lost' : 'refused',
        collection: name,
        documentId: fresh.id,
        mine: fromLocal(entity, fresh),
        error: result.error,
        ...(fresh._deleted && { deletion: true as const }),
      },
      fresh.updatedAt,
    )
    reverts.add(fresh.id)
    return [assumed && !assumed._deleted && !isGone ? assumed : tombstoneOf(entity, fresh.id)]
  }
}

const besides: ReadonlySet<string> = new Set([
  'updatedAt',
  'updatedBy',
  'updatedAtInverse',
  '_deleted',
  '_meta',
  '_rev',
  '_attachments',
])

/** Nothing differs from what the server is known to have but who wrote it last and when. */
function isChangedBack({ fresh, assumed }: Sending): boolean {
  if (!assumed || assumed._deleted || fresh._deleted) return false
  const content = (document: LocalRecord) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !besides.has(name)))
  return sameJson(content(fresh), content(assumed))
}

class Outdated extends Error {}

const passing: ReadonlySet<string> = new Set<CodedError['code']>([
  'CONFLICT',
  'STORE_UNAVAILABLE',
  'INTERNAL',
])
const isWorthRepeating = (result: PushResult) =>
  result.outcome === 'rejected' && passing.has(result.error.code)
