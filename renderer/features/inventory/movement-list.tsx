/** The whole ledger: every movement of every product, the newest first. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { stockMovement } from '../../../shared/entities/stock-movement.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { ChoiceFilter } from '../../ui/table-columns.ts'
import { word } from '../../words/say.ts'
import { ledgerColumns } from './ledger-columns.tsx'
import type { LedgerEntry } from './ledger.ts'

interface MovementListProps {
  entries: readonly LedgerEntry[]
  loading: boolean
  error: Error | undefined
  nameOf: NameOf
  empty: ReactNode
}

export function MovementList({ entries, loading, error, nameOf, empty }: MovementListProps) {
  const columns = useMemo(() => ledgerColumns(nameOf, true), [nameOf])
  const filters = useMemo<ChoiceFilter<LedgerEntry>[]>(
    () => [
      {
        id: 'reason',
        label: t`Reason`,
        options: (stockMovement.fields.reason.options ?? []).map(({ value, label }) => ({
          value,
          label: word(label),
        })),
        value: ({ movement }) => movement.reason,
      },
    ],
    [],
  )
  return (
    <DataTable
      label={t`Stock movements`}
      stateKey="movements"
      rows={entries}
      loading={loading}
      error={error}
      columns={columns}
      filters={filters}
      rowId={({ movement }) => movement.id}
      href={({ movement }) => recordPath('products', movement.productId)}
      initialSorting={{ id: 'at', desc: true }}
      empty={empty}
    />
  )
}
