/**
 * The page's side of the data: hooks over live queries and functions that change records. Nothing outside
 * this folder knows that there is a worker, RxDB or a server. `startData()` is called once, before the
 * first component is mounted.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { useShallow } from 'zustand/shallow'
import type { CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import { startWorker } from './client.ts'
import type {
  ActionResult,
  DataService,
  InboxEntry,
  PendingChange,
  Query,
  SaveResult,
  SessionState,
  SyncState,
  WaitingChange,
} from './contract.ts'
import { liveStores } from './live-store.ts'

export type {
  ActionResult,
  FieldChange,
  InboxEntry,
  LocalDocument,
  PendingChange,
  Query,
  RepairOutcome,
  RepairState,
  SaveResult,
  ServerState,
  SessionState,
  SyncState,
  WaitingChange,
} from './contract.ts'

const sessionStore = create<SessionState>(() => ({ phase: 'starting' }))
const syncStore = create<SyncState>(() => ({
  connection: 'connecting',
  waiting: 0,
  toDecide: 0,
  refused: 0,
  signInNeeded: false,
  updateRequired: false,
  waitingIds: {},
  collections: {},
}))
const inboxStore = create<{ entries: InboxEntry[] }>(() => ({ entries: [] }))
const stores = liveStores()
let service: DataService | undefined

function data(): DataService {
  if (!service) throw new Error('startData() has not been called')
  return service
}

/** Starts the data worker of this page. A rejected promise means that the local database cannot be opened. */
export async function startData(started: DataService = startWorker(window)): Promise<void> {
  if (service) return
  service = started
  await Promise.all([
    service.watchSession((state) => {
      const before = sessionStore.getState().phase
      sessionStore.setState(state, true)
      if (before !== state.phase) stores.clear()
    }),
    service.watchSync((state) => syncStore.setState(state, true)),
    service.watchInbox((entries) => inboxStore.setState({ entries })),
  ])
}

export const useSession = (): SessionState => sessionStore()
export const useSync = (): SyncState => syncStore()
/** What waits for the person's decision, newest first. */
export const useInbox = (): InboxEntry[] => inboxStore((state) => state.entries)

const none: readonly never[] = []

/** The documents that match, kept up to date. Newest first unless the query sorts. */
export function useRecords<C extends CollectionName>(
  collection: C,
  query: Query = {},
): { records: readonly DocumentIn<C>[]; loading: boolean; error?: Error } {
  const text = JSON.stringify(query)
  const watch = useCallback(
    (listener: (documents: DocumentIn<C>[]) => void) =>
      data().live(collection, JSON.parse(text) as Query, (documents) =>
        listener(documents as DocumentIn<C>[]),
      ),
    [collection, text],
  )
  const { value, loading, error } = useLive(`${collection} ${text}`, watch)
  return useMemo(
    () => ({ records: value ?? none, loading, ...(error && { error }) }),
    [value, loading, error],
  )
}

/** One document, kept up to date. After loading, `record` is undefined when there is none. */
export function useRecord<C extends CollectionName>(
  collection: C,
  id: string | undefined,
): { record: DocumentIn<C> | undefined; loading: boolean; error?: Error } {
  const { records, ...rest } = useRecords(collection, { selector: { id: id ?? '' }, limit: 1 })
  return { record: records[0], ...rest }
}

/** How many documents the device holds; undefined while loading. */
export function useCount(collection: CollectionName): number | undefined {
  const watch = useCallback(
    (listener: (count: number) => void) => data().watchCount(collection, listener),
    [collection],
  )
  return useLive(`${collection} count`, watch).value
}

/** Documents whose changes the server has not confirmed yet. */
export function useWaitingIds(collection: CollectionName): Set<string> {
  const ids = syncStore(useShallow((state) => state.waitingIds[collection] ?? none))
  return useMemo(() => new Set(ids), [ids])
}

function useLive<T>(key: string, watch: (listener: (value: T) => void) => Promise<() => void>) {
  const subscribe = useCallback((changed: () => void) => stores.subscribe(key, watch, changed), [key, watch])
  return useSyncExternalStore(subscribe, () => stores.read<T>(key))
}

/** The documents that match, once. */
export const findRecords = async <C extends CollectionName>(collection: C, query: Query) =>
  (await data().find(collection, query)) as DocumentIn<C>[]

/** Makes a record; fields that the person does not set (owner, stamps) are settled. Works without a network. */
export const createRecord = <C extends CollectionName>(
  collection: C,
  values: Partial<DocumentIn<C>>,
): Promise<SaveResult> => data().create(collection, values)

/** Changes only the named fields; undefined removes one. Works without a network. */
export const saveRecord = <C extends CollectionName>(
  collection: C,
  id: string,
  changes: Partial<DocumentIn<C>>,
): Promise<SaveResult> => data().save(collection, id, changes)

export const removeRecord = (collection: CollectionName, id: string): Promise<SaveResult> =>
  data().remove(collection, id)

export const signIn = (input: { email: string; password: string }): Promise<ActionResult> =>
  data().signIn(input)

/** Refused with what is unsent unless `discard` is true. */
export const signOut = (options: {
  discard: boolean
}): Promise<{ ok: true } | { ok: false; pending: PendingChange[] }> => data().signOut(options)

/** Makes the first administrator of an empty company and signs them in. */
export const setUp = (input: {
  company: string
  name: string
  email: string
  password: string
}): Promise<ActionResult> => data().setUp(input)

/** Names the sync server; in the desktop only. */
export const setServer = (url: string): Promise<ActionResult> => data().setServer(url)

export const pendingChanges = (): Promise<PendingChange[]> => data().pendingChanges()
/** What waits to be sent, oldest first, field by field. */
export const waitingChanges = (): Promise<WaitingChange[]> => data().waitingChanges()
/** Returns a record to what the server confirmed last; answers what was typed, for an undo. */
export const discardChange = (collection: CollectionName, id: string): Promise<ActionResult<WaitingChange>> =>
  data().discardChange(collection, id)
/** Compares everything with the server and heals what differs; its course is in `useSync().repair`. */
export const checkAndRepair = (): Promise<void> => data().checkAndRepair()
export const syncNow = (): Promise<void> => data().syncNow()

/** `mine`: apply what was typed again; `discard`: drop the entry. */
export const resolveInbox = (id: string, decision: 'mine' | 'discard'): Promise<SaveResult> =>
  data().resolveInbox(id, decision)

/** Puts back an entry that was dropped. */
export const restoreInbox = (entry: InboxEntry): Promise<void> => data().restoreInbox(entry)

/** A call to the server with this session, such as `request<User[]>('GET', '/admin/users')`. */
export const request = <T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ActionResult<T>> => data().request<T>(method, path, body)
