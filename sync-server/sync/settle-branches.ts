/**
 * Brings together two states of one document that were both acknowledged where neither writer could see the
 * other (C4). The fields are merged as a device merges them; a value that loses becomes a task for whoever
 * wrote it. Every server comes to the same end, and one that dies in between leaves only a repetition.
 */
import { derivedId } from '../../shared/derived-id.ts'
import { entityOf, isCollectionName } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { mergeDocument } from '../../shared/sync/merge-document.ts'
import type { Documents } from '../context.ts'
import type { Branches, Change, DocumentStore, Key, StoredDocument } from '../store/document-store.ts'
import { documentOf, keyText } from './stored-state.ts'

/** What was kept aside of a hidden state. */
interface Loss {
  state: StoredDocument
  values: { field: string; value: unknown }[]
}

const attempts = 10
const longestTitle = 300
const longestNotes = 20_000

export interface BranchSettler {
  /** Takes up what the feed tells; other lines are ignored. */
  found(changes: readonly Change[]): void
  /** Works on what is waiting; resolves when nothing is left or it has to be tried again later. */
  settle(): Promise<void>
}

export function createBranchSettler({
  store,
  documents,
  now,
  onError,
}: {
  store: DocumentStore
  documents: Documents
  now: () => number
  onError: (error: unknown) => void
}): BranchSettler {
  const waiting = new Map<string, Key>()
  let running: Promise<void> | undefined

  async function settleOne(key: Key): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const branches = await store.branches(key)
      if (!branches) return
      const { kind } = key
      if (isCollectionName(kind) && !(await bringTogether(kind, branches))) continue
      await store.dropBranches(
        key,
        branches.hidden.map(({ state }) => state.revision),
      )
    }
  }

  /** False when somebody wrote the document meanwhile. */
  async function bringTogether(collection: CollectionName, branches: Branches): Promise<boolean> {
    const { merged, losses } = mergeBranches(collection, branches)
    let kept = losses
    if (merged) {
      const [result] = await documents.write([{ collection, document: merged, stored: branches.shown }])
      if (result?.ok === false && result.error.code === 'CONFLICT') return false
      // What the rules do not allow together stays apart: nothing of the hidden states is taken over.
      if (!result?.ok) kept = branches.hidden.map(({ state, base }) => lossOf(collection, state, base))
    }
    for (const loss of kept) await keepForAuthor(collection, loss)
    return true
  }

  async function keepForAuthor(collection: CollectionName, { state, values }: Loss): Promise<void> {
    if (values.length === 0) return
    // There is one already when this is a repetition.
    await documents.write([{ collection: 'tasks', document: taskFor(collection, state, values, now()) }])
  }

  async function run() {
    for (const [text, key] of waiting) {
      await settleOne(key)
      waiting.delete(text)
    }
  }

  const settle = () =>
    (running ??= run()
      .catch(onError)
      .finally(() => {
        running = undefined
      }))

  return {
    found(changes) {
      for (const change of changes) if (change.branched) waiting.set(keyText(change), change)
      if (waiting.size > 0) void settle()
    },
    settle,
  }
}

/** `merged` is absent when the shown state stays as it is. */
function mergeBranches(
  collection: CollectionName,
  { shown, hidden }: Branches,
): { merged: AnyDocument | undefined; losses: Loss[] } {
  const losses: Loss[] = []
  let merged = documentOf(shown)
  let isChanged = false
  for (const { state, base } of hidden) {
    // A deletion loses against an edit and takes nothing with it that somebody typed.
    if (state.deleted) continue
    if (shown.deleted) {
      losses.push(lossOf(collection, state, base))
      continue
    }
    const before = merged
    const merge = mergeDocument(entityOf(collection), base?.body as AnyDocument, documentOf(state), before)
    const values = merge.clashes.map(({ field, mine }) => ({ field, value: mine }))
    losses.push({ state, values })
    isChanged ||= JSON.stringify(merge.merged) !== JSON.stringify(before)
    merged = merge.merged
  }
  return { merged: isChanged ? merged : undefined, losses }
}

/** Everything that the hidden state changed. */
function lossOf(collection: CollectionName, state: StoredDocument, base: StoredDocument | undefined): Loss {
  const was: Record<string, unknown> = base?.body ?? {}
  const values = Object.entries(entityOf(collection).fields).flatMap(([field, { setBy }]) => {
    const value = state.body[field]
    const isSame = JSON.stringify(value) === JSON.stringify(was[field])
    return setBy === 'server' || isStamp(field) || isSame ? [] : [{ field, value }]
  })
  return { state, values }
}

const isStamp = (field: string) => field === 'id' || field === 'createdAt' || field === 'updatedAt'

/** Says only what its reader wrote: the record itself may be out of their sight by now. */
function taskFor(
  collection: CollectionName,
  state: StoredDocument,
  values: Loss['values'],
  now: number,
): AnyDocument {
  const entity = entityOf(collection)
  const written = documentOf(state)
  const author = written.updatedBy
  const at = new Date(now).toISOString()
  const lines = values.map(({ field, value }) => `${entity.fields[field]?.label ?? field}: ${textOf(value)}`)
  const related = { customers: 'customerId', leads: 'leadId', orders: 'orderId' } as const
  const reference = collection in related ? related[collection as keyof typeof related] : undefined
  return {
    id: derivedId('hidden-state', collection, state.id, state.revision),
    title: `Changed twice at once: ${entity.label.one} ${entity.title(written)}`.slice(0, longestTitle),
    status: 'open',
    priority: 'high',
    notes: ['What you entered was not taken over, because somebody else changed it as well:', ...lines]
      .join('\n')
      .slice(0, longestNotes),
    ...(reference && { [reference]: state.id }),
    ...(author && { ownerId: author, createdBy: author, updatedBy: author }),
    createdAt: at,
    updatedAt: at,
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return '(empty)'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
