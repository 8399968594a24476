/**
 * "Check and repair": compares one collection after the other with the server until nothing differs any
 * more. What fails in one collection does not stop the rest.
 */
import { BehaviorSubject } from 'rxjs'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { coded } from '../../../shared/errors.ts'
import type { RepairFindings, RepairOutcome, RepairState } from '../contract.ts'
import type { Comparison } from './compare-with-server.ts'
import { sentence } from '../../../shared/phrase.ts'

export interface Repair {
  state$: BehaviorSubject<RepairState | undefined>
  /** Resolves when all collections have an outcome; a second call joins the one that runs. */
  run(): Promise<void>
}

/** Undefined for a collection that has not arrived on this device yet. */
export type Compare = (collection: CollectionName) => Promise<Comparison | undefined>

/** What heals in this many steps keeps differing for a reason that repeating does not change. */
const mostRounds = 100

export function createRepair(options: {
  compare: Compare
  now: () => number
  failed: (reason: unknown) => void
}): Repair {
  const { compare, now, failed } = options
  const state$ = new BehaviorSubject<RepairState | undefined>(undefined)
  let running: Promise<void> | undefined

  async function heal(collection: CollectionName): Promise<RepairOutcome> {
    const total: RepairFindings = { checked: 0, fetched: 0, replaced: 0, removed: 0, unsent: 0 }
    for (let round = 0; round < mostRounds; round++) {
      const comparison = await compare(collection)
      if (!comparison)
        return {
          ok: false,
          error: coded('NOT_FOUND', { message: sentence('This has not arrived on this device yet.') }),
        }
      if (!comparison.ok) return comparison
      const { checked, fetched, replaced, removed, unsent } = comparison.findings
      total.checked = Math.max(total.checked, checked)
      total.unsent = unsent
      total.fetched += fetched
      total.replaced += replaced
      total.removed += removed
      if (fetched + replaced + removed === 0) break
    }
    return { ok: true, ...total }
  }

  async function all() {
    const at = new Date(now()).toISOString()
    const outcomes: RepairState['outcomes'] = {}
    for (const current of collectionNames) {
      state$.next({ current, at, outcomes: { ...outcomes } })
      try {
        outcomes[current] = await heal(current)
      } catch (reason) {
        failed(reason)
        outcomes[current] = { ok: false, error: coded('DEVICE_STORAGE') }
      }
    }
    state$.next({ at, outcomes })
  }

  return {
    state$,
    run() {
      running ??= all().finally(() => (running = undefined))
      return running
    },
  }
}
