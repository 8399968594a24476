/** How a movement is told in a table, in the ledger of one product and among those of all. */
import { t } from '@lingui/core/macro'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { stockMovement } from '../../../shared/entities/stock-movement.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { procedureLabel } from '../../ui/record/call-receipt.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { Column } from '../../ui/table-columns.ts'
import { reasonText } from './ledger-csv.ts'
import type { LedgerEntry, LedgerSource } from './ledger.ts'

export const signed = (quantity: number): string => `${quantity > 0 ? '+' : ''}${formatNumber(quantity)}`

/** The order or the call; empty where this person may see neither. */
export const sourceText = ({ source }: LedgerEntry): string => sourceWords(source)

export const whoMoved = (id: string | undefined, nameOf: NameOf): string =>
  id === undefined ? t`The office` : (nameOf('salesReps', id) ?? t`Unknown`)

type SourceOf = (movement: StockMovement) => LedgerSource | undefined

const sourceWords = (source: LedgerSource | undefined): string => {
  if (!source) return ''
  if (source.kind === 'call') return procedureLabel(source.procedure)
  const { title } = source
  return t`Order ${title}`
}

/** What every movement says, as columns of rows that hold one. */
function columnsFor<Row>(
  movementOf: (row: Row) => StockMovement,
  sourceOf: (row: Row) => LedgerSource | undefined,
  nameOf: NameOf,
): Record<'at' | 'reason' | 'quantity' | 'reserved' | 'source' | 'who' | 'note', Column<Row>> {
  return {
    at: {
      id: 'at',
      header: t`When`,
      value: (row) => movementOf(row).at,
      text: (row) => formatInstant(movementOf(row).at),
      width: 172,
    },
    reason: {
      id: 'reason',
      header: t`Reason`,
      value: (row) => reasonText(movementOf(row)),
      cell: (row) => <FieldValue field={stockMovement.fields.reason} value={movementOf(row).reason} />,
      width: 188,
    },
    quantity: {
      id: 'quantity',
      header: t`Quantity`,
      value: (row) => movementOf(row).quantity,
      text: (row) => (movementOf(row).quantity === 0 ? '' : signed(movementOf(row).quantity)),
      width: 80,
      align: 'end',
    },
    reserved: {
      id: 'reserved',
      header: t`Reserved`,
      value: (row) => movementOf(row).reserved ?? 0,
      text(row) {
        const { reserved } = movementOf(row)
        return reserved ? signed(reserved) : ''
      },
      width: 92,
      align: 'end',
    },
    source: {
      id: 'source',
      header: t`Source`,
      value: (row) => sourceWords(sourceOf(row)),
      cell: (row) => <Source movement={movementOf(row)} source={sourceOf(row)} />,
      minWidth: 120,
    },
    who: {
      id: 'who',
      header: t`Who`,
      value: (row) => whoMoved(movementOf(row).createdBy, nameOf),
      sortBy: [{ by: 'createdBy' }],
      minWidth: 130,
      optional: true,
    },
    note: {
      id: 'note',
      header: t`Note`,
      value: (row) => movementOf(row).note,
      minWidth: 120,
      optional: true,
    },
  }
}

/** Of one product, with what was in stock after each. */
export function ledgerColumns(nameOf: NameOf): Column<LedgerEntry>[] {
  const { at, reason, quantity, reserved, source, who, note } = columnsFor<LedgerEntry>(
    ({ movement }) => movement,
    (entry) => entry.source,
    nameOf,
  )
  const balance: Column<LedgerEntry> = {
    id: 'balance',
    header: t`In stock`,
    value: (entry) => entry.balance,
    text: (entry) => formatNumber(entry.balance),
    width: 80,
    align: 'end',
  }
  return [at, reason, quantity, balance, reserved, source, who, note]
}

/** Of all products. */
export function movementColumns(nameOf: NameOf, sourceOf: SourceOf): Column<StockMovement>[] {
  const { at, reason, quantity, reserved, source, who, note } = columnsFor<StockMovement>(
    (movement) => movement,
    sourceOf,
    nameOf,
  )
  const product: Column<StockMovement> = {
    id: 'productId',
    header: t`Product`,
    value: ({ productId }) => nameOf('products', productId) ?? t`Product that is gone`,
    minWidth: 170,
  }
  return [product, at, reason, quantity, reserved, source, who, note]
}

/** An order is opened; a call is found among the procedure calls. */
function Source({ movement, source }: { movement: StockMovement; source: LedgerSource | undefined }) {
  if (!source)
    return (
      <Text component="span" size="sm" c="dimmed">
        {movement.reason === 'opening' ? '' : t`Not in your book`}
      </Text>
    )
  if (source.kind === 'order')
    return (
      <Anchor component={Link} to={recordPath('orders', source.id)} size="sm">
        {sourceWords(source)}
      </Anchor>
    )
  return (
    <Anchor
      component={Link}
      to="/admin/procedures"
      search={{ view: 'calls', call: source.id } as never}
      size="sm"
    >
      {sourceWords(source)}
    </Anchor>
  )
}
