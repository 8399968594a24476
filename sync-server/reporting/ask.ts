/** A person's own SQL: one statement that only reads, and what it answers as text. */
import Papa from 'papaparse'
import type { SqlDatabase, SqlResult } from './sql-database.ts'

/** Milliseconds; a PostgreSQL server ends a statement that takes longer, PGlite cannot. */
const longest = 60_000

/** Throws SqlError, also for a statement that would write. */
export const ask = (sql: SqlDatabase, statement: string): Promise<SqlResult> =>
  sql.transaction(async (connection) => {
    await connection.run(`set transaction read only; set local statement_timeout = ${longest}`)
    return connection.query(statement)
  })

/** Aligned columns, numbers at the end of theirs; the count of rows below. */
export function asTable({ columns, rows }: SqlResult): string {
  const cells = rows.map((row) => row.map((cell) => (cell ?? '').replaceAll(/\s/g, ' ')))
  const widths = columns.map((name, place) =>
    cells.reduce((most, row) => Math.max(most, row[place]?.length ?? 0), name.length),
  )
  const isNumber = columns.map((_, place) =>
    cells.every((row) => /^(-?\d+(\.\d+)?)?$/.test(row[place] ?? '')),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) =>
        isNumber[place] ? cell.padStart(widths[place] ?? 0) : cell.padEnd(widths[place] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [
    line(columns),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...cells.map(line),
    rows.length === 1 ? '(1 row)' : `(${rows.length} rows)`,
  ].join('\n')
}

export const asCsv = ({ columns, rows }: SqlResult): string =>
  Papa.unparse([columns, ...rows], { newline: '\r\n', escapeFormulae: true })

/** One object per row; every value a string, as the database writes it. */
export const asJson = ({ columns, rows }: SqlResult): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place] ?? null]))),
    null,
    2,
  )
