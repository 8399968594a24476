/**
 * A list as a table for other programs. Words (choices, names, yes and no) are in the person's language; what a
 * machine computes with is not formatted: numbers with a point, amounts in whole currency units with their currency
 * beside them, shares in percent, days as 2026-05-03 and moments in UTC.
 */
import { t } from '@lingui/core/macro'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListName, ListRow } from '../../../shared/lists/list-columns.ts'
import { toDecimal } from '../../../shared/money.ts'
import type { NameOf } from './field-text.ts'
import { columnText, fieldBehind } from './view-columns.ts'

export type ExportCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number; decimals: number }
  /** Of a hundred: 12.5 is 12.5 %. */
  | { kind: 'share'; percent: number }
  | { kind: 'day'; day: string }
  | { kind: 'instant'; instant: string }
  | undefined

export interface ExportColumn {
  head: string
  cell: (row: ListRow, nameOf: NameOf) => ExportCell
}

/** The columns of a list by their names; an amount gives a second one with its currency. */
export function exportColumns(
  list: ListName,
  shown: readonly { id: string; header: string }[],
): ExportColumn[] {
  return shown.flatMap(({ id, header }): ExportColumn[] => {
    const column = columnOf(list, id)
    if (!column) return []
    const words: ExportColumn = {
      head: header,
      cell(row, nameOf) {
        const text = columnText(list, column, row, nameOf)
        return text === '' ? undefined : { kind: 'text', text }
      },
    }
    const as = (make: (value: string | number) => ExportCell, head = header): ExportColumn => ({
      head,
      cell(row, nameOf) {
        const value = column.value(row, nameOf)
        return typeof value === 'string' || typeof value === 'number' ? make(value) : undefined
      },
    })
    switch (column.kind) {
      case 'amount':
        return [
          {
            head: header,
            cell(row, nameOf) {
              const amount = column.value(row, nameOf)
              if (typeof amount !== 'number') return undefined
              const decimal = toDecimal({ amount, currency: column.currency?.(row) ?? 'USD' })
              const decimals = decimal.split('.')[1]?.length ?? 0
              return { kind: 'number', value: Number(decimal), decimals }
            },
          },
          {
            head: t`${header}, currency`,
            cell(row, nameOf) {
              const currency = column.value(row, nameOf) === undefined ? undefined : column.currency?.(row)
              return currency === undefined ? undefined : { kind: 'text', text: currency }
            },
          },
        ]
      case 'number':
        return fieldBehind(list, id)?.kind === 'basisPoints'
          ? [as((value) => ({ kind: 'share', percent: Number(value) / 100 }), t`${header} (%)`)]
          : [as((value) => ({ kind: 'number', value: Number(value), decimals: 0 }))]
      case 'date':
        return [as((value) => ({ kind: 'day', day: String(value) }))]
      case 'instant':
        return [as((value) => ({ kind: 'instant', instant: String(value) }))]
      default:
        return [words]
    }
  })
}
