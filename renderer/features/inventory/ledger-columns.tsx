/** How a movement is told in a table: the same columns for one product and for all of them. */
import { t } from '@lingui/core/macro'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { stockMovement } from '../../../shared/entities/stock-movement.ts'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { procedureLabel } from '../../ui/record/call-receipt.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { Column } from '../../ui/table-columns.ts'
import { reasonText } from './ledger-csv.ts'
import type { LedgerEntry } from './ledger.ts'

export const signed = (quantity: number): string => `${quantity > 0 ? '+' : ''}${formatNumber(quantity)}`

/** The order or the call; empty where this person may see neither. */
export function sourceText({ source }: LedgerEntry): string {
  if (!source) return ''
  if (source.kind === 'call') return procedureLabel(source.procedure)
  const { title } = source
  return t`Order ${title}`
}

export const whoMoved = (id: string | undefined, nameOf: NameOf): string =>
  id === undefined ? t`The office` : (nameOf('salesReps', id) ?? t`Unknown`)

/** `withProduct`: the first column names the product instead of the moment. */
export function ledgerColumns(nameOf: NameOf, withProduct: boolean): Column<LedgerEntry>[] {
  const when: Column<LedgerEntry> = {
    id: 'at',
    header: t`When`,
    value: ({ movement }) => movement.at,
    text: ({ movement }) => formatInstant(movement.at),
    width: 172,
  }
  const product: Column<LedgerEntry> = {
    id: 'product',
    header: t`Product`,
    value: ({ movement }) => nameOf('products', movement.productId) ?? t`Product that is gone`,
    minWidth: 170,
  }
  return [
    ...(withProduct ? [product, when] : [when]),
    {
      id: 'reason',
      header: t`Reason`,
      value: reasonText,
      cell: ({ movement }) => <FieldValue field={stockMovement.fields.reason} value={movement.reason} />,
      width: 188,
    },
    {
      id: 'quantity',
      header: t`Quantity`,
      value: ({ movement }) => movement.quantity,
      text: ({ movement }) => (movement.quantity === 0 ? '' : signed(movement.quantity)),
      width: 80,
      align: 'end',
    },
    {
      id: 'balance',
      header: t`In stock`,
      value: ({ balance }) => balance,
      text: ({ balance }) => formatNumber(balance),
      width: 80,
      align: 'end',
    },
    {
      id: 'reserved',
      header: t`Reserved`,
      value: ({ movement }) => movement.reserved ?? 0,
      text: ({ movement }) => (movement.reserved ? signed(movement.reserved) : ''),
      width: 92,
      align: 'end',
    },
    {
      id: 'source',
      header: t`Source`,
      value: sourceText,
      cell: (entry) => <Source entry={entry} />,
      minWidth: 120,
    },
    {
      id: 'who',
      header: t`Who`,
      value: ({ movement }) => whoMoved(movement.createdBy, nameOf),
      minWidth: 130,
      optional: true,
    },
    { id: 'note', header: t`Note`, value: ({ movement }) => movement.note, minWidth: 120, optional: true },
  ]
}

/** An order is opened; a call is found among the procedure calls. */
function Source({ entry }: { entry: LedgerEntry }) {
  const { source } = entry
  if (!source)
    return (
      <Text component="span" size="sm" c="dimmed">
        {entry.movement.reason === 'opening' ? '' : t`Not in your book`}
      </Text>
    )
  if (source.kind === 'order')
    return (
      <Anchor component={Link} to={recordPath('orders', source.id)} size="sm">
        {sourceText(entry)}
      </Anchor>
    )
  return (
    <Anchor
      component={Link}
      to="/admin/procedures"
      search={{ view: 'calls', call: source.id } as never}
      size="sm"
    >
      {sourceText(entry)}
    </Anchor>
  )
}
