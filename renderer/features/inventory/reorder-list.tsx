/** What has to be bought: low products with a suggested quantity, marked as ordered or saved as a file. */
import { plural, t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconTruckLoading } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { newStep, saveRecord } from '../../data/index.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { formatNumber } from '../../ui/format.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { messageOf } from '../../words/say.ts'
import { csvOf } from './ledger-csv.ts'
import type { ReorderRow } from './reorder.ts'

interface ReorderListProps {
  rows: readonly ReorderRow[]
  loading: boolean
  error: Error | undefined
  empty: ReactNode
}

export function ReorderList({ rows, loading, error, empty }: ReorderListProps) {
  const columns = useMemo<Column<ReorderRow>[]>(() => {
    const figure = (id: string, header: string, value: (row: ReorderRow) => number): Column<ReorderRow> => ({
      id,
      header,
      value,
      text: (row) => (id !== 'available' && value(row) === 0 ? '' : formatNumber(value(row))),
      width: 104,
      align: 'end',
    })
    return [
      { id: 'product', header: t`Product`, value: ({ product }) => product.name, minWidth: 180 },
      {
        id: 'supplier',
        header: t`Supplier`,
        value: ({ product }) => product.supplier,
        minWidth: 150,
        optional: true,
      },
      figure('available', t`Available`, ({ available }) => available),
      figure('level', t`Reorder level`, ({ product }) => product.reorderLevel ?? 0),
      figure('onOrder', t`On order`, ({ onOrder }) => onOrder),
      figure('waiting', t`Waited for`, ({ waiting }) => waiting),
      figure('suggested', t`Suggested`, ({ suggested }) => suggested),
    ]
  }, [])
  const filters = useMemo<ChoiceFilter<ReorderRow>[]>(() => {
    const suppliers = [...new Set(rows.flatMap(({ product }) => product.supplier ?? []))].sort()
    return suppliers.length > 1
      ? [
          {
            id: 'supplier',
            label: t`Supplier`,
            options: suppliers.map((name) => ({ value: name, label: name })),
            value: ({ product }) => product.supplier,
          },
        ]
      : []
  }, [rows])
  return (
    <DataTable
      label={t`Reorder list`}
      stateKey="reorder"
      rows={rows}
      loading={loading}
      error={error}
      columns={columns}
      filters={filters}
      rowId={({ product }) => product.id}
      href={({ product }) => recordPath('products', product.id)}
      initialSorting={{ id: 'suggested', desc: true }}
      empty={empty}
      selectionActions={(ids, clear) => (
        <Button
          size="compact-sm"
          leftSection={<IconTruckLoading size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            clear()
            void markOrdered(rows.filter(({ product }) => ids.includes(product.id)))
          }}
        >
          {t`Mark as ordered`}
        </Button>
      )}
    />
  )
}

/** The suggested quantities are on order now, until they are received. */
async function markOrdered(rows: readonly ReorderRow[]): Promise<void> {
  const wanted = rows.filter(({ suggested }) => suggested > 0)
  const step = newStep()
  let done = 0
  for (const { product, onOrder, suggested } of wanted) {
    const result = await saveRecord('products', product.id, { onOrder: onOrder + suggested }, step)
    if (result.ok) done++
    else
      notifyProblem(
        t`${{ name: product.name }} was not marked as ordered`,
        result.error ? messageOf(result.error) : (result.errors[0]?.message ?? ''),
      )
  }
  if (done === 0) return
  notifyWithUndo(
    plural(done, { one: '# product marked as ordered', other: '# products marked as ordered' }),
    step,
  )
}

export const reorderCsv = (rows: readonly ReorderRow[]): string =>
  csvOf([
    [
      t`Product`,
      t`SKU`,
      t`Supplier`,
      t`Available`,
      t`Reorder level`,
      t`On order`,
      t`Waited for`,
      t`Suggested`,
    ],
    ...rows.map(({ product, available, onOrder, waiting, suggested }) => [
      product.name,
      product.sku,
      product.supplier,
      available,
      product.reorderLevel ?? 0,
      onOrder,
      waiting,
      suggested,
    ]),
  ])
