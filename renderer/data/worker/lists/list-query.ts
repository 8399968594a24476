/**
 * A view as functions over rows: does a row belong to it, which of two stands first, in which group, and
 * what does it add to a sum. Pure; knows nothing of where the rows are kept.
 */
import type { ColumnValue, ListColumn, ListRow, NameOf } from '../../../../shared/lists/list-columns.ts'
import { columnOf } from '../../../../shared/lists/list-columns.ts'
import type { Bound, ColumnTest, Condition, ListView, SortBy } from '../../../../shared/lists/list-view.ts'
import { hundredthsOf } from '../../../../shared/lists/compared-amounts.ts'
import { fold } from '../../../../shared/lists/fold.ts'

export interface Around {
  nameOf: NameOf
  /** Who asks. */
  personId: string
  /** Milliseconds since 1970. */
  now: number
  collator: Intl.Collator
}

type Matches = (row: ListRow) => boolean

export function columnIn(view: ListView, name: string): ListColumn {
  const column = columnOf(view.list, name)
  if (!column) throw new Error(`${view.list} has no column ${name}`)
  return column
}

/** All conditions; undefined when there is none. */
export function matcherOf(view: ListView, around: Around): Matches | undefined {
  const conditions = (view.where ?? []).map((condition) => conditionOf(view, condition, around))
  const [first] = conditions
  if (!first) return undefined
  return conditions.length === 1 ? first : (row) => conditions.every((matches) => matches(row))
}

function conditionOf(view: ListView, condition: Condition, around: Around): Matches {
  if ('any' in condition) {
    const tests = condition.any.map((test) => testOf(columnIn(view, test.column), test, around))
    return (row) => tests.some((matches) => matches(row))
  }
  if ('none' in condition) {
    const tests = condition.none.map((test) => testOf(columnIn(view, test.column), test, around))
    return (row) => !tests.some((matches) => matches(row))
  }
  return testOf(columnIn(view, condition.column), condition, around)
}

/** The value of a row, amounts as they are compared: without regard to the decimals of their currencies. */
function comparedIn(column: ListColumn, nameOf: NameOf): (row: ListRow) => ColumnValue {
  if (column.kind !== 'amount') return (row) => column.value(row, nameOf)
  return (row) => {
    const amount = column.value(row, nameOf)
    return typeof amount === 'number' ? hundredthsOf(amount, column.currency?.(row)) : undefined
  }
}

const isEmpty = (value: ColumnValue): boolean =>
  value === undefined || (typeof value === 'object' && value.length === 0)

function testOf(column: ListColumn, test: ColumnTest, around: Around): Matches {
  const { nameOf, personId, now } = around
  const read = comparedIn(column, nameOf)
  switch (test.is) {
    case 'empty':
      return (row) => isEmpty(read(row))
    case 'filled':
      return (row) => !isEmpty(read(row))
    case 'mine':
      return (row) => holds(read(row), personId)
    case 'equal':
      return equals(column, test.value, read)
    case 'unequal': {
      const equal = equals(column, test.value, read)
      return (row) => !equal(row)
    }
    case 'one-of':
    case 'none-of': {
      const tests = test.values.map((value) => equals(column, value, read))
      const wanted = test.is === 'one-of'
      return (row) => tests.some((matches) => matches(row)) === wanted
    }
    case 'containing': {
      const words = fold(test.value).split(/\s+/).filter(Boolean)
      return (row) => {
        const text = fold(shownText(column, read(row), nameOf))
        return words.every((word) => text.includes(word))
      }
    }
    case 'between': {
      const [from] = rangeOf(column, test.from, now)
      const [, to] = rangeOf(column, test.to, now)
      return (row) => {
        const value = read(row)
        return value !== undefined && value >= from && value <= to
      }
    }
    case 'before': {
      const [from] = rangeOf(column, test.value, now)
      return (row) => {
        const value = read(row)
        return value !== undefined && value < from
      }
    }
    case 'after': {
      const [, to] = rangeOf(column, test.value, now)
      return (row) => {
        const value = read(row)
        return value !== undefined && value > to
      }
    }
    default:
      return test satisfies never
  }
}

function equals(
  column: ListColumn,
  wanted: string | number | boolean,
  read: (row: ListRow) => ColumnValue,
): Matches {
  // A moment equals a day when it lies in it.
  if (column.kind === 'instant' && typeof wanted === 'string' && isDay(wanted)) {
    const [from, to] = momentsOf(wanted)
    return (row) => {
      const value = read(row)
      return value !== undefined && value >= from && value <= to
    }
  }
  return (row) => holds(read(row), wanted)
}

const holds = (value: ColumnValue, wanted: string | number | boolean): boolean =>
  typeof value === 'object' ? value.includes(String(wanted)) : value === wanted

/** The words of a value, as far as they do not depend on the language: names for references. */
export function shownText(column: ListColumn, value: ColumnValue, nameOf: NameOf): string {
  if (value === undefined) return ''
  if (column.kind === 'reference') return nameOf(column.to ?? 'settings', String(value)) ?? ''
  return typeof value === 'object' ? tagsText(column, value, nameOf) : String(value)
}

const tagsText = ({ to }: ListColumn, tags: readonly string[], nameOf: NameOf): string =>
  (to ? tags.map((id) => nameOf(to, id) ?? '') : tags).join(', ')

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The person's own calendar day. */
export function dayAt(time: number): string {
  const date = new Date(time)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The least and the greatest value that a bound stands for; a day is all its moments. */
function rangeOf(column: ListColumn, bound: Bound, now: number): [string | number, string | number] {
  const isRelative = typeof bound === 'object'
  let value: string | number
  if (isRelative) {
    const day = new Date(now)
    day.setDate(day.getDate() + bound.days)
    value = dayAt(day.getTime())
  } else value = bound
  if (column.kind === 'instant' && typeof value === 'string' && isDay(value)) return momentsOf(value)
  return [value, value]
}

/** First and last moment of a calendar day where this device is. */
function momentsOf(day: string): [string, string] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [
    new Date(year, month - 1, date).toISOString(),
    new Date(new Date(year, month - 1, date + 1).getTime() - 1).toISOString(),
  ]
}

/** Whether the answer changes as days go by. */
export const dependsOnDay = (view: ListView): boolean => JSON.stringify(view.where ?? []).includes('"days":')

/** The collections whose names the view filters, sorts or groups by. */
export function namesUsedBy(view: ListView): Set<string> {
  const used = [
    ...(view.where ?? []).flatMap((condition) =>
      ('any' in condition ? condition.any : 'none' in condition ? condition.none : [condition]).map(
        ({ column }) => column,
      ),
    ),
    ...(view.sort ?? []).map(({ by }) => by),
    ...(view.groupBy === undefined ? [] : [view.groupBy]),
  ]
  return new Set(used.flatMap((name) => columnIn(view, name).names ?? []))
}

type Key = string | number | undefined

/** What a value is compared by. */
function keyOf(column: ListColumn, value: ColumnValue, nameOf: NameOf): Key {
  if (value === undefined) return undefined
  switch (column.kind) {
    case 'choice': {
      // In the order of the options: a lead's stages are no alphabet.
      const place = column.options?.indexOf(String(value)) ?? -1
      return place < 0 ? undefined : place
    }
    case 'reference':
      return nameOf(column.to ?? 'settings', String(value))
    case 'tags':
      return tagsText(column, value as readonly string[], nameOf) || undefined
    case 'boolean':
      return value ? 1 : 0
    case 'text':
    case 'number':
    case 'amount':
    case 'date':
    case 'instant':
      return value as Key
    default:
      return column.kind satisfies never
  }
}

interface Criterion {
  key: (row: ListRow) => Key
  /** Ascending; both are there. */
  compare: (a: NonNullable<Key>, b: NonNullable<Key>) => number
  isWords: boolean
  sign: 1 | -1
}

const bySize = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)
const isWords = ({ kind }: ListColumn) => kind === 'text' || kind === 'reference' || kind === 'tags'

function criteriaOf(view: ListView, around: Around): Criterion[] {
  const { nameOf, collator } = around
  const criterionOf = ({ by, desc }: SortBy): Criterion => {
    const column = columnIn(view, by)
    const words = isWords(column)
    const read = comparedIn(column, nameOf)
    return {
      key: (row) => keyOf(column, read(row), nameOf),
      compare: words ? (a, b) => collator.compare(String(a), String(b)) : bySize,
      isWords: words,
      sign: desc ? -1 : 1,
    }
  }
  const sorts = (view.sort ?? []).map(criterionOf)
  const group = groupOf(view, around)
  if (view.groupBy === undefined || !group) return sorts
  // Two groups of one name stay apart.
  const apart: Criterion = {
    key(row) {
      const key = group(row)
      return key === undefined ? undefined : String(key)
    },
    compare: bySize,
    isWords: false,
    sign: 1,
  }
  return [criterionOf({ by: view.groupBy }), apart, ...sorts]
}

/** Newest change first, and by id among equals, so that the order is always the same. */
function byChange(a: ListRow, b: ListRow): number {
  const updatedAt = (row: ListRow) => (typeof row['updatedAt'] === 'string' ? row['updatedAt'] : '')
  const [first, second] = [updatedAt(a), updatedAt(b)]
  return first < second ? 1 : first > second ? -1 : bySize(a.id, b.id)
}

/** What is absent comes last, in either direction. */
function compareKeys(criterion: Criterion, a: Key, b: Key): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return criterion.sign * criterion.compare(a, b)
}

/** Which of two rows stands first. */
export function comparerOf(view: ListView, around: Around): (a: ListRow, b: ListRow) => number {
  const criteria = criteriaOf(view, around)
  return (a, b) => {
    for (const criterion of criteria) {
      const order = compareKeys(criterion, criterion.key(a), criterion.key(b))
      if (order !== 0) return order
    }
    return byChange(a, b)
  }
}

/**
 * Sorts a new array. The keys are read once for each row; words are brought into the language's order by
 * their distinct values, and these are sorted by plain comparison first, because a collator costs ten times
 * as much and has little left to do on what is nearly in order.
 */
export function sortRows(rows: Iterable<ListRow>, view: ListView, around: Around): ListRow[] {
  const criteria = criteriaOf(view, around)
  const list = [...rows]
  if (criteria.length === 0) return list.sort(byChange)
  const columns = criteria.map((criterion) => {
    const keys = list.map(criterion.key)
    if (!criterion.isWords) return { keys, sign: criterion.sign, compare: bySize }
    const ranks = rankWords(keys, around.collator)
    return {
      keys: keys.map((key) => (key === undefined ? undefined : ranks.get(String(key)))),
      sign: criterion.sign,
      compare: bySize,
    }
  })
  const order = Uint32Array.from(list, (_, index) => index)
  order.sort((first, second) => {
    for (const { keys, sign, compare } of columns) {
      const [a, b] = [keys[first], keys[second]]
      if (a === b) continue
      if (a === undefined) return 1
      if (b === undefined) return -1
      const result = sign * compare(a, b)
      if (result !== 0) return result
    }
    return byChange(list[first] as ListRow, list[second] as ListRow)
  })
  return Array.from(order, (index) => list[index] as ListRow)
}

function rankWords(keys: readonly Key[], collator: Intl.Collator): Map<string, number> {
  const distinct = new Set<string>()
  for (const key of keys) if (key !== undefined) distinct.add(String(key))
  const folded = [...distinct].map((word) => [fold(word), word] as const)
  folded.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const words = folded.map(([, word]) => word).sort((a, b) => collator.compare(a, b))
  const ranks = new Map<string, number>()
  let rank = -1
  let last: string | undefined
  for (const word of words) {
    if (last === undefined || collator.compare(last, word) !== 0) rank++
    last = word
    ranks.set(word, rank)
  }
  return ranks
}

/** What a row is grouped under: the column's value; several values give the row to the first. */
export function groupOf(view: ListView, around: Around): ((row: ListRow) => GroupKey) | undefined {
  if (view.groupBy === undefined) return undefined
  const read = comparedIn(columnIn(view, view.groupBy), around.nameOf)
  return (row) => {
    const value = read(row)
    return typeof value === 'object' ? value.join(', ') || undefined : value
  }
}

export type GroupKey = string | number | boolean | undefined

/** What a row adds to the sum: an amount and its currency ('' for plain numbers); undefined for nothing. */
export function amountOf(
  view: ListView,
  { nameOf }: Around,
): ((row: ListRow) => { amount: number; currency: string } | undefined) | undefined {
  if (view.sum === undefined) return undefined
  const column = columnIn(view, view.sum)
  return (row) => {
    const amount = column.value(row, nameOf)
    return typeof amount === 'number' ? { amount, currency: column.currency?.(row) ?? '' } : undefined
  }
}
