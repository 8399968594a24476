/**
 * The items of an order as a grid for the keyboard: choosing a product moves on to its quantity, Enter goes
 * to the next cell and from the last one to a new line, Tab walks the cells in the order they are read.
 * Cells hold text; `order-draft.ts` reads it. A message belongs to its line and is announced with the cell.
 */
import { t } from '@lingui/core/macro'
import { Button, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import { isPlainEnter, useCellFocus } from '../../ui/cell-focus.ts'
import { LineRow, cellHeads, lineCells } from './line-row.tsx'
import type { Pricing } from './line-prices.ts'
import { emptyLine, isEmptyLine } from './order-draft.ts'
import type { LineCell, LineDraft } from './order-draft.ts'

interface LineGridProps {
  lines: readonly LineDraft[]
  onChange: (lines: LineDraft[]) => void
  /** Called with `<line id> <cell>` when a cell has been left, so that its message may show. */
  onLeave: (cell: string) => void
  /** Those of the lines, by id. */
  products: ReadonlyMap<string, Product>
  pricing: Pricing
  /** Units of other orders that wait to be sent, by product. */
  unsent: ReadonlyMap<string, number>
  currency: string
  /** One per line, in minor units; undefined where it cannot be told yet. */
  totals: readonly (number | undefined)[]
  /** Messages to show, by `lines.2.quantity`; `lines` is about all of them. */
  errors: ReadonlyMap<string, string>
  makeId: () => string
  now: Date
}

const widths: Record<LineCell, number | undefined> = {
  productId: undefined,
  quantity: 72,
  unitPrice: 104,
  discount: 76,
  taxRate: 76,
}

export function LineGrid(props: LineGridProps) {
  const { lines, onChange, onLeave, products, currency, totals, errors, makeId, now } = props
  const cells = useCellFocus()

  const change = (row: number, line: LineDraft) =>
    onChange(lines.map((other, index) => (index === row ? line : other)))

  function focus(row: number, cell: LineCell) {
    const line = lines[row]
    if (line) cells.focus(`${line.id} ${cell}`)
  }

  function addLine() {
    const last = lines.at(-1)
    if (last && isEmptyLine(last)) {
      focus(lines.length - 1, 'productId')
      return
    }
    const line = emptyLine(makeId())
    cells.focusNext(`${line.id} productId`)
    onChange([...lines, line])
  }

  function removeLine(row: number) {
    const rest = lines.filter((_, index) => index !== row)
    const left = rest.length > 0 ? rest : [emptyLine(makeId())]
    const next = left[Math.min(row, left.length - 1)]
    if (next) cells.focusNext(`${next.id} quantity`)
    onChange(left)
  }

  function onKeyDown(event: KeyboardEvent, row: number, cell: LineCell) {
    if (!isPlainEnter(event)) return
    event.preventDefault()
    const next = lineCells[lineCells.indexOf(cell) + 1]
    if (next) focus(row, next)
    else if (row < lines.length - 1) focus(row + 1, 'productId')
    else addLine()
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Table.ScrollContainer minWidth={600} w="100%">
        <Table
          aria-label={t`Order items`}
          layout="fixed"
          highlightOnHover={false}
          verticalSpacing={6}
          horizontalSpacing={4}
        >
          <Table.Thead>
            <Table.Tr>
              {lineCells.map((cell) => (
                <Table.Th
                  key={cell}
                  fz="xs"
                  fw={500}
                  ta={cell === 'productId' ? 'start' : 'end'}
                  w={widths[cell]}
                >
                  {cellHeads()[cell]}
                </Table.Th>
              ))}
              <Table.Th fz="xs" fw={500} ta="end" w={112}>
                {t`Total`}
              </Table.Th>
              <Table.Th w={44}>
                <VisuallyHidden>{t`Actions`}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line, row) => (
              <LineRow
                key={line.id}
                line={line}
                row={row}
                products={products}
                pricing={props.pricing}
                unsent={props.unsent.get(line.productId) ?? 0}
                currency={currency}
                total={totals[row]}
                messageOf={(cell) => errors.get(`lines.${row}.${cell}`)}
                now={now}
                onChange={(next) => change(row, next)}
                onProduct={(next) => {
                  cells.focusNext(`${line.id} quantity`)
                  change(row, next)
                }}
                onLeave={(cell) => onLeave(`${line.id} ${cell}`)}
                onDelete={() => removeLine(row)}
                onKeyDown={(event, cell) => onKeyDown(event, row, cell)}
                keep={(cell, input) => cells.keep(`${line.id} ${cell}`)(input)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {errors.has('lines') && (
        <Text fz="xs" c="var(--mantine-color-error)">
          {errors.get('lines')}
        </Text>
      )}
      <Button
        variant="subtle"
        data-path="lines"
        leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
        onClick={addLine}
      >
        {t`Add line`}
      </Button>
    </Stack>
  )
}
