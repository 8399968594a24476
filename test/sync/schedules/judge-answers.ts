/**
 * Judges every answer of the server at the moment it is given, whether or not it reaches the device: no
 * document may be in it that its person could not read while it was made, what it says must be what is
 * stored, and what it accepts must be stored and must have been allowed.
 */
import { sameJson } from '../../../shared/same-json.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type {
  PullAnswer,
  PushResult,
  PushRow,
  VerifyAnswer,
  WireDocument,
} from '../../../shared/sync/protocol.ts'
import { fateOfField, isServerSet } from '../../support/access-oracle.ts'
import type { Received, Sent } from './device-thread.ts'
import { couldHaveHeld, isSyncPath } from './truth.ts'
import type { Truth } from './truth.ts'
import { tokensIn } from './typed.ts'

export interface Judge {
  /** Hands a request on and judges its answer. */
  through(userId: string, request: Sent, deliver: () => Promise<Received>): Promise<Received>
  /** Work of an administrator: until it is done, what was true before it counts as true. */
  during<T>(work: () => Promise<T>): Promise<T>
  counts: { pulled: number; accepted: number; conflicts: number; refused: number }
}

export function createJudge(truth: Truth, finding: (text: string) => void): Judge {
  const counts = { pulled: 0, accepted: 0, conflicts: 0, refused: 0 }
  const sentTo = new Set<string>()
  /** Ticks at which writing work began that is still going on. */
  const begun = new Map<symbol, number>()

  function judgeDocument(
    userId: string,
    collection: CollectionName,
    sent: WireDocument,
    from: number,
    to: number,
  ) {
    const name = `${collection} ${sent.id}`
    const key = `${userId} ${name}`
    if (sent._deleted) {
      if (!sentTo.has(key) && !couldHaveHeld(truth, userId, collection, sent.id))
        finding(`[V1] ${userId} was told of ${name}, which they never could have held`)
      return
    }
    sentTo.add(key)
    const moments = truth.of(collection, sent.id)
    const index = moments.findIndex(({ revision }) => revision === sent['revision'])
    const moment = moments[index]
    if (!moment) {
      finding(`[V1] ${userId} was sent ${name} in a state that was never stored`)
      return
    }
    if (!sameJson({ ...moment.body, revision: moment.revision }, sent))
      finding(`[V1] ${userId} was sent ${name} with another content than is stored`)
    const last = Math.min(to, (moments[index + 1]?.tick ?? Infinity) - 1)
    for (let tick = Math.max(from, moment.tick); tick <= last; tick++)
      if (truth.maySee(userId, collection, sent.id, tick)) return
    // The state may have been replaced just before the request; then its successor decides.
    finding(`[V1] ${userId} was sent ${name}, which they may not read (ticks ${from} to ${to})`)
  }

  function judgeAccepted(
    userId: string,
    collection: CollectionName,
    { newDocumentState: pushed, assumedMasterState: assumed }: PushRow,
    from: number,
    to: number,
  ) {
    const moments = truth.of(collection, pushed.id).filter(({ tick }) => tick <= to)
    const name = `${collection} ${pushed.id}`
    if (pushed._deleted) {
      const isGone = moments.some(({ deleted }) => deleted)
      if (moments.length > 0 && !isGone && assumed)
        finding(`[P6] the deletion of ${name} was accepted and did not happen`)
      return
    }
    const stored = JSON.stringify(moments.map(({ body }) => body))
    for (const token of tokensIn(pushed))
      if (!stored.includes(token)) finding(`[P6] ${name} was accepted without ${token}`)
    moments.forEach((moment, index) => {
      const before = moments[index - 1]
      if (moment.tick <= from || !before || before.deleted || moment.deleted) return
      if (moment.isPushed && moment.body.updatedBy === userId)
        judgeWrite(userId, collection, before.body, moment.body, moment.tick)
    })
  }

  function judgeWrite(
    userId: string,
    collection: CollectionName,
    before: AnyDocument,
    after: AnyDocument,
    tick: number,
  ) {
    const changed = Object.keys(entityOf(collection).fields).filter(
      (field) => !isServerSet(collection, field) && !sameJson(before[field], after[field]),
    )
    // The team follows the owner; the owner is judged.
    for (const field of changed.filter((one) => one !== 'teamId')) {
      const fates = [tick - 1, Math.min(tick - 1, ...begun.values())].map((when) => {
        const person = truth.user(userId, when)
        return person && fateOfField(truth.world(when), person, collection, before, field, after[field])
      })
      if (!fates.includes('stored'))
        finding(`[P2] ${userId} changed ${field} of ${collection} ${before.id}, which is ${fates.join(', ')}`)
    }
  }

  return {
    counts,
    async during(work) {
      const mark = Symbol('work')
      begun.set(mark, truth.now())
      try {
        return await work()
      } finally {
        begun.delete(mark)
      }
    },
    async through(userId, request, deliver) {
      const route = isSyncPath(request.path)
      const mark = Symbol('request')
      const from = Math.min(truth.now(), ...begun.values())
      // A push that moves a record moves what belongs to it before it is answered, and not at one stroke.
      if (route?.action === 'push') begun.set(mark, truth.now())
      try {
        const answer = await deliver()
        if (!route || answer.status !== 200) return answer
        const to = truth.now()
        const { collection, action } = route
        if (action === 'pull') {
          const { documents } = JSON.parse(answer.text) as PullAnswer
          counts.pulled += documents.length
          for (const document of documents) judgeDocument(userId, collection, document, from, to)
        }
        if (action === 'verify') {
          const { changed } = JSON.parse(answer.text) as VerifyAnswer
          for (const document of changed) judgeDocument(userId, collection, document, from, to)
        }
        if (action === 'push') {
          const { rows } = JSON.parse(request.body ?? '{}') as { rows: PushRow[] }
          const { results } = JSON.parse(answer.text) as { results: PushResult[] }
          if (results.length !== rows.length)
            finding(`[P1] ${rows.length} rows got ${results.length} answers`)
          results.forEach((result, index) => {
            const row = rows[index]
            if (!row || row.newDocumentState.id !== result.id) finding('[P1] answers are out of order')
            else if (result.outcome === 'conflict') {
              counts.conflicts++
              judgeDocument(userId, collection, result.current, from, to)
            } else if (result.outcome === 'accepted') {
              counts.accepted++
              judgeAccepted(userId, collection, row, from, to)
            } else counts.refused++
          })
        }
        return answer
      } finally {
        begun.delete(mark)
      }
    },
  }
}
