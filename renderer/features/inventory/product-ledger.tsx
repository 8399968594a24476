/** The ledger of one product: every movement with what was in stock after it, and the file of it. */
import { t } from '@lingui/core/macro'
import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useLate } from '../../ui/use-late.ts'
import { ledgerCsv } from './ledger-csv.ts'
import { ledgerColumns, sourceText, whoMoved } from './ledger-columns.tsx'
import { SaveCsv } from './save-ledger.tsx'
import { useLedger } from './use-ledger.ts'

export function ProductLedger({ product }: { product: Product }) {
  const { entries, loading, error } = useLedger(product.id)
  const nameOf = useReferenceNames(['salesReps'])
  const columns = useMemo(() => ledgerColumns(nameOf), [nameOf])
  const late = useLate(loading)
  if (error)
    return (
      <Alert color="red" title={t`The movements could not be read on this device`}>
        {t`Open the page again. If it stays so, check and repair in Sync.`}
      </Alert>
    )
  if (loading) return late ? <Skeleton h={160} aria-busy aria-label={t`Loading`} /> : null
  // What the product says and what its movements say arrive apart.
  const differs = entries[0] !== undefined && entries[0].balance !== product.stockOnHand
  return (
    <Stack gap="xs">
      <CompactTable
        label={t`Stock movements`}
        rows={entries}
        columns={columns}
        rowId={({ movement }) => movement.id}
        limit={12}
        empty={
          <Text size="sm" c="dimmed" py="sm">
            {t`No stock movements yet.`}
          </Text>
        }
      />
      {entries.length > 0 && (
        <Group gap="sm">
          <SaveCsv
            name={`${product.name} stock`}
            content={() =>
              ledgerCsv(entries, {
                product: () => product.name,
                person: (id) => whoMoved(id, nameOf),
                source: sourceText,
              })
            }
          />
          {differs && (
            <Text size="xs" c="dimmed">
              {t`Movements are still arriving on this device: the balance is not final yet.`}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  )
}
