/**
 * How words find rows. A list looks in what is written in a record, in the names of the records it refers to
 * and in its choices, for every word; typing mistakes are forgiven only where the words as typed find nothing,
 * so that a list is not full of what merely looks alike. The palette wants the best few, by score.
 */
import { entityOf } from '../../../../shared/entities/index.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import { fold } from '../../../../shared/lists/fold.ts'
import { collectionOf, columnsOf } from '../../../../shared/lists/list-columns.ts'
import type { ListName, ListRow, NameOf } from '../../../../shared/lists/list-columns.ts'
import type { Hit, SearchIndex } from './search-index.ts'
import type { Table } from './table.ts'

type Matches = (row: ListRow) => boolean

const referencesIn = (list: ListName) =>
  [...columnsOf(list).values()].flatMap((column) =>
    // Who wrote or changed a record is not what anybody looks for in a list.
    column.kind === 'reference' && column.to && !['createdBy', 'updatedBy'].includes(column.name)
      ? [{ column, to: column.to }]
      : [],
  )

const namesOf = (list: ListName): Set<CollectionName> => new Set(referencesIn(list).map(({ to }) => to))

const noNames: NameOf = () => undefined

/** The ids that rows refer to, by collection. */
function referencesOf(list: ListName, rows: readonly ListRow[]): Map<CollectionName, Set<string>> {
  const ids = new Map<CollectionName, Set<string>>()
  for (const column of columnsOf(list).values()) {
    if (column.kind !== 'reference' || !column.to) continue
    for (const row of rows) {
      const id = column.value(row, noNames)
      if (typeof id !== 'string') continue
      ids.set(column.to, (ids.get(column.to) ?? new Set()).add(id))
    }
  }
  return ids
}

function choicesMatching(list: ListName, word: string): Matches[] {
  const fields = entityOf(collectionOf(list)).fields
  return [...columnsOf(list).values()].flatMap((column) => {
    if (column.kind !== 'choice') return []
    const labels =
      fields[column.name]?.options ?? column.options?.map((value) => ({ value, label: value })) ?? []
    const values = new Set(
      labels.flatMap(({ value, label }) =>
        fold(label)
          .split(/\s+/)
          .some((part) => part.startsWith(word))
          ? [value]
          : [],
      ),
    )
    return values.size > 0 ? [(row: ListRow) => values.has(String(column.value(row, noNames)))] : []
  })
}

/** Rows that hold every word. */
function matcher(
  list: ListName,
  words: readonly string[],
  indexOf: (collection: CollectionName) => SearchIndex,
  tableOf: (collection: CollectionName) => Table,
  nameOf: NameOf,
): Matches {
  const careful = wordMatchers(list, words, true, indexOf, tableOf, nameOf)
  const table = tableOf(collectionOf(list))
  const exact: Matches = (row) => careful.every((matches) => matches(row))
  if (list === 'orderItems') return exact
  for (const row of table.rows.values()) if (exact(row)) return exact
  const forgiving = wordMatchers(list, words, false, indexOf, tableOf, nameOf)
  return (row) => forgiving.every((matches) => matches(row))
}

const wordMatchers = (
  list: ListName,
  words: readonly string[],
  careful: boolean,
  indexOf: (collection: CollectionName) => SearchIndex,
  tableOf: (collection: CollectionName) => Table,
  nameOf: NameOf,
): Matches[] =>
  words.map((word) => {
    const ways: Matches[] = choicesMatching(list, word)
    if (list === 'orderItems') ways.push(writtenIn(word, ['description', 'orderTitle']))
    else {
      const index = indexOf(list)
      if (index.isReady) {
        const ids = new Set(index.find([word], { careful }).map(({ id }) => id))
        ways.push((row) => ids.has(row.id))
      } else ways.push(titled(list, word))
    }
    for (const { column, to } of referencesIn(list)) {
      const index = indexOf(to)
      if (!index.isReady && tableOf(to).rows.size > 0) {
        const known = new Map<string, boolean>()
        ways.push((row) => {
          const id = column.value(row, nameOf)
          if (typeof id !== 'string') return false
          let is = known.get(id)
          if (is === undefined) {
            is = fold(nameOf(to, id) ?? '').includes(word)
            known.set(id, is)
          }
          return is
        })
      } else if (index.isReady) {
        const ids = new Set(index.find([word], { careful, titlesOnly: true }).map(({ id }) => id))
        if (ids.size > 0) ways.push((row) => ids.has(String(column.value(row, nameOf))))
      }
    }
    return (row) => ways.some((matches) => matches(row))
  })

const writtenIn =
  (word: string, names: readonly string[]): Matches =>
  (row) =>
    names.some((name) => fold(typeof row[name] === 'string' ? row[name] : '').includes(word))

/** While the index is being made. */
const titled =
  (collection: CollectionName, word: string): Matches =>
  (row) =>
    fold(entityOf(collection).title(row)).includes(word)

/** The best records of a collection: those with the words as typed first, then those that look alike. */
function best(collection: CollectionName, words: readonly string[], index: SearchIndex, table: Table): Hit[] {
  if (!index.isReady) {
    const tests = words.map((word) => titled(collection, word))
    const hits: Hit[] = []
    for (const row of table.rows.values())
      if (tests.every((matches) => matches(row))) hits.push({ id: row.id, score: 1 })
    return hits
  }
  const exact = index.find(words, { careful: true })
  return exact.length > 0
    ? exact
    : index.find(words, { careful: false }).map(({ id, score }) => ({ id, score: score / 4 }))
}

export const findWords = { matcher, best, namesOf, referencesOf }
