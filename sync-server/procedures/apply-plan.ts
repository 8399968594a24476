/**
 * Carries out the plan in the journal, or what is left of it. Any process may, several at once may, and it
 * may be cut off between any two writes: every write sets absolute values, is judged against the document as
 * it is, and is made only while the plan is still the journal's.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Write } from '../../shared/procedures/define-procedure.ts'
import { sameJson } from '../../shared/same-json.ts'
import type { DocumentStore, Key, StoredDocument } from '../store/document-store.ts'
import type { DocumentWriter } from '../sync/documents.ts'
import { readAll } from '../sync/documents.ts'
import { documentOf, keyText, parentKeyOf } from '../sync/stored-state.ts'
import type { PreparedChange } from '../sync/stored-state.ts'
import { isCurrent, replaceJournal } from './journal.ts'
import type { Journal, Plan } from './journal.ts'

/**
 * `done`: all of it is stored. `void`: what was decided about had changed before anything was stored, so
 * nothing is. `passed`: somebody else brought it to one of these ends.
 */
export type Outcome = 'done' | 'void' | 'passed'

interface Services {
  store: DocumentStore
  documents: Pick<DocumentWriter, 'commit'>
}

export async function applyPlan(services: Services, journal: Journal, plan: Plan): Promise<Outcome> {
  const { nextOrderNumber } = journal
  const subject = plan.writes.find((write) => write.kind === 'change' && write.subject)
  if (subject) {
    const fate = await applySubject(services, journal, plan, subject)
    if (fate === 'passed') return fate
    if (fate === 'void') {
      const ended = await replaceJournal(services.store, journal, { nextOrderNumber: plan.numberBefore })
      return ended ? 'void' : 'passed'
    }
  }
  const rest = plan.writes.filter((write) => write !== subject)
  for (const writes of [
    rest.filter(isParent),
    [...rest.filter((write) => !isParent(write)), receiptOf(plan)],
  ])
    if (!(await applyAll(services, journal, plan, writes))) return 'passed'
  return (await replaceJournal(services.store, journal, { nextOrderNumber })) ? 'done' : 'passed'
}

/** New customers and leads come before what belongs to them. */
const isParent = ({ collection }: Write) => collection === 'customers' || collection === 'leads'

async function applySubject(
  services: Services,
  journal: Journal,
  plan: Plan,
  write: Write,
): Promise<'applied' | 'void' | 'passed'> {
  for (;;) {
    const [stored] = await services.store.getMany([keyOf(write)])
    if (!(await isCurrent(services.store, journal))) return 'passed'
    if (stored?.body['lastCall'] === plan.callId) return 'applied'
    if (stored?.revision !== plan.expected) return 'void'
    await storeAll(services, plan, [{ write, stored }])
  }
}

/** False when the journal went on. */
async function applyAll(
  services: Services,
  journal: Journal,
  plan: Plan,
  writes: readonly Write[],
): Promise<boolean> {
  let open = [...writes]
  while (open.length > 0) {
    const stored = await services.store.getMany(open.map(keyOf))
    // Read first, asked second, written third: a document that changed in between refuses the write.
    if (!(await isCurrent(services.store, journal))) return false
    const pairs = open.map((write, index) => ({ write, stored: stored[index] }))
    open = await storeAll(
      services,
      plan,
      pairs.filter(({ write, stored: before }) => isOpen(write, before)),
    )
  }
  return true
}

interface Pair {
  write: Write
  stored: StoredDocument | undefined
}

/** The writes that have to be tried again, because their documents had changed. */
async function storeAll(
  { store, documents }: Services,
  plan: Plan,
  pairs: readonly Pair[],
): Promise<Write[]> {
  const next = pairs.map(({ write, stored }) => ({
    write,
    stored,
    document: write.kind === 'create' ? write.document : changed(write, plan, stored),
  }))
  const parents = await readAll(
    store,
    next.flatMap(({ write, document }) => parentKeyOf(write.collection, document) ?? []),
  )
  const living: (PreparedChange & { write: Write })[] = []
  const retry: Write[] = []
  for (const { write, stored, document } of next) {
    const parentKey = parentKeyOf(write.collection, document)
    const parent = parentKey && parents.get(keyText(parentKey))
    if (stored?.deleted) {
      // Nobody sees it any more, but what the ledger says of it stays true.
      const { revision: expected, ...state } = stored
      const [result] = await store.write([{ ...state, body: document, expected }])
      if (!result?.ok) retry.push(write)
    } else living.push({ write, collection: write.collection, document, deleted: false, stored, parent })
  }
  const results = living.length > 0 ? await documents.commit(living) : []
  return [...retry, ...living.filter((_, index) => !results[index]?.ok).map(({ write }) => write)]
}

const keyOf = (write: Write): Key => ({
  kind: write.collection,
  id: write.kind === 'create' ? write.document.id : write.id,
})

/** Is there anything left of this write to do? */
function isOpen(write: Write, stored: StoredDocument | undefined): boolean {
  if (write.kind === 'create') return stored === undefined
  if (!stored) return false
  const body = stored.body
  const holds =
    write.each ||
    Object.entries(write.when ?? {}).every(([name, value]) => sameJson(body[name] ?? null, value))
  return holds && !isWritten(write, body)
}

type Change = Extract<Write, { kind: 'change' }>

/** What is to be set in a document as it is: without the fields that have another value by now. */
const settable = ({ set, when = {}, each }: Change, body: Record<string, unknown>) =>
  Object.entries(set).filter(([name]) => !each || !(name in when) || sameJson(body[name] ?? null, when[name]))

const isWritten = (write: Change, body: Record<string, unknown>): boolean =>
  settable(write, body).every(([name, value]) => sameJson(body[name] ?? null, value)) &&
  Object.entries(write.items ?? {}).every(([field, changes]) =>
    sameJson(withItems(body[field], changes), body[field]),
  )

function changed(write: Change, plan: Plan, stored: StoredDocument | undefined): AnyDocument {
  const document: AnyDocument = { ...(stored ? documentOf(stored) : ({} as AnyDocument)) }
  for (const [name, value] of settable(write, document))
    if (value === null) delete document[name]
    else document[name] = value
  for (const [field, changes] of Object.entries(write.items ?? {}))
    document[field] = withItems(document[field], changes)
  document.updatedAt = plan.at
  if (plan.by !== undefined) document.updatedBy = plan.by
  return document
}

function withItems(list: unknown, changes: Record<string, Record<string, unknown>>): unknown {
  if (!Array.isArray(list)) return list
  return (list as ({ id: string } & Record<string, unknown>)[]).map((item) =>
    Object.fromEntries(
      Object.entries({ ...item, ...changes[item.id] }).filter(([, value]) => value !== null),
    ),
  )
}

/** The call's own document says how it ended, together with what it did. */
function receiptOf({ callId, receipt, at }: Plan): Write {
  const collection: CollectionName = 'calls'
  if (!receipt.create) return { kind: 'change', collection, id: callId, set: receipt.set }
  const document = { id: callId, createdAt: at, updatedAt: at, ...receipt.create, ...receipt.set }
  return { kind: 'create', collection, document }
}
