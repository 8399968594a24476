/**
 * The page's side of the data: hooks over live queries and functions that change records. Nothing outside
 * this folder knows that there is a worker, RxDB or a server. `startData()` is called once, before the
 * first component is mounted.
 */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { useShallow } from 'zustand/shallow'
import { sameJson } from '../../shared/same-json.ts'
import type { AnyDocument, CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import type { NameOf } from '../../shared/lists/list-columns.ts'
import type { ListView } from '../../shared/lists/list-view.ts'
import type { StartedData } from './client.ts'
import type {
  ActionResult,
  DataService,
  Found,
  InboxEntry,
  ListRows,
  PendingChange,
  Place,
  Query,
  SaveResult,
  SessionState,
  SyncState,
  ViewWindow,
  WaitingChange,
} from './contract.ts'
import type { FileCollection, FileRecord } from '../../shared/files/file-document.ts'
import { recordIdsOf } from '../../shared/merged-records.ts'
import type { FileEntry, FileSummary, NewFile } from './files/file-contract.ts'
import { latestAfter } from './latest-after.ts'
import { liveStores } from './live-store.ts'
import { stateBeforeSignIn } from './state-before-sign-in.ts'
import { forgetSteps, journal, newStep } from './undo.ts'
import type { UndoOutcome, UndoStep } from './undo.ts'
import { nameStore, viewStore } from './view-store.ts'
import type { ViewState } from './view-store.ts'

export type {
  ActionResult,
  FieldChange,
  Found,
  InboxEntry,
  ListRows,
  LocalDocument,
  PendingChange,
  Place,
  Query,
  RepairOutcome,
  RepairState,
  Refusal,
  SaveResult,
  ServerState,
  SessionState,
  SyncState,
  ViewGroup,
  ViewWindow,
  WaitingChange,
} from './contract.ts'
export type { ViewState } from './view-store.ts'

export type { FileEntry, FileSummary, FileTransfer, NewFile, WaitingFile } from './files/file-contract.ts'

export { newStep, useSteps } from './undo.ts'
export type { UndoOutcome, UndoStep } from './undo.ts'

/** ms that the state of sync comes later to the screen, so that what a person changed is drawn before its mark. */
const syncLag = 40

const sessionStore = create<SessionState>(() => ({ phase: 'starting' }))
const syncStore = create<SyncState>(() => stateBeforeSignIn)
const inboxStore = create<{ entries: InboxEntry[] }>(() => ({ entries: [] }))
const stores = liveStores()
const names = nameStore(() => data())
const views = viewStore(() => data(), names.learn)
const steps = journal(() => data())
let service: DataService | undefined

function data(): DataService {
  if (!service) throw new Error('startData() has not been called')
  return service
}

/**
 * Tells the page what the data worker says. Whoever was signed in when the app was left is shown at once, while the
 * worker opens their database. A rejected promise means that it cannot be opened.
 */
export async function startData(started: StartedData): Promise<void> {
  if (service) return
  service = started.service
  const hears = (state: SessionState) => {
    const before = sessionStore.getState()
    // Every page that asks who is here is drawn anew when it is told.
    if (sameJson(before, state)) return
    sessionStore.setState(state, true)
    if (before.phase === state.phase || before.phase === 'starting') return
    stores.clear()
    views.clear()
    names.clear()
    forgetSteps()
  }
  void started.known.then((state) => {
    if (state && sessionStore.getState().phase === 'starting') hears(state)
  })
  await Promise.all([
    service.watchSession(hears),
    service.watchSync(latestAfter(syncLag, (state) => syncStore.setState(state, true))),
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

/**
 * A window over a view: the rows from `offset` on, the total, groups and sums, kept up to date. `limit: 0` asks
 * for counts and sums alone. While another window or another view is being fetched, what was there stays.
 */
export function useView(view: ListView | undefined, window: ViewWindow): ViewState {
  const text = view && JSON.stringify(view)
  const { offset, limit } = window
  const key = text === undefined ? undefined : `${text} ${limit}`
  const latest = useRef({ offset, limit })
  const subscribe = useCallback(
    (changed: () => void) =>
      text === undefined || key === undefined
        ? () => undefined
        : views.subscribe(key, JSON.parse(text) as ListView, latest.current, changed),
    [key, text],
  )
  const state = useSyncExternalStore(subscribe, () => views.read(key ?? ''))
  useEffect(() => {
    latest.current = { offset, limit }
    if (key !== undefined) views.move(key, latest.current)
  }, [key, offset, limit])
  const [kept, setKept] = useState(state)
  if (!state.loading && kept !== state) setKept(state)
  const isBehind = state.loading && key !== undefined && !kept.loading
  return useMemo(() => (isBehind ? { ...kept, isBehind } : state), [isBehind, kept, state])
}

/** What records are called: '' while it is being asked for, undefined when this device does not hold them. */
export const useNameOf = (): NameOf => useSyncExternalStore(names.subscribe, names.nameOf)

/** Ids of all rows of a view in its order, such as to select them all. */
export const viewIds = (view: ListView): Promise<string[]> => data().viewIds(view)

/** All rows of a view in its order, a few hundred at a time, such as for an export. */
export async function* viewRows(view: ListView, step = 500): AsyncGenerator<ListRows> {
  const ids = await data().viewIds(view)
  for (let from = 0; from < ids.length; from += step)
    yield await data().listRows(view.list, ids.slice(from, from + step))
}

/** These rows, once. */
export const listRows = (list: ListView['list'], ids: readonly string[]): Promise<ListRows> =>
  data().listRows(list, ids)

/** Where a record stands in a view; undefined while asking, and when it is not there. */
export function usePlaceInView(view: ListView | undefined, id: string): Place | undefined {
  const text = view && JSON.stringify(view)
  const [found, setFound] = useState<{ text: string; id: string; place: Place | undefined }>()
  useEffect(() => {
    if (text === undefined) return undefined
    let isLate = false
    void data()
      .placeInView(JSON.parse(text) as ListView, id)
      .then((place) => isLate || setFound({ text, id, place }))
      .catch(() => undefined)
    return () => {
      isLate = true
    }
  }, [text, id])
  return found && found.text === text && found.id === id ? found.place : undefined
}

/** The best matches of each kind of record, best first; typing mistakes are forgiven. */
export const searchRecords = (
  text: string,
  options?: { collections?: readonly CollectionName[]; limit?: number },
): Promise<Found[]> => data().search(text, options)

/** BCP 47: words in lists are sorted as this language does. */
export const setListLanguage = (language: string): Promise<void> => data().setLanguage(language)

/** The documents that match, once. */
export const findRecords = async <C extends CollectionName>(collection: C, query: Query) =>
  (await data().find(collection, query)) as DocumentIn<C>[]

/**
 * Makes a record; fields that the person does not set (owner, stamps) are settled. Works without a network.
 * Writes that belong to one action share a step, and are taken back together.
 */
export const createRecord = <C extends CollectionName>(
  collection: C,
  values: Partial<DocumentIn<C>>,
  step: UndoStep = newStep(),
): Promise<SaveResult> =>
  // What was asked of the office is taken back by asking for the opposite.
  collection === 'calls' ? data().create(collection, values) : steps.create(collection, values, step)

/** Changes only the named fields; undefined removes one. Works without a network. */
export const saveRecord = <C extends CollectionName>(
  collection: C,
  id: string,
  changes: Partial<DocumentIn<C>>,
  step: UndoStep = newStep(),
): Promise<SaveResult> => steps.save(collection, id, changes, step)

export const removeRecord = (
  collection: CollectionName,
  id: string,
  step: UndoStep = newStep(),
): Promise<SaveResult> => steps.remove(collection, id, step)

/** Takes back a step, the last one when none is named; undefined when there is none. */
export const undo = (step?: UndoStep): Promise<UndoOutcome | undefined> => steps.undo(step)
/** Does again what was taken back last. */
export const redo = (): Promise<UndoOutcome | undefined> => steps.redo()

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

/** The files of a record, with those of all that was merged into it; newest first, kept up to date. */
export function useFiles(
  collection: FileCollection,
  record: AnyDocument,
): { files: readonly FileEntry[]; loading: boolean } {
  const key = recordIdsOf(record).join(' ')
  const watch = useCallback(
    (listener: (files: FileEntry[]) => void) =>
      data().watchFiles(
        key.split(' ').map((id) => ({ collection, id })),
        listener,
      ),
    [collection, key],
  )
  const { value, loading } = useLive(`files ${collection} ${key}`, watch)
  return { files: value ?? none, loading }
}

/** The files of a record, once. */
export const findFiles = (record: FileRecord): Promise<FileEntry[]> =>
  new Promise((resolve, reject) => {
    let stop: Promise<() => void> | undefined
    stop = data().watchFiles([record], (files) => {
      resolve(files)
      void stop?.then((end) => end())
    })
    stop.catch(reject)
  })

const watchSummary = (listener: (summary: FileSummary) => void) => data().watchFileSummary(listener)
/** Undefined while loading. */
export const useFileSummary = (): FileSummary | undefined => useLive('files', watchSummary).value

/** Keeps a file on this device and sends it when it can; its id. Works without a network. */
export const addFile = (record: FileRecord, file: NewFile): Promise<ActionResult<string>> =>
  data().addFile(record, file)
export const removeFile = (id: string): Promise<ActionResult> => data().removeFile(id)
/** Undoes a removal, until the app is closed. */
export const restoreFile = (id: string): Promise<ActionResult> => data().restoreFile(id)
/** The bytes of a file, from this device or fetched from the office. */
export const openFile = (id: string): Promise<ActionResult<Blob>> => data().openFile(id)
export const stopTransfer = (id: string): Promise<void> => data().stopTransfer(id)
export const retryTransfer = (id: string): Promise<void> => data().retryTransfer(id)
/** Lets go of the bytes on this device that the office has too. */
export const freeFileSpace = (): Promise<void> => data().freeFileSpace()
