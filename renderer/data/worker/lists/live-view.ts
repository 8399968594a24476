/**
 * One view, kept in order while its rows change, and the windows that look at it. A single edit moves one row;
 * a flood of them makes the view anew. Nothing is sorted until a window asks for rows, and a window gets only
 * what it does not have yet.
 */
import type { CollectionName } from '../../../../shared/entities/index.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'
import { columnsOf } from '../../../../shared/lists/list-columns.ts'
import type { ListView } from '../../../../shared/lists/list-view.ts'
import type { Place, ViewAnswer, ViewGroup, ViewWindow } from '../../contract.ts'
import { giveWay } from './give-way.ts'
import { amountOf, comparerOf, groupOf, matcherOf, sortRows } from './list-query.ts'
import type { Around, GroupKey } from './list-query.ts'
import type { RowChange, Table } from './table.ts'

export interface ViewSources {
  table: Table
  around: () => Around
  /** Resolves when everything that the view is computed from is in memory. */
  complete: () => Promise<void>
  /** Rows that the words of the view are found in; undefined for all. */
  found: () => ((row: ListRow) => boolean) | undefined
  /** The first rows, nearly in order, while the rest is being read. */
  firstRows: (limit: number) => Promise<ListRow[] | undefined>
  /** The row as the page gets it. */
  outward: (row: ListRow) => ListRow
  /** Names of these records, read where they are not in memory. */
  names: (ids: ReadonlyMap<CollectionName, ReadonlySet<string>>) => Promise<ViewAnswer['names']>
  report: (reason: unknown) => void
}

export interface LiveView {
  watch(
    window: ViewWindow,
    listener: (answer: ViewAnswer) => void,
  ): { move(window: ViewWindow): void; stop(): void }
  ids(): Promise<string[]>
  place(id: string): Promise<Place | undefined>
  /** Something that every row may depend on has changed, such as a name, the day or the language. */
  renew(): void
  /** Names of referred records changed; the order does not depend on them. */
  refresh(): void
  /** When it was last needed, milliseconds. */
  readonly usedAt: number
  readonly isWatched: boolean
  close(): void
}

interface Watcher {
  window: ViewWindow
  listener: (answer: ViewAnswer) => void
  /** What the page has: the rows of the last answer. */
  sent: ReadonlyMap<string, ListRow>
  last: string
}

/** Rows that a person sees at once on a large screen; the storage takes its time for each. */
const soonest = 60
/** More changes at once than this make the view anew. */
const many = 200
/** Milliseconds between two answers while changes come in floods; a single edit is told at once. */
const floodGap = 200

export function openView(view: ListView, sources: ViewSources): LiveView {
  const { table, around } = sources
  const watchers = new Set<Watcher>()
  const references = [...columnsOf(view.list).values()].filter(({ kind }) => kind === 'reference')
  let rows: ListRow[] | undefined
  let isSorted = false
  let isFlood = false
  let toldAt = 0
  let isFlushing = false
  let usedAt = Date.now()
  let closed = false

  const matches = () => {
    const [byConditions, byWords] = [matcherOf(view, around()), sources.found()]
    if (!byConditions || !byWords) return byConditions ?? byWords
    return (row: ListRow) => byConditions(row) && byWords(row)
  }

  function members(): ListRow[] {
    if (!rows) {
      const wanted = matches()
      rows = wanted ? [...table.rows.values()].filter(wanted) : [...table.rows.values()]
      isSorted = false
    }
    return rows
  }

  function ordered(): ListRow[] {
    if (!isSorted) {
      rows = sortRows(members(), view, around())
      isSorted = true
    }
    return members()
  }

  function forget() {
    rows = undefined
    isSorted = false
  }

  const changes = table.changes$.subscribe((changed) => {
    if (rows) apply(changed)
    if (watchers.size > 0) flushSoon(changed.length > many)
  })

  function apply(changed: readonly RowChange[]) {
    // What is found by words is known to the index alone, after it has heard of the change.
    if (!rows || changed.length > many || view.search) return forget()
    const wanted = matches()
    const compare = isSorted ? comparerOf(view, around()) : undefined
    for (const { was, now } of changed) {
      if (was) {
        const at = rows.indexOf(was)
        if (at >= 0) rows.splice(at, 1)
      }
      if (now && (!wanted || wanted(now)))
        rows.splice(compare ? placeOf(rows, now, compare) : rows.length, 0, now)
    }
  }

  function flushSoon(flood: boolean) {
    isFlood ||= flood
    if (isFlushing || closed) return
    isFlushing = true
    void flush().catch(sources.report)
  }

  async function flush() {
    const wait = isFlood ? toldAt + floodGap - Date.now() : 0
    await (wait > 0 ? new Promise((resolve) => setTimeout(resolve, wait)) : giveWay())
    isFlushing = false
    isFlood = false
    toldAt = Date.now()
    for (const watcher of watchers) void tell(watcher).catch(sources.report)
  }

  async function tell(watcher: Watcher) {
    if (!table.isComplete) return
    const { window } = watcher
    const list = window.limit > 0 ? ordered() : members()
    await answer(watcher, list.slice(window.offset, window.offset + window.limit), summaryOf(list))
  }

  async function answer(watcher: Watcher, shown: readonly ListRow[], summary: Summary, provisional = false) {
    const { window } = watcher
    const ids = shown.map(({ id }) => id)
    const changed = shown.filter((row) => watcher.sent.get(row.id) !== row)
    watcher.sent = new Map(shown.map((row) => [row.id, row]))
    const names = await sources.names(referredBy(shown))
    if (!watchers.has(watcher) || watcher.window !== window) return
    const said = JSON.stringify([window, ids, summary, names, provisional])
    if (changed.length === 0 && said === watcher.last) return
    watcher.last = said
    watcher.listener({
      offset: window.offset,
      ids,
      rows: changed.map(sources.outward),
      names,
      ...summary,
      ...(provisional && { provisional: true as const }),
    })
  }

  function referredBy(shown: readonly ListRow[]): Map<CollectionName, Set<string>> {
    const ids = new Map<CollectionName, Set<string>>()
    const { nameOf } = around()
    for (const column of references)
      for (const row of shown) {
        const id = column.value(row, nameOf)
        if (!column.to || typeof id !== 'string') continue
        const known = ids.get(column.to) ?? new Set()
        ids.set(column.to, known.add(id))
      }
    return ids
  }

  function summaryOf(list: readonly ListRow[]): Summary {
    const group = groupOf(view, around())
    const amount = amountOf(view, around())
    if (!group && !amount) return { total: list.length }
    const sums: Record<string, number> = {}
    const groups = new Map<GroupKey, ViewGroup>()
    for (const row of list) {
      const added = amount?.(row)
      if (added) sums[added.currency] = (sums[added.currency] ?? 0) + added.amount
      if (!group) continue
      const key = group(row)
      let known = groups.get(key)
      if (!known) {
        known = { ...(key !== undefined && { key }), count: 0, ...(amount && { sums: {} }) }
        groups.set(key, known)
      }
      known.count++
      if (added && known.sums) known.sums[added.currency] = (known.sums[added.currency] ?? 0) + added.amount
    }
    return {
      total: list.length,
      ...(amount && { sums }),
      ...(group && { groups: [...groups.values()] }),
    }
  }

  async function start(watcher: Watcher) {
    usedAt = Date.now()
    if (!table.isComplete && watcher.window.limit > 0 && watcher.window.offset === 0) {
      // Before the rest is asked for, or it would wait behind that.
      const first = await sources.firstRows(Math.min(watcher.window.limit, soonest))
      if (first && !table.isComplete && first.length > 0)
        await answer(watcher, first, { total: first.length }, true)
    }
    await sources.complete()
    if (watchers.has(watcher)) await tell(watcher)
  }

  return {
    watch(window, listener) {
      const watcher: Watcher = { window, listener, sent: new Map(), last: '' }
      watchers.add(watcher)
      void start(watcher).catch(sources.report)
      return {
        move(next) {
          watcher.window = next
          usedAt = Date.now()
          void tell(watcher).catch(sources.report)
        },
        stop() {
          watchers.delete(watcher)
          usedAt = Date.now()
        },
      }
    },
    async ids() {
      usedAt = Date.now()
      await sources.complete()
      return ordered().map(({ id }) => id)
    },
    async place(id) {
      usedAt = Date.now()
      await sources.complete()
      const row = table.rows.get(id)
      const list = ordered()
      const at = row ? list.indexOf(row) : -1
      if (at < 0) return undefined
      const [previous, next] = [list[at - 1]?.id, list[at + 1]?.id]
      return {
        index: at,
        total: list.length,
        ...(previous !== undefined && { previous }),
        ...(next !== undefined && { next }),
      }
    },
    renew() {
      forget()
      if (watchers.size > 0) flushSoon(true)
    },
    refresh() {
      if (watchers.size > 0) flushSoon(false)
    },
    get usedAt() {
      return usedAt
    },
    get isWatched() {
      return watchers.size > 0
    },
    close() {
      closed = true
      changes.unsubscribe()
      watchers.clear()
      forget()
    },
  }
}

type Summary = Pick<ViewAnswer, 'total' | 'sums' | 'groups'>

/** Where a row goes in a sorted list. */
function placeOf(
  rows: readonly ListRow[],
  row: ListRow,
  compare: (a: ListRow, b: ListRow) => number,
): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const other = rows[middle]
    if (other && compare(other, row) <= 0) from = middle + 1
    else to = middle
  }
  return from
}
