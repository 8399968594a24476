/**
 * The lists of a workspace: tables in memory, live views over them, names of records and full-text search.
 * Tables are read when a list first needs them, and all of them quietly soon after the start, so that the next
 * list is there at once. Everything goes with the workspace.
 */
import { normalizeMangoQuery, prepareQuery } from 'rxdb/plugins/core'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import { collectionOf } from '../../../../shared/lists/list-columns.ts'
import type { ListName, ListRow, NameOf } from '../../../../shared/lists/list-columns.ts'
import { checkListView } from '../../../../shared/lists/list-view.ts'
import type { ListView } from '../../../../shared/lists/list-view.ts'
import type { Found, ListRows, Names, Place, ViewAnswer, ViewHandle, ViewWindow } from '../../contract.ts'
import { fromLocal } from '../local-shape.ts'
import type { LocalRecord } from '../local-shape.ts'
import type { LocalDatabase } from '../open-database.ts'
import { giveWay } from './give-way.ts'
import { itemTable } from './item-table.ts'
import { dayAt, dependsOnDay, namesUsedBy } from './list-query.ts'
import type { Around } from './list-query.ts'
import { openView } from './live-view.ts'
import type { LiveView } from './live-view.ts'
import { findWords } from './find-words.ts'
import { openSearchIndex, queryWords } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { openTable } from './table.ts'
import type { Table } from './table.ts'

export interface Lists {
  watchView: (view: ListView, window: ViewWindow, listener: (answer: ViewAnswer) => void) => ViewHandle
  viewIds: (view: ListView) => Promise<string[]>
  placeInView: (view: ListView, id: string) => Promise<Place | undefined>
  listRows: (list: ListName, ids: readonly string[]) => Promise<ListRows>
  names: (collection: CollectionName, ids: readonly string[]) => Promise<Names>
  watchNames: (listener: (collection: CollectionName, names: Names) => void) => () => void
  search: (
    text: string,
    options?: { collections?: readonly CollectionName[]; limit?: number },
  ) => Promise<Found[]>
  setLanguage: (language: string) => void
  close: () => void
}

/** What a person searches and lists; the rest is read when somebody asks. */
const searched: readonly CollectionName[] = [
  'customers',
  'leads',
  'orders',
  'products',
  'salesReps',
  'tasks',
  'cases',
  'interactions',
]
/** Views that nobody looks at and that are kept up to date, for coming back. */
const keptViews = 8
const warmUpAfter = 1_000
const dayCheck = 30_000
const mostShown = 6

export function openLists(options: {
  database: LocalDatabase
  personId: () => string
  /** Everything has arrived once; nothing is read ahead before. */
  isFilled: Promise<unknown>
  now: () => number
  report: (reason: unknown) => void
}): Lists {
  const { database, personId, isFilled, now, report } = options
  const tables = new Map<ListName, Table>()
  const indexes = new Map<CollectionName, SearchIndex>()
  const views = new Map<string, { view: ListView; live: LiveView }>()
  /** Ids whose names the page was told, and is told of again when they change or go. */
  const named = new Map<CollectionName, Set<string>>()
  const nameWatchers = new Set<(collection: CollectionName, names: Names) => void>()
  let collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  let today = dayAt(now())
  let closed = false

  function tableOf(list: ListName): Table {
    let table = tables.get(list)
    if (!table) {
      if (list === 'orderItems') table = itemTable(tableOf('orders'))
      else {
        table = openTable(list, database.collections[list], report)
        followNames(list, table)
      }
      tables.set(list, table)
    }
    return table
  }

  const titleIn = (collection: CollectionName, row: ListRow) => entityOf(collection).title(row)
  const nameOf: NameOf = (collection, id) => {
    const row = tables.get(collection)?.rows.get(id)
    return row && titleIn(collection, row)
  }
  const around = (): Around => ({ nameOf, personId: personId(), now: now(), collator })

  /** A record that is called otherwise is called so wherever it is referred to. */
  function followNames(collection: CollectionName, table: Table) {
    table.changes$.subscribe((changes) => {
      const renamed: Names = {}
      for (const { was, now: is } of changes) {
        const [before, after] = [was && titleIn(collection, was), is && titleIn(collection, is)]
        const id = is?.id ?? was?.id
        if (before !== after && id !== undefined) renamed[id] = after ?? null
      }
      if (Object.keys(renamed).length === 0) return
      tellNames(collection, renamed)
      for (const { view, live } of views.values()) {
        if (view.list === collection) continue
        if (namesNeeded(view).has(collection)) live.renew()
        else live.refresh()
      }
    })
  }

  function tellNames(collection: CollectionName, renamed: Names) {
    const known = named.get(collection)
    const news = Object.entries(renamed).filter(([id]) => known?.has(id))
    if (news.length === 0) return
    for (const watcher of nameWatchers) watcher(collection, Object.fromEntries(news))
  }

  /** Collections whose names decide which rows there are and in what order. */
  const namesNeeded = (view: ListView): Set<string> =>
    view.search ? new Set([...namesUsedBy(view), ...findWords.namesOf(view.list)]) : namesUsedBy(view)

  function liveView(view: ListView): LiveView {
    const problems = checkListView(view)
    if (problems.length > 0) throw new Error(`not a view: ${problems.join('; ')}`)
    const key = JSON.stringify(view)
    let known = views.get(key)
    if (!known) {
      known = { view, live: makeView(view) }
      views.set(key, known)
      forgetOldViews()
    }
    return known.live
  }

  function makeView(view: ListView): LiveView {
    const table = tableOf(view.list)
    const collection = collectionOf(view.list)
    const needed = namesNeeded(view) as Set<CollectionName>
    const words = view.search ? queryWords(view.search) : []
    return openView(view, {
      table,
      around,
      report,
      async complete() {
        await Promise.all([table.complete(), ...[...needed].map((name) => tableOf(name).complete())])
      },
      found: () =>
        words.length > 0
          ? findWords.matcher(view.list, words, indexOf, (name) => tableOf(name), nameOf)
          : undefined,
      firstRows: (limit) => firstRows(view, limit),
      outward: view.list === 'orderItems' ? (row) => row : (row) => outward(collection, row),
      names: namesFor,
    })
  }

  function forgetOldViews() {
    const idle = [...views].filter(([, { live }]) => !live.isWatched)
    if (idle.length <= keptViews) return
    idle.sort(([, a], [, b]) => a.live.usedAt - b.live.usedAt)
    for (const [key, { live }] of idle.slice(0, idle.length - keptViews)) {
      live.close()
      views.delete(key)
    }
  }

  const outward = (collection: CollectionName, row: ListRow): ListRow => fromLocal(entityOf(collection), row)

  async function firstBy(sort: string, collection: CollectionName, limit: number) {
    const storage = database.collections[collection].internalStorageInstance
    const asked = normalizeMangoQuery<LocalRecord>(storage.schema, {
      selector: { _deleted: { $eq: false } },
      sort: [{ [sort]: 'asc' }],
      limit,
    } as never)
    const { documents } = await storage.query(prepareQuery(storage.schema, asked as never))
    return documents as unknown as ListRow[]
  }

  /** By the index that comes nearest to the order asked for; none where too much would be missing. */
  async function firstRows(view: ListView, limit: number): Promise<ListRow[] | undefined> {
    if (view.list === 'orderItems' || view.where?.length || view.search || view.groupBy) return undefined
    const { list } = view
    const entity = entityOf(list)
    const has = (name: string) => entity.indexes.some((index) => index.join() === name)
    const [first] = view.sort ?? []
    const by = first?.by === 'title' ? 'name' : first?.by
    if (by !== undefined && !first?.desc && has(by)) return firstBy(by, list, limit)
    return has('updatedAtInverse') ? firstBy('updatedAtInverse', list, limit) : undefined
  }

  async function names(collection: CollectionName, ids: readonly string[]): Promise<Names> {
    const answer: Names = {}
    const table = tableOf(collection)
    remember(collection, ids)
    const missing: string[] = []
    for (const id of ids) {
      const row = table.rows.get(id)
      answer[id] = row ? titleIn(collection, row) : null
      if (!row) missing.push(id)
    }
    if (missing.length === 0 || table.isComplete) return answer
    const stored = await database.collections[collection].internalStorageInstance.findDocumentsById(
      missing,
      false,
    )
    for (const document of stored) answer[document.id] = titleIn(collection, document)
    return answer
  }

  function remember(collection: CollectionName, ids: Iterable<string>) {
    const known = named.get(collection) ?? new Set()
    for (const id of ids) known.add(id)
    named.set(collection, known)
  }

  async function namesFor(ids: ReadonlyMap<CollectionName, ReadonlySet<string>>) {
    const answer: ViewAnswer['names'] = {}
    for (const [collection, wanted] of ids) {
      const table = tables.get(collection)
      remember(collection, wanted)
      // Not a turn of the event loop more than needed: a person waits for these rows.
      answer[collection] = table?.isComplete
        ? Object.fromEntries([...wanted].map((id) => [id, nameOf(collection, id) ?? null]))
        : await names(collection, [...wanted])
    }
    return answer
  }

  function indexOf(collection: CollectionName): SearchIndex {
    let index = indexes.get(collection)
    if (!index) {
      index = openSearchIndex(collection, tableOf(collection))
      indexes.set(collection, index)
    }
    return index
  }

  async function search(
    text: string,
    asked: { collections?: readonly CollectionName[]; limit?: number } = {},
  ): Promise<Found[]> {
    const words = queryWords(text)
    if (words.length === 0) return []
    const found: Found[] = []
    for (const collection of asked.collections ?? searched) {
      const hits = findWords.best(collection, words, indexOf(collection), tableOf(collection))
      for (const { id, score } of hits.slice(0, asked.limit ?? mostShown)) {
        const row = tableOf(collection).rows.get(id)
        if (row) found.push({ collection, id, title: titleIn(collection, row), score })
      }
    }
    return found.sort((a, b) => b.score - a.score)
  }

  /** Reads what is not read yet, the search last; whoever asks meanwhile goes first. */
  async function warmUp() {
    await isFilled
    for (const collection of searched) {
      if (closed) return
      await tableOf(collection).complete()
      await giveWay()
    }
    for (const collection of searched) {
      if (closed) return
      await indexOf(collection).ready()
      for (const { view, live } of views.values()) if (view.search && view.list === collection) live.renew()
    }
  }
  const warming = setTimeout(() => void warmUp().catch(report), warmUpAfter)

  const nightfall = setInterval(() => {
    const day = dayAt(now())
    if (day === today) return
    today = day
    for (const { view, live } of views.values()) if (dependsOnDay(view)) live.renew()
  }, dayCheck)

  return {
    watchView(view, window, listener) {
      const watching = liveView(view).watch(window, listener)
      return {
        move: async (next) => watching.move(next),
        async stop() {
          watching.stop()
          forgetOldViews()
        },
      }
    },
    viewIds: async (view) => liveView(view).ids(),
    placeInView: async (view, id) => liveView(view).place(id),
    async listRows(list, ids) {
      const table = tableOf(list)
      await table.complete()
      const rows = ids.flatMap((id) => table.rows.get(id) ?? [])
      return {
        rows: list === 'orderItems' ? rows : rows.map((row) => outward(list, row)),
        names: await namesFor(findWords.referencesOf(list, rows)),
      }
    },
    names,
    watchNames(listener) {
      nameWatchers.add(listener)
      return () => nameWatchers.delete(listener)
    },
    search,
    setLanguage(language) {
      collator = new Intl.Collator(language || undefined, { numeric: true, sensitivity: 'base' })
      for (const { live } of views.values()) live.renew()
    },
    close() {
      closed = true
      for (const [collection, ids] of named)
        tellNames(collection, Object.fromEntries([...ids].map((id) => [id, null])))
      clearTimeout(warming)
      clearInterval(nightfall)
      for (const { live } of views.values()) live.close()
      for (const index of indexes.values()) index.close()
      for (const table of tables.values()) table.close()
      views.clear()
      indexes.clear()
      tables.clear()
      nameWatchers.clear()
    },
  }
}
