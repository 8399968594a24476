/**
 * Repair: names every document of a collection with its revision to the server, and turns what differs into
 * documents that a pull delivers. It runs inside a pull, after its last page: so nothing arrives in between,
 * what it brings is written like any other page, and unsent work is looked after as always.
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

export type Comparison = { ok: true; findings: RepairFindings } | { ok: false; error: CodedError }

/** Missing documents fetched in one request, and in one comparison. */
const fetchedAtOnce = 500
const mostFetched = 2_000

export interface Comparing {
  /** What the next complete pull finds. Resolves when it has been found, not yet written. */
  ask(): Promise<Comparison>
  /** Nobody waits for the answer any longer. */
  withdraw(): void
  /** Inside a pull: the documents that heal what differs; none when nobody asked. */
  heal(arriving: readonly WireDocument[]): Promise<WireDocument[]>
}

export function compareWithServer(options: {
  collection: LocalCollection
  unsent: Unsent
  verify: (entries: readonly VerifyEntry[], only: boolean) => Promise<Answer<VerifyAnswer>>
}): Comparing {
  const { collection, unsent, verify } = options
  let asked: { answer: (comparison: Comparison) => void } | undefined

  /** The revisions that this device will hold once what arrives is written. */
  async function held(arriving: readonly WireDocument[]) {
    const revisions = new Map<string, string>()
    for (const document of await collection.find().exec()) {
      // RxDB's own `revision` stands in the way of ours.
      const { id, revision } = document.toJSON()
      if (revision !== undefined) revisions.set(id, revision)
    }
    const waiting = unsent.ids$.value
    for (const { id, _deleted, revision } of arriving)
      if (waiting.has(id)) continue
      else if (_deleted) revisions.delete(id)
      else if (typeof revision === 'string') revisions.set(id, revision)
    return revisions
  }

  async function compare(arriving: readonly WireDocument[]) {
    await unsent.settled()
    const revisions = await held(arriving)
    const waiting = unsent.ids$.value
    if (revisions.size > largestVerify)
      throw new Refused(coded('BODY_TOO_LARGE', { message: 'This is too much to compare at once.' }))
    const { changed, gone, missing } = await answered(verify([...revisions], false))
    const healing = [
      ...changed.filter(({ id }) => !waiting.has(id)),
      ...gone.map((id): WireDocument => ({ id, _deleted: true })),
    ]
    const findings: RepairFindings = {
      checked: revisions.size,
      replaced: healing.length - gone.length,
      removed: gone.length,
      unsent: changed.length - (healing.length - gone.length),
      fetched: 0,
    }
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
      healing.push(...answer.changed)
      findings.fetched += answer.changed.length
    }
    return { healing, findings }
  }

  return {
    ask: () =>
      new Promise((resolve) => {
        asked?.answer({ ok: false, error: coded('STORE_UNAVAILABLE') })
        asked = { answer: resolve }
      }),
    withdraw: () => void (asked = undefined),
    async heal(arriving) {
      const asking = asked
      asked = undefined
      if (!asking) return []
      try {
        const { healing, findings } = await compare(arriving)
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
