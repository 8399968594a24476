/**
 * The page's end of lists: a window over a view, kept up to date by the worker. The page holds the rows of the
 * window and nothing else; a view that was just left is kept for a moment, because people come back.
 */
import type { NameOf } from '../../shared/lists/list-columns.ts'
import type { ListRow } from '../../shared/lists/list-columns.ts'
import type { ListView } from '../../shared/lists/list-view.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { DataService, Names, ViewAnswer, ViewHandle, ViewWindow } from './contract.ts'
import { giveWay } from './worker/lists/give-way.ts'

export interface ViewState {
  /** Place of the first row held. */
  offset: number
  rows: readonly ListRow[]
  /** Undefined until the first answer. */
  total: number | undefined
  sums?: Record<string, number>
  groups?: ViewAnswer['groups']
  /** Order and total are not final yet. */
  provisional: boolean
  loading: boolean
  /** This is what another view answered; the answer of the one asked for is on its way. */
  isBehind?: true
  error?: Error
}

const nothing: ViewState = { offset: 0, rows: [], total: undefined, provisional: false, loading: true }
const lingering = 5_000

interface Entry {
  state: ViewState
  window: ViewWindow
  handle?: ViewHandle
  listeners: Set<() => void>
  timer?: ReturnType<typeof setTimeout>
  ended: boolean
}

export interface ViewStore {
  subscribe: (key: string, view: ListView, window: ViewWindow, changed: () => void) => () => void
  read: (key: string) => ViewState
  /** Asks for other rows; those held stay until the answer comes. */
  move: (key: string, window: ViewWindow) => void
  /** Forgets what nobody looks at, such as after a sign-out. */
  clear: () => void
}

/** `learn` is told the names that come with rows. */
export function viewStore(
  service: () => DataService,
  learn: (names: ViewAnswer['names']) => void,
): ViewStore {
  const entries = new Map<string, Entry>()
  /** One change of a record is answered by every view that it touches: the page is drawn once for all of them. */
  const told = new Set<Entry>()
  const tellSoon = inOneTurn(() => {
    const changed = [...told]
    told.clear()
    for (const { listeners } of changed) for (const listener of listeners) listener()
  })

  function start(key: string, view: ListView, window: ViewWindow): Entry {
    const entry: Entry = { state: nothing, window, listeners: new Set(), ended: false }
    entries.set(key, entry)
    const tell = (state: ViewState) => {
      entry.state = state
      told.add(entry)
      tellSoon()
    }
    service()
      .watchView(view, window, (answer) => {
        if (entry.ended) return
        learn(answer.names)
        tell(merge(entry.state, answer))
      })
      .then(
        (handle) => {
          entry.handle = handle
          if (entry.ended) return handle.stop()
          return entry.window === window ? undefined : handle.move(entry.window)
        },
        (reason: unknown) =>
          tell({
            ...nothing,
            loading: false,
            error: reason instanceof Error ? reason : new Error(String(reason)),
          }),
      )
      .catch(() => undefined)
    return entry
  }

  function end(key: string, entry: Entry) {
    if (entries.get(key) === entry) entries.delete(key)
    entry.ended = true
    void entry.handle?.stop()
  }

  return {
    subscribe(key, view, window, changed) {
      const entry = entries.get(key) ?? start(key, view, window)
      clearTimeout(entry.timer)
      entry.listeners.add(changed)
      return () => {
        entry.listeners.delete(changed)
        if (entry.listeners.size === 0) entry.timer = setTimeout(() => end(key, entry), lingering)
      }
    },
    read: (key) => entries.get(key)?.state ?? nothing,
    move(key, window) {
      const entry = entries.get(key)
      if (!entry || (entry.window.offset === window.offset && entry.window.limit === window.limit)) return
      entry.window = window
      void entry.handle?.move(window)
    },
    clear() {
      for (const [key, entry] of entries) if (entry.listeners.size === 0) end(key, entry)
    },
  }
}

/** Does `work` once the messages that have arrived by now are read, however often it is asked for meanwhile. */
function inOneTurn(work: () => void): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    void giveWay().then(() => {
      isAsked = false
      work()
    })
  }
}

/** A row that did not change is the same object, so that it is not drawn again. */
function merge(state: ViewState, answer: ViewAnswer): ViewState {
  const known = new Map(state.rows.map((row) => [row.id, row]))
  for (const row of answer.rows) known.set(row.id, row)
  return {
    offset: answer.offset,
    rows: answer.ids.flatMap((id) => known.get(id) ?? []),
    total: answer.total,
    provisional: answer.provisional === true,
    loading: false,
    ...(answer.sums && { sums: answer.sums }),
    ...(answer.groups && { groups: answer.groups }),
  }
}

export interface NameStore {
  subscribe: (changed: () => void) => () => void
  /**
   * The name of a record, '' while it is being asked for, undefined when this device does not hold it. The
   * function is another one after a name that it was asked for became known or changed.
   */
  nameOf: () => NameOf
  learn: (names: ViewAnswer['names']) => void
  clear: () => void
}

export function nameStore(service: () => DataService): NameStore {
  let known = new Map<CollectionName, Map<string, string | null>>()
  let asked = new Map<CollectionName, Set<string>>()
  let isAsking = false
  let isWatching = false
  const listeners = new Set<() => void>()
  const inside = <T>(all: Map<CollectionName, T>, collection: CollectionName, make: () => T): T => {
    let one = all.get(collection)
    if (!one) {
      one = make()
      all.set(collection, one)
    }
    return one
  }

  const reader = (): NameOf => (collection, id) => {
    const name = known.get(collection)?.get(id)
    if (name !== undefined) return name ?? undefined
    inside(asked, collection, () => new Set<string>()).add(id)
    askSoon()
    return ''
  }
  let current = reader()

  function tell() {
    current = reader()
    for (const listener of listeners) listener()
  }

  /** Tells only when somebody has asked for one of them, or knew another name. */
  function put(collection: CollectionName, names: Names) {
    const held = inside(known, collection, () => new Map<string, string | null>())
    const wanted = asked.get(collection)
    let isNews = false
    for (const [id, name] of Object.entries(names)) {
      const before = held.get(id)
      if (before === name) continue
      if (before !== undefined || wanted?.has(id)) isNews = true
      held.set(id, name)
      wanted?.delete(id)
    }
    return isNews
  }

  function askSoon() {
    if (isAsking) return
    isAsking = true
    queueMicrotask(() => void ask())
  }

  async function ask() {
    watch()
    const wanted = asked
    const from = known
    asked = new Map()
    isAsking = false
    for (const [collection, ids] of wanted) {
      const names = await service()
        .names(collection, [...ids])
        .catch((): Names => ({}))
      if (from !== known) return
      const before = inside(known, collection, () => new Map<string, string | null>())
      let isNews = false
      for (const [id, name] of Object.entries(names)) {
        if (before.get(id) === name) continue
        before.set(id, name)
        isNews = true
      }
      if (isNews) tell()
    }
  }

  function watch() {
    if (isWatching) return
    isWatching = true
    void service().watchNames((collection, names) => {
      if (put(collection, names)) tell()
    })
  }

  return {
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    nameOf: () => current,
    learn(names) {
      watch()
      let isNews = false
      for (const [collection, each] of Object.entries(names))
        if (put(collection as CollectionName, each)) isNews = true
      if (isNews) tell()
    },
    clear() {
      known = new Map()
      asked = new Map()
      tell()
    },
  }
}
