/**
 * Stock as a file for a spreadsheet. Words that a spreadsheet would run as a formula get an apostrophe in
 * front; numbers are numbers, so that "-5" stays one.
 */
import { t } from '@lingui/core/macro'
import Papa from 'papaparse'
import { stockMovement } from '../../../shared/entities/stock-movement.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import { word } from '../../words/say.ts'
import type { LedgerEntry } from './ledger.ts'

type Cell = string | number | undefined

/** The first row holds the heads. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  `${Papa.unparse(
    rows.map((row) => row.map((cell) => cell ?? '')),
    { escapeFormulae: true, newline: '\r\n' },
  )}\r\n`

export interface LedgerNames {
  product: (id: string) => string
  person: (id: string | undefined) => string
  source: (entry: LedgerEntry) => string
}

/** One row for each movement, the oldest first, times in UTC. */
export const ledgerCsv = (entries: readonly LedgerEntry[], names: LedgerNames): string =>
  csvOf([
    [
      t`When (UTC)`,
      t`Product`,
      t`Reason`,
      t`Quantity`,
      t`In stock after`,
      t`Reserved`,
      t`Reserved after`,
      t`Source`,
      t`Who`,
      t`Note`,
    ],
    ...entries
      .toReversed()
      .map((entry) => [
        entry.movement.at,
        names.product(entry.movement.productId),
        reasonText(entry.movement),
        entry.movement.quantity,
        entry.balance,
        entry.movement.reserved ?? 0,
        entry.reserved,
        names.source(entry),
        names.person(entry.movement.createdBy),
        entry.movement.note,
      ]),
  ])

export const reasonText = (movement: StockMovement): string =>
  word(
    stockMovement.fields.reason.options?.find(({ value }) => value === movement.reason)?.label ??
      movement.reason,
  )
