/**
 * Repair: names every document of a collection with its revision to the server, and turns what differs into
 * documents that a pull delivers. It runs inside a pull that brings nothing new: so nothing arrives in between
 * or grows old meanwhile, what it brings is written like any page, and unsent work is looked after as always.
 */
import { coded } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { largestVerify } from '../../../shared/sync/protocol.ts'
import type { VerifyAnswer, VerifyEntry, WireDocument } from '../../../shared/sync/protocol.ts'
import type { RepairFindings } from '../contract.ts'
import type { LocalCollection } from './open-database.ts'
import { Unreachable } from './server-api.ts'
import type { Answer } from './server-api.ts'
import { unreachable } from './session.ts'
import type { Unsent } from './unsent.ts'
import { sentence } from '../../../shared/phrase.ts'

export type Comparison = { ok: true; findings: RepairFindings } | { ok: false; error: CodedError }

/** Missing documents fetched in one request, and in one comparison. */
const fetchedAtOnce = 500
const mostFetched = 2_000

export interface Comparing {
  /** What the next pull that brings nothing new finds. Resolves when it has been found, not yet written. */
  ask(): Promise<Comparison>
  /** Nobody waits for the answer any longer. */
  withdraw(): void
  /** Inside a pull that brings nothing: the documents that heal what differs; none when nobody asked. */
  heal(): Promise<WireDocument[]>
}

export function compareWithServer(options: {
  collection: LocalCollection
  unsent: Unsent
  verify: (entries: readonly VerifyEntry[], only: boolean) => Promise<Answer<VerifyAnswer>>
}): Comparing {
  const { collection, unsent, verify } = options
  let asked: { answer: (comparison: Comparison) => void } | undefined

  async function held() {
    const revisions = new Map<string, string>()
    const localRevisions = new Map<string, string>()
    for (const document of await collection.find().exec()) {
      // RxDB's own `revision` stands in the way of ours.
      const { id, revision } = document.toJSON()
      localRevisions.set(id, document.revision)
      if (revision !== undefined) revisions.set(id, revision)
    }
    return { revisions, localRevisions }
  }

  /**
   * Without what the person went on to change, or has just sent, while the server was asked: its answer may
   * be older than that, and the next pull brings what is newer.
   */
  async function stillAsCompared(healing: WireDocument[], localRevisions: ReadonlyMap<string, string>) {
    await unsent.settled()
    const rows = await collection.internalStorageInstance.findDocumentsById(
      healing.map(({ id }) => id),
      false,
    )
    const now = new Map(rows.map(({ id, _rev }) => [id, _rev]))
    return healing.filter(({ id }) => now.get(id) === localRevisions.get(id) && !unsent.ids$.value.has(id))
  }

  async function compare() {
    await unsent.settled()
    const { revisions, localRevisions } = await held()
    const waiting = unsent.ids$.value
    if (revisions.size > largestVerify)
      throw new Refused(
        coded('BODY_TOO_LARGE', { message: sentence('This is too much to compare at once.') }),
      )
    const { changed, gone, missing } = await answered(verify([...revisions], false))
    const [replaced, fetched] = [changed.filter(({ id }) => !waiting.has(id)), [] as WireDocument[]]
    // What was deleted here and waits to be sent is missing for a reason.
    const toFetch = missing.filter((id) => !waiting.has(id)).slice(0, mostFetched)
    for (let from = 0; from < toFetch.length; from += fetchedAtOnce) {
      const some = toFetch.slice(from, from + fetchedAtOnce)
      const answer = await answered(
        verify(
          some.map((id) => [id, null]),
          true,
        ),
      )
      fetched.push(...answer.changed)
    }
    const removed = gone.map((id): WireDocument => ({ id, _deleted: true }))
    const healing = {
      replaced: await stillAsCompared(replaced, localRevisions),
      fetched: await stillAsCompared(fetched, localRevisions),
    }
    const findings: RepairFindings = {
      checked: revisions.size,
      replaced: healing.replaced.length,
      fetched: healing.fetched.length,
      removed: removed.length,
      unsent: changed.length - replaced.length,
    }
    return { healing: [...healing.replaced, ...healing.fetched, ...removed], findings }
  }

  return {
    ask: () =>
      new Promise((resolve) => {
        asked?.answer({ ok: false, error: coded('STORE_UNAVAILABLE') })
        asked = { answer: resolve }
      }),
    withdraw: () => void (asked = undefined),
    async heal() {
      const asking = asked
      asked = undefined
      if (!asking) return []
      try {
        const { healing, findings } = await compare()
        asking.answer({ ok: true, findings })
        return healing
      } catch (reason) {
        // The pull itself goes on: a comparison that fails is no reason to hold up what has arrived.
        if (reason instanceof Refused) asking.answer({ ok: false, error: reason.error })
        else if (reason instanceof Unreachable) asking.answer({ ok: false, error: unreachable() })
        else {
          asking.answer({ ok: false, error: coded('DEVICE_STORAGE') })
          throw reason
        }
        return []
      }
    },
  }
}

class Refused extends Error {
  readonly error: CodedError
  constructor(error: CodedError) {
    super(error.message)
    this.error = error
  }
}

async function answered(request: Promise<Answer<VerifyAnswer>>): Promise<VerifyAnswer> {
  const answer = await request
  if (answer.ok) return answer.value
  throw new Refused(answer.error)
}
