/**
 * Brings the server's changes. RxDB takes a short page for the last one and never moves past an empty one,
 * so pages are filled here; and it loses what it fetches ahead of its own writes, so the next page waits
 * until the checkpoint of the last is on disk.
 *
 * A removal of a document that holds unsent changes first takes them to the Sync inbox (access lost or
 * deleted by somebody else: the server tells them apart for nobody).
 */
import type { WithDeleted } from 'rxdb/plugins/core'
import { sameJson } from '../../../shared/same-json.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { Checkpoint, PullAnswer, WireDocument } from '../../../shared/sync/protocol.ts'
import type { Inbox } from './inbox.ts'
import type { Line } from './line.ts'
import { fromLocal, toLocal, tombstoneOf } from './local-shape.ts'
import type { LocalRecord } from './local-shape.ts'
import type { LocalCollection } from './open-database.ts'
import { removalsOf } from './removals.ts'
import type { SentStates } from './sent-states.ts'
import type { Answer } from './server-api.ts'
import type { Unsent } from './unsent.ts'

export interface PullOptions {
  name: CollectionName
  collection: LocalCollection
  unsent: Unsent
  inbox: Inbox
  line: Line
  fetchPage: (checkpoint: Checkpoint | null, limit: number) => Promise<Answer<PullAnswer>>
  /** The documents of these ids that the person may read now. */
  fetchNamed: (ids: readonly string[]) => Promise<Answer<WireDocument[]>>
  /** What replication has on disk; undefined before its first write. */
  persisted: () => Place | undefined
  /** Resolves when no push is under way. */
  pushed: () => Promise<void>
  sent: Pick<SentStates, 'forget' | 'isOutdated' | 'revisionsEnd'>
  /** A complete answer arrived. */
  contact: () => void
  /** The server refuses the pull for good. */
  refused?: (error: CodedError) => void
  /** What was passed over can be taken now: pull again. */
  again: () => void
  /** Inside a pull that brings nothing: documents that heal what differs from the server. */
  heal?: () => Promise<WireDocument[]>
}

export interface Pull {
  handler: (
    checkpoint: Place | undefined,
    limit: number,
  ) => Promise<{ documents: WithDeleted<LocalRecord>[]; checkpoint: Place | undefined }>
  stop(): void
}

/**
 * A checkpoint as replication keeps it. The server does not repeat what was passed over because a local change
 * stood against it; `passedOver` is where a pull has to start to see the first of that again.
 */
export type Place = Checkpoint & { passedOver?: { from: Checkpoint | null } | null }

const patience = 15_000

export function pullChanges(options: PullOptions): Pull {
  const { name, collection, unsent, inbox, line, fetchPage, persisted, pushed, sent, contact } = options
  const { refused, again, heal, fetchNamed } = options
  const entity = entityOf(name)
  const removals = removalsOf(collection, name)
  const passedOver = new Map<string, Checkpoint | null>()
  let startAt: { checkpoint: Checkpoint | null } | undefined
  /** Set while everything is listed anew; what is not listed has gone. */
  let listed: Set<string> | undefined

  const takingUp = unsent.ids$.subscribe((ids) => {
    if ([...passedOver.keys()].every((id) => ids.has(id))) return
    startAt ??= { checkpoint: earliest() }
    passedOver.clear()
    again()
  })
  function earliest(): Checkpoint | null {
    const [first = null] = passedOver.values()
    return first
  }

  async function isOnDisk(checkpoint: Place | undefined): Promise<boolean> {
    const end = Date.now() + patience
    while (checkpoint && Date.now() < end) {
      const last = persisted()
      if (!last) return false
      if (sameJson(last, checkpoint)) return true
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    return false
  }

  /** Starts over when the server does not know the checkpoint any more. */
  async function page(checkpoint: Checkpoint | null, limit: number): Promise<PullAnswer> {
    const answer = await line.untilAnswered(() => fetchPage(checkpoint, limit))
    if (answer.ok) return answer.value
    if (answer.error.code === 'INVALID_CHECKPOINT' && checkpoint) {
      listed = new Set()
      sent.revisionsEnd()
      return page(null, limit)
    }
    refused?.(answer.error)
    throw new Error(`pull of ${name} answered ${answer.error.code}: ${answer.error.message}`)
  }

  async function fullPage(from: Checkpoint | null, limit: number): Promise<PullAnswer> {
    const documents: WireDocument[] = []
    for (let checkpoint = from; ;) {
      const answer = await page(checkpoint, limit)
      documents.push(...answer.documents)
      for (const { id } of answer.documents) listed?.add(id)
      checkpoint = answer.checkpoint
      if (!answer.more) {
        if (listed) documents.push(...(await unlisted(listed)))
        listed = undefined
        return { documents, checkpoint, more: false }
      }
      if (documents.length >= limit) return { documents, checkpoint, more: true }
    }
  }

  /** Documents of the last page: what was sent of them came back. */
  const returned = new Set<string>()

  /**
   * Replication passes a document over that the person changes while the page is on its way to the disk. What was sent of
   * it is then still what that change was made on.
   */
  async function forgetReturned() {
    await unsent.settled()
    for (const id of returned) if (!unsent.ids$.value.has(id)) sent.forget(id)
    returned.clear()
  }

  /** What an earlier run may have taken away without noting it, until it has been asked for. */
  let lost: readonly string[] | undefined
  /** Documents that were taken from the device; at the start also those that an earlier run has left. */
  const gone = new Set<string>()
  let isStarted = false

  async function unlisted(seen: ReadonlySet<string>): Promise<WireDocument[]> {
    const local = await collection.find().exec()
    return local
      .map((document) => document.toJSON())
      .filter(({ id, revision }) => revision !== undefined && !seen.has(id))
      .map(({ id }) => ({ id, _deleted: true }))
  }

  /**
   * What replication still had in hand when a document went may be noted after it; so the traces are looked
   * for at the next pull, and until what was under way has been answered.
   */
  async function eraseGone() {
    if (!isStarted) for (const { id } of await unsent.deleted()) gone.add(id)
    isStarted = true
    if (gone.size === 0) return
    const left = await unsent.erase([...gone].map((id) => tombstoneOf(entity, id)))
    for (const id of gone) if (!left.has(id)) gone.delete(id)
  }

  /** What was taken away by a run that ended before it was noted, and may be seen again. */
  async function missingOf(ids: readonly string[], arriving: readonly WireDocument[]) {
    if (ids.length === 0) return []
    const there = await collection.internalStorageInstance.findDocumentsById([...ids], false)
    const known = new Set([...there, ...arriving].map(({ id }) => id))
    const asked = ids.filter((id) => !known.has(id))
    if (asked.length === 0) return []
    const answer = await line.untilAnswered(() => fetchNamed(asked))
    if (!answer.ok) throw new Error(`what went from ${name} could not be asked for: ${answer.error.code}`)
    return answer.value
  }

  const isBroughtBack = async (id: string) => (await unsent.known([id])).get(id)?._deleted === true

  async function arrange(documents: WireDocument[], from: Checkpoint | null) {
    await unsent.settled()
    const removed = documents.filter(({ _deleted }) => _deleted).map(({ id }) => id)
    // Read before the server took what was sent from here since; what it has now is still to come.
    const overtaken = new Set(
      documents.filter((document) => !document._deleted && sent.isOutdated(document)).map(({ id }) => id),
    )
    const held = await collection.internalStorageInstance.findDocumentsById([...removed, ...overtaken], false)
    const holding = new Map(held.map((document) => [document.id, document]))
    const arranged: WithDeleted<LocalRecord>[] = []
    for (const document of documents) {
      const isUnsent = unsent.ids$.value.has(document.id)
      const local = holding.get(document.id)
      if (overtaken.has(document.id)) {
        if (local) arranged.push(toLocal(entity, fromLocal(entity, local)))
        continue
      }
      if (!document._deleted) {
        arranged.push(toLocal(entity, document))
        if (!isUnsent) returned.add(document.id)
        else if (!passedOver.has(document.id)) passedOver.set(document.id, from)
        continue
      }
      if (!local) {
        gone.add(document.id)
        continue
      }
      // What is just being brought back is deleted at the server until it has been sent.
      if (isUnsent && (await isBroughtBack(document.id))) continue
      if (isUnsent) {
        await inbox.put(
          { kind: 'access-lost', collection: name, documentId: local.id, mine: fromLocal(entity, local) },
          local.updatedAt,
        )
        await unsent.giveUp(local.id)
      }
      arranged.push(tombstoneOf(entity, document.id))
      gone.add(document.id)
    }
    await removals.begin(removed.filter((id) => holding.has(id)))
    await unsent.erase(removed.filter((id) => !holding.has(id)).map((id) => tombstoneOf(entity, id)))
    // An empty page would be asked for again and again.
    const last = documents.at(-1)
    if (arranged.length === 0 && last)
      arranged.push(last._deleted ? tombstoneOf(entity, last.id) : toLocal(entity, last))
    return arranged
  }

  return {
    async handler(checkpoint, limit) {
      const isNoted = await isOnDisk(checkpoint)
      if (isNoted) await forgetReturned()
      await Promise.race([pushed(), new Promise((resolve) => setTimeout(resolve, patience))])
      if (!lost) lost = await removals.interrupted()
      else if (isNoted && lost.length === 0) await removals.ended()
      if (!isStarted && checkpoint?.passedOver) startAt ??= { checkpoint: checkpoint.passedOver.from }
      await eraseGone()
      const start = startAt
      startAt = undefined
      const from = start ? start.checkpoint : placeOf(checkpoint)
      const answer = await fullPage(from, limit).catch((reason: unknown) => {
        startAt = start ?? startAt
        throw reason
      })
      const isQuiet = answer.documents.length === 0 && !answer.more
      const healing = heal && isQuiet ? await heal() : []
      const missing = await missingOf(lost, answer.documents)
      const documents = await arrange([...answer.documents, ...missing, ...healing], from)
      lost = []
      if (!answer.more) contact()
      const isKept = passedOver.size > 0
      return {
        documents,
        checkpoint: {
          ...answer.checkpoint,
          ...(isKept ? { passedOver: { from: earliest() } } : checkpoint?.passedOver && { passedOver: null }),
        },
      }
    },
    stop: () => takingUp.unsubscribe(),
  }
}

/** As the server knows it. */
function placeOf(place: Place | undefined): Checkpoint | null {
  if (!place) return null
  const checkpoint = { ...place }
  delete checkpoint.passedOver
  return checkpoint
}
