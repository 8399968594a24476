/** One line of the item grid: its cells, its stock, its messages and its total. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Anchor, Group, Table, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import { listedFor, priced } from './line-prices.ts'
import type { Pricing } from './line-prices.ts'
import { withProduct } from './order-draft.ts'
import type { LineCell, LineDraft } from './order-draft.ts'
import { ProductSelect } from '../../ui/record/product-select.tsx'
import { stockNote } from './stock-note.ts'
import { readWhole } from '../../ui/typed-number.ts'
import { formatMoney } from '../../ui/format.ts'

export const lineCells = ['productId', 'quantity', 'unitPrice', 'discount', 'taxRate'] as const

export const cellHeads = (): Record<LineCell, string> => ({
  productId: t`Product`,
  quantity: t`Qty`,
  unitPrice: t`Unit price`,
  discount: t`Disc. %`,
  taxRate: t`Tax %`,
})
const words = (): Record<Exclude<LineCell, 'productId'>, string> => ({
  quantity: t`Quantity`,
  unitPrice: t`Unit price`,
  discount: t`Discount, percent`,
  taxRate: t`Tax rate, percent`,
})
const numberCells = ['quantity', 'unitPrice', 'discount', 'taxRate'] as const

interface LineRowProps {
  line: LineDraft
  /** Its place in the grid, from 0. */
  row: number
  products: ReadonlyMap<string, Product>
  pricing: Pricing
  /** Of this product in other orders that wait to be sent. */
  unsent: number
  currency: string
  /** Minor units; undefined where it cannot be told yet. */
  total: number | undefined
  messageOf: (cell: LineCell) => string | undefined
  now: Date
  onChange: (line: LineDraft) => void
  onProduct: (line: LineDraft) => void
  onLeave: (cell: LineCell) => void
  onDelete: () => void
  onKeyDown: (event: KeyboardEvent, cell: LineCell) => void
  /** Hands over the input of a cell, so that the grid can move the focus. */
  keep: (cell: LineCell, input: HTMLInputElement | null) => void
}

export function LineRow(props: LineRowProps) {
  const { line, row, products, pricing, currency, total, messageOf, now, onLeave } = props
  const product = products.get(line.productId)
  const note = product && stockNote(product, readWhole(line.quantity), now, undefined, props.unsent)
  const noteId = `line-note-${line.id}`
  const name = line.description || t`line ${{ line: row + 1 }}`
  return (
    <Table.Tr>
      <Table.Td valign="top">
        <ProductSelect
          aria-label={t`Product of line ${{ line: row + 1 }}`}
          aria-describedby={noteId}
          data-path={`lines.${row}.productId`}
          ref={(input) => props.keep('productId', input)}
          chosen={line.productId}
          chosenName={line.description}
          onChoose={(chosen) => props.onProduct(withProduct(line, chosen, currency))}
          onBlur={() => onLeave('productId')}
          error={messageOf('productId') !== undefined}
        />
        <div id={noteId}>
          {note && (
            <Group gap={4} wrap="nowrap" pt={2} c={note.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
              {note.short && (
                <IconAlertTriangle size={14} stroke={1.75} aria-hidden style={{ flexShrink: 0 }} />
              )}
              <Text fz="xs" c="inherit">
                {note.text}
              </Text>
            </Group>
          )}
          {product && <ListPrice line={line} product={product} pricing={pricing} onTake={props.onChange} />}
          {lineCells.map((cell) => {
            const message = messageOf(cell)
            return (
              message && (
                <Text key={cell} fz="xs" c="var(--mantine-color-error)">
                  {cell === 'productId' ? message : `${cellHeads()[cell]}: ${message}`}
                </Text>
              )
            )
          })}
        </div>
      </Table.Td>
      {numberCells.map((cell) => (
        <Table.Td key={cell} valign="top">
          <TextInput
            aria-label={t`${{ cell: words()[cell] }} of ${name}`}
            aria-describedby={noteId}
            data-path={`lines.${row}.${cell}`}
            ref={(input) => props.keep(cell, input)}
            value={line[cell]}
            onChange={(event) => props.onChange({ ...line, [cell]: event.currentTarget.value })}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => onLeave(cell)}
            onKeyDown={(event) => props.onKeyDown(event, cell)}
            inputMode={cell === 'quantity' ? 'numeric' : 'decimal'}
            placeholder={cell === 'discount' || cell === 'taxRate' ? '0' : undefined}
            error={messageOf(cell) !== undefined}
            styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
            autoComplete="off"
          />
        </Table.Td>
      ))}
      <Table.Td valign="top" ta="end">
        <Text lh="36px" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {total === undefined ? '' : formatMoney({ amount: total, currency })}
        </Text>
      </Table.Td>
      <Table.Td valign="top" ta="end">
        <ActionIcon aria-label={t`Delete ${name}`} title={t`Delete line`} mt={4} onClick={props.onDelete}>
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}

/** Said where the order asks for another price than the list does now; taking the list's is one key away. */
function ListPrice(props: {
  line: LineDraft
  product: Product
  pricing: Pricing
  onTake: (line: LineDraft) => void
}) {
  const { line, product, pricing, onTake } = props
  const listed = listedFor(line, product, pricing)
  const taken = priced(line, product, pricing)
  if (!listed || line.unitPrice.trim() === '' || taken.unitPrice === line.unitPrice) return null
  const price = formatMoney({ amount: listed.amount, currency: pricing.currency })
  return (
    <Text fz="xs" c="dimmed">
      {t`List price ${price}`}{' '}
      <Anchor component="button" type="button" fz="xs" onClick={() => onTake(taken)}>
        {t`Take it`}
      </Anchor>
    </Text>
  )
}
