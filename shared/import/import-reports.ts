/** The files an import gives back. A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
import Papa from 'papaparse'
import type { SignIn } from './import-messages.ts'
import type { RowOutcome } from './run-import.ts'

const file = (rows: string[][]) => `${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`

/** Every refused row with its reason. */
export const errorFile = (outcomes: readonly RowOutcome[]): string =>
  file([
    ['file', 'row', 'key', 'name', 'problem'],
    ...outcomes
      .filter(({ action }) => action === 'refused')
      .map(({ file: name, row, key, title, problem = '' }) => [name, String(row), key, title, problem]),
  ])

/** What new people first sign in with; to be handed out and deleted. */
export const signInSheet = (signIns: readonly SignIn[]): string =>
  file([
    ['name', 'email', 'first password'],
    ...signIns.map(({ name, email, password }) => [name, email, password]),
  ])
