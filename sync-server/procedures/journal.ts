/**
 * The one document that puts all procedure calls of a company in one order, whichever process carries them
 * out. It holds the plan that is being carried out and the next order number. Taking a plan into it is the
 * moment a call is decided: one compare-and-set, which fails when anybody decided anything since.
 *
 * A plan in the journal is always finished, by whoever comes along, before another one is decided.
 */
import type { CodedError } from '../../shared/errors.ts'
import type { Write } from '../../shared/procedures/define-procedure.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'

export interface Plan {
  callId: string
  at: string
  /** Whose name the changes carry. */
  by?: string
  /** Revision of the document that was decided about; when it is another one the plan is void. */
  expected?: string
  writes: Write[]
  /** What becomes of the call itself; `create` for a call that nobody wrote down. */
  receipt: { create?: Record<string, unknown>; set: Record<string, unknown> }
  /** To go back to when the plan is void. */
  numberBefore: number
}

export interface Journal {
  revision: string
  nextOrderNumber: number
  plan?: Plan
}

export interface Receipt {
  status: 'pending' | 'accepted' | 'rejected'
  result?: Record<string, unknown>
  error?: CodedError
}

const key = { kind: 'procedures', id: 'journal' }

export async function readJournal(store: DocumentStore): Promise<Journal> {
  for (;;) {
    const stored = await store.get(key)
    if (stored) return journalOf(stored)
    // Whoever is first counts the numbers there are; a second one finds the journal made.
    await put(store, undefined, { nextOrderNumber: (await highestOrderNumber(store)) + 1 })
  }
}

/** The journal's new state; undefined when it changed since it was read. */
export async function replaceJournal(
  store: DocumentStore,
  journal: Journal,
  next: Omit<Journal, 'revision'>,
): Promise<Journal | undefined> {
  const revision = await put(store, journal.revision, next)
  return revision === undefined ? undefined : { revision, ...next }
}

/** Is it still as it was read? Asked after reading a document and before changing it. */
export async function isCurrent(store: DocumentStore, { revision }: Journal): Promise<boolean> {
  return (await store.get(key))?.revision === revision
}

/** Orders with numbers up to this one came from elsewhere: official numbers go on behind it. */
export async function raiseOrderNumbers(store: DocumentStore, highest: number): Promise<void> {
  for (;;) {
    const journal = await readJournal(store)
    if (journal.nextOrderNumber > highest) return
    const { revision: _, plan, ...rest } = journal
    const raised = { ...rest, nextOrderNumber: highest + 1 }
    // A void plan must not take the number back below.
    const kept = plan && { plan: { ...plan, numberBefore: Math.max(plan.numberBefore, highest + 1) } }
    if (await replaceJournal(store, journal, { ...raised, ...kept })) return
  }
}

/** Of a number such as "10248"; 0 for anything that is no whole number. */
export const orderNumberOf = (number: unknown): number =>
  typeof number === 'string' && /^\d{1,12}$/.test(number) ? Number(number) : 0

async function highestOrderNumber(store: DocumentStore): Promise<number> {
  let highest = 0
  for await (const page of store.list('orders'))
    for (const { body } of page) highest = Math.max(highest, orderNumberOf(body['number']))
  return highest
}

async function put(
  store: DocumentStore,
  expected: string | undefined,
  body: Omit<Journal, 'revision'>,
): Promise<string | undefined> {
  const write = { ...key, deleted: false, body: { ...body }, channels: [], formerChannels: [], applied: [] }
  const [result] = await store.write([{ ...write, expected }])
  return result?.ok ? result.revision : undefined
}

const journalOf = ({ revision, body }: StoredDocument): Journal => ({
  revision,
  ...(body as unknown as Omit<Journal, 'revision'>),
})
