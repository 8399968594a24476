/**
 * What the page asks of the data worker. The worker owns RxDB, replication and the session; the page holds
 * plain values and live queries only, so that its thread stays free.
 *
 * Everything here crosses a thread: arguments and results are structured-cloneable, callbacks are Comlink
 * proxies. Expected outcomes are returned unions; a rejected promise means a bug or a broken database.
 */
import type { FieldError } from '../../shared/entities/define-entity.ts'
import type { AnyDocument, CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import type { CodedError } from '../../shared/errors.ts'
import type { ListName, ListRow } from '../../shared/lists/list-columns.ts'
import type { ListView } from '../../shared/lists/list-view.ts'
import type { Person } from '../../shared/roles.ts'
import type { Clash } from '../../shared/sync/merge-document.ts'
import type { FileService } from './files/file-contract.ts'

/** A document as the local database holds it. */
export type LocalDocument<C extends CollectionName> = DocumentIn<C> & {
  /** Falls as `updatedAt` rises: sorting it ascending gives newest first through an index. */
  updatedAtInverse: number
}

export interface Query {
  /** Mango selector over top-level fields. */
  selector?: Record<string, unknown>
  /** Sorted by one indexed field; newest first when absent. */
  sort?: Record<string, 'asc' | 'desc'>
  limit?: number
}

export type SessionState =
  /** With an error: the device has no room to open the person's records; it is tried again by itself. */
  | { phase: 'starting'; error?: CodedError }
  | { phase: 'signed-out'; server: ServerState }
  | { phase: 'signed-in'; person: Person; deviceId: string; server: ServerState }

export interface ServerState {
  /** Origin of the sync server, such as `https://crm.example`; the page's own origin in a browser. */
  url: string
  /** The server answered and has no administrator yet: show the first-run page. */
  needsSetup: boolean
  reachable: boolean
}

/** How a collection stands with the server, as the leading tab knows it. */
export interface CollectionState {
  /** Last complete answer to a pull, ISO UTC. */
  lastPull?: string
  /** Why it does not go on. */
  error?: CodedError
}

/** What a comparison of a collection with the server found, and healed. */
export interface RepairFindings {
  /** Documents of this device that were compared. */
  checked: number
  /** On the server and not here: fetched. */
  fetched: number
  /** Here in another state than on the server: fetched anew. */
  replaced: number
  /** Here and no longer on the server, or not to be seen: removed. */
  removed: number
  /** Changed on both sides: left to the sending of the changes that wait here. */
  unsent: number
}

export type RepairOutcome = ({ ok: true } & RepairFindings) | { ok: false; error: CodedError }

export interface RepairState {
  /** The collection that is being compared; absent when all are done. */
  current?: CollectionName
  /** When it began, ISO UTC. */
  at: string
  outcomes: Partial<Record<CollectionName, RepairOutcome>>
}

export interface SyncState {
  connection: 'online' | 'offline' | 'connecting'
  /** Changes of this device that the server has not confirmed, files among them. */
  waiting: number
  /** Open inbox entries by kind. */
  toDecide: number
  refused: number
  /** Last complete contact with the server, ISO UTC. */
  lastSync?: string
  /** The session ended on the server; work goes on locally until the person signs in again. */
  signInNeeded: boolean
  /** It was ended by an administrator: the records were taken from this device. */
  revoked: boolean
  updateRequired: boolean
  /** Present until every collection has arrived for the first time. */
  firstSync?: { received: number; collection: CollectionName }
  /** Ids of documents whose changes wait, by collection. */
  waitingIds: Partial<Record<CollectionName, string[]>>
  collections: Partial<Record<CollectionName, CollectionState>>
  /** The comparison with the server that runs, or the last one since the app was started. */
  repair?: RepairState
  error?: CodedError
}

/** What could not simply be applied; nothing a person typed vanishes, it ends here. */
export interface InboxEntry {
  id: string
  kind: 'clash' | 'refused' | 'access-lost'
  collection: CollectionName
  documentId: string
  /** The document's name, as the person knows it. */
  title: string
  at: string
  error?: CodedError
  clashes?: Clash[]
  /** The change was a deletion; `mine` is the document as it was. */
  deletion?: true
  /** What the person had typed: the whole document. */
  mine: AnyDocument
}

export type SaveResult = { ok: true; id: string } | Refusal
export interface Refusal {
  ok: false
  errors: FieldError[]
  error?: CodedError
}
/** With what is needed to take it back: the values of the named fields that changed, by field. */
export type ChangeResult =
  { ok: true; id: string; before: Record<string, unknown>; after: Record<string, unknown> } | Refusal
/** With the last state of what was removed. */
export type RemoveResult = { ok: true; id: string; removed: AnyDocument } | Refusal
export type ActionResult<T = undefined> = { ok: true; value: T } | { ok: false; error: CodedError }

export interface PendingChange {
  collection: CollectionName
  id: string
  title: string
  kind: 'create' | 'update' | 'delete'
}

/** A field of a waiting change: `was` is what the server confirmed last, undefined when it was empty. */
export interface FieldChange {
  field: string
  was: unknown
  now: unknown
}

/** A change that has not been sent, in full. */
export interface WaitingChange extends PendingChange {
  /** When the person made it, ISO UTC by this device's clock. */
  at: string
  changes: FieldChange[]
  /** What the server confirmed last is known here, so that the change can be discarded. */
  canDiscard: boolean
}

/** Which rows of a view are asked for; `limit: 0` asks for counts and sums alone, which costs no sorting. */
export interface ViewWindow {
  offset: number
  limit: number
}

/** Names of records by id; null for one that this device does not hold. */
export type Names = Record<string, string | null>

/** Rows that have the same value of the column that the view is grouped by, one after the other. */
export interface ViewGroup {
  /** An id where the column is a reference; absent for rows without a value. */
  key?: string | number | boolean
  count: number
  /** Minor units by currency, or a plain number under ''. */
  sums?: Record<string, number>
}

/** What a window shows now. */
export interface ViewAnswer {
  offset: number
  /** Of the rows in the window, in order. */
  ids: string[]
  /** Of these rows only those that are new or other than in the last answer. */
  rows: ListRow[]
  /** Names of the records that the rows refer to. */
  names: Partial<Record<CollectionName, Names>>
  /** Rows in the whole view. */
  total: number
  /** Of the view's `sum`, over all its rows. */
  sums?: Record<string, number>
  /** Of the view's `groupBy`, in the order of the rows. */
  groups?: ViewGroup[]
  /** The first rows while the list is still being read: order and total are not final. */
  provisional?: true
}

/** A Comlink proxy. */
export interface ViewHandle {
  move(window: ViewWindow): Promise<void>
  stop(): Promise<void>
}

/** Where a record stands in a view, and between which. */
export interface Place {
  index: number
  total: number
  previous?: string
  next?: string
}

export interface ListRows {
  rows: ListRow[]
  names: ViewAnswer['names']
}

/** A record that a search found; a greater score is a better match. */
export interface Found {
  collection: CollectionName
  id: string
  title: string
  score: number
}

/** Implemented by the worker. `Unsubscribe` and the callbacks are Comlink proxies. */
export interface DataService extends FileService {
  watchSession(listener: (state: SessionState) => void): Promise<() => void>
  watchSync(listener: (state: SyncState) => void): Promise<() => void>

  /** The first administrator of an empty company; signs them in. */
  setUp(input: { company: string; name: string; email: string; password: string }): Promise<ActionResult>
  signIn(input: { email: string; password: string }): Promise<ActionResult>
  /** Refuses with what is unsent unless `discard` is true. Removes the local data of the person. */
  signOut(options: { discard: boolean }): Promise<{ ok: true } | { ok: false; pending: PendingChange[] }>
  setServer(url: string): Promise<ActionResult>
  pendingChanges(): Promise<PendingChange[]>
  /** What waits to be sent, oldest first, field by field. */
  waitingChanges(): Promise<WaitingChange[]>
  /** Returns a record to the state that the server confirmed last; answers what was typed, to undo it. */
  discardChange(collection: CollectionName, id: string): Promise<ActionResult<WaitingChange>>
  /** Compares everything with the server and heals what differs; told of in `SyncState.repair`. */
  checkAndRepair(): Promise<void>
  syncNow(): Promise<void>

  live(
    collection: CollectionName,
    query: Query,
    listener: (documents: AnyDocument[]) => void,
  ): Promise<() => void>
  find(collection: CollectionName, query: Query): Promise<AnyDocument[]>
  get(collection: CollectionName, id: string): Promise<AnyDocument | undefined>
  count(collection: CollectionName): Promise<number>
  /** The number of documents of a collection, and again whenever it changes. */
  watchCount(collection: CollectionName, listener: (count: number) => void): Promise<() => void>

  /**
   * Follows a view: answers with the window at once and whenever something in it, its total, its groups or its
   * sums change. Rejects what `checkListView` refuses.
   */
  watchView(view: ListView, window: ViewWindow, listener: (answer: ViewAnswer) => void): Promise<ViewHandle>
  /** Ids of all rows of a view, in its order. */
  viewIds(view: ListView): Promise<string[]>
  /** Undefined when the record is not in the view. */
  placeInView(view: ListView, id: string): Promise<Place | undefined>
  /** These rows in this order, without those that are gone. Ask for a few hundred at a time. */
  listRows(list: ListName, ids: readonly string[]): Promise<ListRows>
  /** What records are called. */
  names(collection: CollectionName, ids: readonly string[]): Promise<Names>
  /** Records that are called otherwise since, or have gone (null). */
  watchNames(listener: (collection: CollectionName, names: Names) => void): Promise<() => void>
  /** The best matches of each collection, best first; typing mistakes are forgiven. */
  search(
    text: string,
    options?: { collections?: readonly CollectionName[]; limit?: number },
  ): Promise<Found[]>
  /** BCP 47; words are sorted as this language does. */
  setLanguage(language: string): Promise<void>

  /** Runs the entity's rules, settles ownership, writes locally. Never waits for the network. */
  create(collection: CollectionName, values: Record<string, unknown>): Promise<SaveResult>
  /** `changes` holds the fields to set; undefined removes a field. */
  save(collection: CollectionName, id: string, changes: Record<string, unknown>): Promise<ChangeResult>
  remove(collection: CollectionName, id: string): Promise<RemoveResult>
  /** Brings back a deleted record under its id; `document` is its last state, as `get` answered it. */
  restore(collection: CollectionName, document: AnyDocument): Promise<SaveResult>

  watchInbox(listener: (entries: InboxEntry[]) => void): Promise<() => void>
  /** `mine`: apply what was typed again (to the current state); `discard`: drop the entry. */
  resolveInbox(id: string, decision: 'mine' | 'discard'): Promise<SaveResult>
  /** Puts back an entry that was dropped. */
  restoreInbox(entry: InboxEntry): Promise<void>

  /** A call to the server's API with this session, for what only works online (administration, imports). */
  request<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<ActionResult<T>>
}

/** Where this data worker runs; given by the page, because a worker cannot know. */
export interface Surroundings {
  /** The page's origin in a browser; undefined in the desktop, where the person names the server. */
  origin?: string
  /** How an administrator recognises this device: name and platform. */
  device: { name: string; platform: string }
}

/** What the worker answers before it is started and after. */
export interface DataWorker extends DataService {
  /** Called once by the page, before anything else. `secrets` is a Comlink proxy. */
  start(secrets: SecretStore, surroundings: Surroundings): Promise<void>
}

/** Kept by the desktop's vault, or by the browser's storage where there is no desktop. */
export interface SecretStore {
  load(): Promise<string | undefined>
  save(secret: string): Promise<void>
  clear(): Promise<void>
}
