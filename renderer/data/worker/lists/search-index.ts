/**
 * Full-text search over one collection. Made from the table in memory, in slices that let other work through,
 * and kept by the table's changes: a record that goes takes its words along at once. Nothing of it is stored:
 * making it anew is as fast as reading it would be, and a stored index would keep words of what has gone.
 */
import MiniSearch from 'minisearch'
import type { Query, SearchOptions } from 'minisearch'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import { giveWay } from './give-way.ts'
import { phoneWordOf, searchTextOf, wordsIn, wordsOf } from './search-text.ts'
import type { SearchText } from './search-text.ts'
import type { Table } from './table.ts'

export interface Hit {
  id: string
  score: number
}

export interface SearchIndex {
  readonly isReady: boolean
  /** Resolves when every record is in it; starts it. */
  ready(): Promise<void>
  /** Best first. `careful` looks for the words as they were typed, otherwise mistakes are forgiven. */
  find(words: readonly string[], options: { careful: boolean; titlesOnly?: boolean }): Hit[]
  close(): void
}

/** Milliseconds of work between two moments at which other work may go first. */
const slice = 10
const wholeWordOnly = 1
/** Of a telephone number, those that are written the same everywhere; one of the ends that are indexed. */
const nationalDigits = 9

export function openSearchIndex(collection: CollectionName, table: Table): SearchIndex {
  const index = new MiniSearch<SearchText>({
    fields: ['title', 'keys', 'text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    autoVacuum: false,
  })
  let building: Promise<void> | undefined
  let isReady = false
  let closed = false
  const add = (text: SearchText) => {
    if (!index.has(text.id)) index.add(text)
  }
  const changes = table.changes$.subscribe((rows) => {
    if (!building) return
    for (const { was, now } of rows) {
      if (was && index.has(was.id)) index.remove(searchTextOf(collection, was))
      if (now) add(searchTextOf(collection, now))
    }
  })

  async function build() {
    await table.complete()
    let started = performance.now()
    const ids = Array.from(table.rows.keys())
    for (const id of ids) {
      if (closed) return
      // Read when its turn comes: it may have changed or gone since.
      const row = table.rows.get(id)
      if (row) add(searchTextOf(collection, row))
      if (performance.now() - started < slice) continue
      await giveWay()
      started = performance.now()
    }
    isReady = true
  }

  return {
    get isReady() {
      return isReady
    },
    ready: () => (building ??= build()),
    find(words, { careful, titlesOnly }) {
      if (words.length === 0) return []
      const options: SearchOptions = {
        boost: { title: 4, keys: 2 },
        combineWith: 'AND',
        ...(titlesOnly && { fields: ['title'] }),
      }
      const hits = index.search(
        { combineWith: 'AND', queries: words.map((word) => queryFor(word, careful)) },
        options,
      )
      return hits.map(({ id, score }) => ({ id: id as string, score }))
    },
    close() {
      closed = true
      changes.unsubscribe()
      index.removeAll()
    },
  }
}

/** The words of a query; a telephone number is one of them, however it is written. */
export function queryWords(text: string): string[] {
  const phone = phoneWordOf(text.trim())
  if (phone) return [phone]
  return [...new Set(text.toLowerCase().trim().split(/\s+/).flatMap(wordsIn))].slice(0, 8)
}

function queryFor(word: string, careful: boolean): Query {
  const exact: Query = { queries: [word], prefix: word.length > wholeWordOnly, fuzzy: false }
  if (word.startsWith('#')) {
    const digits = word.slice(1)
    // A short number is more often one of an order; a long one may name its country otherwise than the record.
    const other = digits.length > nationalDigits ? `#${digits.slice(-nationalDigits)}` : digits
    return { combineWith: 'OR', queries: [exact, { queries: [other], prefix: true, fuzzy: false }] }
  }
  if (careful || word.length < 4 || /\d/.test(word)) return exact
  const swapped = Array.from({ length: word.length - 1 }, (_, at) => swap(word, at))
  return {
    combineWith: 'OR',
    queries: [
      { queries: [word], prefix: true, fuzzy: 0.2 },
      { combineWith: 'OR', queries: swapped, prefix: true, fuzzy: false, boostTerm: () => 0.5 },
    ],
  }
}

/** Two neighbouring letters exchanged, the most frequent slip, counts as two mistakes otherwise. */
const swap = (word: string, at: number) =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
