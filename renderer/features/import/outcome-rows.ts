/**
 * The outcomes of an import where they are kept, beside the page: what becomes of 100,000 rows is filtered
 * and sorted here, and only the rows in view travel. Pure.
 */
import type { ImportAction } from '../../../shared/import/import-messages.ts'
import type { RowOutcome } from '../../../shared/import/run-import.ts'
import { fold } from '../../../shared/lists/fold.ts'

export type OutcomeKind = NonNullable<RowOutcome['collection']> | 'unread'

export interface OutcomeQuery {
  /** Every word of it stands somewhere in the row. */
  text: string
  action?: ImportAction
  kind?: OutcomeKind
  sort: { by: OutcomeOrder; desc: boolean }[]
  offset: number
  limit: number
}

export type OutcomeOrder = 'title' | 'action' | 'kind' | 'file' | 'row'

export interface OutcomeWindow {
  offset: number
  rows: RowOutcome[]
  /** Rows that match. */
  total: number
  /** Titles of records of the same import that these rows name; they are not on this device yet. */
  names: Record<string, string>
}

/** What needs a look comes first. */
const ranks: Record<ImportAction, number> = { refused: 0, update: 1, create: 2, unchanged: 3 }

const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

export const kindOf = ({ collection }: RowOutcome): OutcomeKind => collection ?? 'unread'

export interface OutcomeRows {
  window(query: OutcomeQuery): OutcomeWindow
  kinds: OutcomeKind[]
}

export function outcomeRows(outcomes: readonly RowOutcome[]): OutcomeRows {
  const inOrder = outcomes.toSorted((a, b) => ranks[a.action] - ranks[b.action])
  const titles = new Map(
    outcomes.flatMap(({ id, title }) => (id === undefined ? [] : [[id, title] as const])),
  )
  const words = new Map<RowOutcome, string>()
  let last: { question: string; rows: readonly RowOutcome[] } | undefined

  function textOf(row: RowOutcome): string {
    const known = words.get(row)
    if (known !== undefined) return known
    const { title, key, file, problem = '', changes } = row
    const text = fold([title, key, file, problem, changes ? JSON.stringify(changes) : ''].join(' '))
    words.set(row, text)
    return text
  }

  function matching({ text, action, kind, sort }: OutcomeQuery): readonly RowOutcome[] {
    const question = JSON.stringify([text, action, kind, sort])
    if (last?.question === question) return last.rows
    const wanted = fold(text).split(/\s+/).filter(Boolean)
    const found = inOrder.filter(
      (row) =>
        (action === undefined || row.action === action) &&
        (kind === undefined || kindOf(row) === kind) &&
        wanted.every((word) => textOf(row).includes(word)),
    )
    const rows = sort.length === 0 ? found : found.sort((a, b) => compare(a, b, sort))
    last = { question, rows }
    return rows
  }

  return {
    kinds: [...new Set(outcomes.map(kindOf))],
    window(query) {
      const found = matching(query)
      const rows = found.slice(query.offset, query.offset + query.limit)
      const named = rows.flatMap(({ changes }) => (changes && JSON.stringify(changes).match(idPattern)) ?? [])
      const names = Object.fromEntries(
        named.flatMap((id) => {
          const title = titles.get(id)
          return title === undefined ? [] : [[id, title]]
        }),
      )
      return { offset: query.offset, rows, total: found.length, names }
    },
  }
}

const collator = new Intl.Collator(undefined, { numeric: true })

function compare(a: RowOutcome, b: RowOutcome, sort: OutcomeQuery['sort']): number {
  for (const { by, desc } of sort) {
    const sign = desc ? -1 : 1
    const order =
      by === 'row'
        ? a.row - b.row
        : by === 'action'
          ? ranks[a.action] - ranks[b.action]
          : by === 'kind'
            ? collator.compare(kindOf(a), kindOf(b))
            : by === 'file'
              ? collator.compare(a.file, b.file)
              : collator.compare(a.title || a.key, b.title || b.key)
    if (order !== 0) return sign * order
  }
  return 0
}
