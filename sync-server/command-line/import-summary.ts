/** What an import did, as a table for the terminal. */
import { entityOf } from '../../shared/entities/index.ts'
import { importOrder } from '../../shared/import/import-messages.ts'
import { countByAction } from '../../shared/import/run-import.ts'
import type { ImportRun, RowOutcome } from '../../shared/import/run-import.ts'

export function summaryOf({ outcomes }: ImportRun, dryRun: boolean): string {
  const titles = dryRun
    ? ['', 'to create', 'to update', 'unchanged', 'refused']
    : ['', 'created', 'updated', 'unchanged', 'refused']
  const line = (label: string, rows: readonly RowOutcome[]) => {
    const { create, update, unchanged, refused } = countByAction(rows)
    return [label, ...[create, update, unchanged, refused].map(String)]
  }
  const lines = importOrder.flatMap((collection) => {
    const rows = outcomes.filter((outcome) => outcome.collection === collection)
    return rows.length > 0
      ? [line(collection === 'settings' ? 'Teams' : entityOf(collection).label.many, rows)]
      : []
  })
  const unread = outcomes.filter(({ collection }) => collection === undefined)
  const table = [
    titles,
    ...lines,
    ...(unread.length > 0 ? [line('Rows that could not be read', unread)] : []),
    line('Total', outcomes),
  ]
  const widths = titles.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  return table
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}
