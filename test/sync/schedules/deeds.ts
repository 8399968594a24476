/**
 * What people do in a schedule, whatever their devices are made of: they edit, create, delete and decide about
 * what is in their inbox. Every deed follows from the dice, and what was typed is written down.
 */
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { InboxEntry } from '../../../renderer/data/contract.ts'
import type { Company } from './company.ts'
import type { Change } from './device-thread.ts'
import { aHandover, aNewOne, anEdit, creatable, editable } from './edits.ts'
import type { Random } from './random.ts'
import type { TypedLog } from './typed.ts'

/** Undefined: the app was killed as they did it. */
type Done = Promise<Change | undefined>

/** What a person can do at a device. */
export interface Hands {
  /** One of the documents on the device, by its share of them from 0 to 1. */
  any(collection: CollectionName, share: number): Promise<AnyDocument | undefined>
  change(collection: CollectionName, id: string, changes: Record<string, unknown>): Done
  create(collection: CollectionName, values: Record<string, unknown>): Done
  remove(collection: CollectionName, id: string): Done
  inbox(): Promise<readonly InboxEntry[]>
  decide(entry: InboxEntry, decision: 'mine' | 'discard'): Done
}

interface Doer {
  number: number
  personId: string
  hands: Hands
}

interface DeedsOptions {
  random: Random
  company: Company
  typed: TypedLog
  count: (what: string) => void
  /** What the server has of a document, where the schedule can tell. */
  stored?: (collection: CollectionName, id: string) => unknown
}

const removable = ['customers', 'leads', 'orders', 'interactions', 'tasks', 'cases'] as const

/** Each does one thing and says what it was. */
export function createDeeds({ random, company, typed, count, stored }: DeedsOptions) {
  const personIds = company.members.map(({ id }) => id)
  const contextOf = ({ personId }: Doer) => ({ random, token: typed.next, personId, personIds })

  /** @returns the word for how it went */
  function record(deed: string, doer: Doer, collection: CollectionName, change: Change | undefined): string {
    if (change?.result.ok)
      typed.did({ device: doer.number, userId: doer.personId }, collection, change.before, change.after)
    const outcome = change === undefined ? 'killed' : change.result.ok ? 'done' : 'refused at once'
    count(`${deed} ${outcome}`)
    return outcome
  }

  async function edit(doer: Doer): Promise<string> {
    const collection = random.pick(editable)
    const document = await doer.hands.any(collection, random.next())
    if (!document) return `finds no ${collection}`
    const isHandover = ['customers', 'leads', 'tasks'].includes(collection) && random.chance(0.25)
    const changes = isHandover ? aHandover(contextOf(doer)) : anEdit(collection, document, contextOf(doer))
    const change = await doer.hands.change(collection, document.id, changes)
    if (!change) typed.givenUp(Object.keys(changes).map((field) => document[field]))
    const outcome = record(isHandover ? 'reassign' : 'edit', doer, collection, change)
    return `sets ${JSON.stringify(changes)} in ${collection} ${document.id}: ${outcome}`
  }

  async function create(doer: Doer): Promise<string> {
    const collection = random.pick(creatable)
    const customer = await doer.hands.any('customers', random.next())
    const lead = await doer.hands.any('leads', random.next())
    const values = aNewOne(collection, { customer, lead }, contextOf(doer))
    if (!values) return `finds nothing to make ${collection} for`
    const outcome = record('create', doer, collection, await doer.hands.create(collection, values))
    return `creates ${collection} ${String(values['id'])}: ${outcome}`
  }

  async function remove(doer: Doer): Promise<string> {
    const collection = random.pick(removable)
    const document = await doer.hands.any(collection, random.next())
    if (!document) return `finds no ${collection}`
    const change = await doer.hands.remove(collection, document.id)
    if (!change) typed.givenUp(document)
    const outcome = record('delete', doer, collection, change)
    return `deletes ${collection} ${document.id}: ${outcome}`
  }

  async function decide(doer: Doer): Promise<string> {
    const entries = (await doer.hands.inbox()).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    if (entries.length === 0) return 'has an empty inbox'
    const entry = random.pick(entries)
    const decision = random.chance(0.7) ? 'mine' : 'discard'
    const change = await doer.hands.decide(entry, decision)
    const isGivenUp = change?.result.ok && (decision === 'discard' || entry.deletion)
    if (isGivenUp) typed.givenUp(entry.mine)
    if (!change) typed.givenUp([entry, stored?.(entry.collection, entry.documentId)])
    const outcome = record(`inbox ${decision}`, doer, entry.collection, change)
    return `decides ${decision} about ${entry.kind} ${entry.collection} ${entry.documentId}: ${outcome}`
  }

  return { edit, create, remove, decide }
}
