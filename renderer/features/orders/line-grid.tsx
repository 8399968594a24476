/**
 * The items of an order as a grid for the keyboard: choosing a product moves on to its quantity, Enter goes
 * to the next cell and from the last one to a new line, Tab walks the cells in the order they are read.
 * Cells hold text; `order-draft.ts` reads it. A message belongs to its line and is announced with the cell.
 */
import { ActionIcon, Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { ComboboxItem } from '@mantine/core'
import type { Product } from '../../../shared/entities/product.ts'
import { formatMoney } from '../../../shared/money.ts'
import { fold } from '../../ui/table-columns.ts'
import { emptyLine, isEmptyLine, withProduct } from './order-draft.ts'
import type { LineCell, LineDraft } from './order-draft.ts'
import { stockNote } from './stock-note.ts'
import { readWhole } from './typed-number.ts'

const cells = ['productId', 'quantity', 'unitPrice', 'discount', 'taxRate'] as const
const words: Record<LineCell, string> = {
  productId: 'Product',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  discount: 'Discount, percent',
  taxRate: 'Tax rate, percent',
}
const heads: Record<LineCell, string> = {
  productId: 'Product',
  quantity: 'Qty',
  unitPrice: 'Unit price',
  discount: 'Disc. %',
  taxRate: 'Tax %',
}

interface LineGridProps {
  lines: readonly LineDraft[]
  onChange: (lines: LineDraft[]) => void
  /** Called when a cell has been left, so that its message may show. */
  onLeave: (cell: string) => void
  products: readonly Product[]
  currency: string
  /** One per line; undefined where it cannot be told yet. */
  totals: readonly (number | undefined)[]
  /** Messages to show, by `lines.2.quantity`. */
  errors: ReadonlyMap<string, string>
  makeId: () => string
  now: Date
}

export function LineGrid({
  lines,
  onChange,
  onLeave,
  products,
  currency,
  totals,
  errors,
  makeId,
  now,
}: LineGridProps) {
  const inputs = useRef(new Map<string, HTMLInputElement>())
  const wanted = useRef<string>(undefined)
  const byId = new Map(products.map((product) => [product.id, product]))

  useEffect(() => {
    if (!wanted.current) return
    const input = inputs.current.get(wanted.current)
    wanted.current = undefined
    input?.focus()
    input?.select()
  })

  const change = (row: number, line: LineDraft) =>
    onChange(lines.map((other, index) => (index === row ? line : other)))

  function focus(row: number, cell: LineCell) {
    const line = lines[row]
    const input = line && inputs.current.get(`${line.id} ${cell}`)
    input?.focus()
    input?.select()
  }

  function addLine() {
    const last = lines.at(-1)
    if (last && isEmptyLine(last)) {
      focus(lines.length - 1, 'productId')
      return
    }
    const line = emptyLine(makeId())
    wanted.current = `${line.id} productId`
    onChange([...lines, line])
  }

  function removeLine(row: number) {
    const rest = lines.filter((_, index) => index !== row)
    const left = rest.length > 0 ? rest : [emptyLine(makeId())]
    const next = left[Math.min(row, left.length - 1)]
    if (next) wanted.current = `${next.id} productId`
    onChange(left)
  }

  function onEnter(event: KeyboardEvent, row: number, cell: LineCell) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    const next = cells[cells.indexOf(cell) + 1]
    if (next) focus(row, next)
    else if (row < lines.length - 1) focus(row + 1, 'productId')
    else addLine()
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Table.ScrollContainer minWidth={600} w="100%">
        <Table layout="fixed" highlightOnHover={false} verticalSpacing={6} horizontalSpacing={4}>
          <Table.Caption display="none">Order items</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {cells.map((cell) => (
                <Table.Th
                  key={cell}
                  fz="xs"
                  fw={500}
                  ta={cell === 'productId' ? 'left' : 'right'}
                  w={widths[cell]}
                >
                  {heads[cell]}
                </Table.Th>
              ))}
              <Table.Th fz="xs" fw={500} ta="right" w={112}>
                Total
              </Table.Th>
              <Table.Th w={44} aria-label="Actions" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line, row) => {
              const product = byId.get(line.productId)
              const messages = cells.flatMap((cell) => {
                const message = errors.get(`lines.${row}.${cell}`)
                return message ? [{ cell, message }] : []
              })
              const note = product && stockNote(product, readWhole(line.quantity), now)
              const noteId = `line-note-${line.id}`
              const total = totals[row]
              const name = line.description || `line ${row + 1}`
              return (
                <Table.Tr key={line.id}>
                  <Table.Td valign="top">
                    <Select
                      aria-label={`Product of line ${row + 1}`}
                      aria-describedby={noteId}
                      ref={(input) => keep(inputs.current, `${line.id} productId`, input)}
                      data-path={`lines.${row}.productId`}
                      data={optionsFor(products, line)}
                      value={line.productId || null}
                      onChange={(id) => {
                        const chosen = id ? byId.get(id) : undefined
                        if (!chosen) return
                        change(row, withProduct(line, chosen, currency))
                        wanted.current = `${line.id} quantity`
                      }}
                      onBlur={() => onLeave(`${line.id} productId`)}
                      placeholder="Search products"
                      searchable
                      allowDeselect={false}
                      selectFirstOptionOnChange
                      nothingFoundMessage="No product with this name or SKU"
                      maxDropdownHeight={280}
                      limit={50}
                      comboboxProps={{ width: 360, position: 'bottom-start' }}
                      error={errors.has(`lines.${row}.productId`)}
                      filter={({ options, search, limit }) =>
                        matching(options as ComboboxItem[], search, byId).slice(0, limit)
                      }
                      renderOption={({ option }) => (
                        <ProductOption product={byId.get(option.value)} name={option.label} />
                      )}
                    />
                    <div id={noteId}>
                      {note && (
                        <Group
                          gap={4}
                          wrap="nowrap"
                          pt={2}
                          c={note.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}
                        >
                          {note.short && <IconAlertTriangle size={14} stroke={1.75} aria-hidden />}
                          <Text fz="xs" c={note.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
                            {note.text}
                          </Text>
                        </Group>
                      )}
                      {messages.map(({ cell, message }) => (
                        <Text key={cell} fz="xs" c="var(--mantine-color-error)">
                          {cell === 'productId' ? message : `${heads[cell]}: ${message}`}
                        </Text>
                      ))}
                    </div>
                  </Table.Td>
                  {cells.slice(1).map((cell) => (
                    <Table.Td key={cell} valign="top">
                      <TextInput
                        aria-label={`${words[cell]} of ${name}`}
                        aria-describedby={noteId}
                        ref={(input) => keep(inputs.current, `${line.id} ${cell}`, input)}
                        data-path={`lines.${row}.${cell}`}
                        value={line[cell]}
                        onChange={(event) => change(row, { ...line, [cell]: event.currentTarget.value })}
                        onFocus={(event) => event.currentTarget.select()}
                        onBlur={() => onLeave(`${line.id} ${cell}`)}
                        onKeyDown={(event) => onEnter(event, row, cell)}
                        inputMode={cell === 'quantity' ? 'numeric' : 'decimal'}
                        placeholder={cell === 'discount' || cell === 'taxRate' ? '0' : undefined}
                        error={errors.has(`lines.${row}.${cell}`)}
                        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
                        autoComplete="off"
                      />
                    </Table.Td>
                  ))}
                  <Table.Td valign="top" ta="right">
                    <Text lh="36px" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                      {total === undefined ? '' : formatMoney({ amount: total, currency })}
                    </Text>
                  </Table.Td>
                  <Table.Td valign="top" ta="right">
                    <ActionIcon
                      aria-label={`Delete ${name}`}
                      title="Delete line"
                      mt={4}
                      onClick={() => removeLine(row)}
                    >
                      <IconTrash size={16} stroke={1.75} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              )
            })}
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
        Add line
      </Button>
    </Stack>
  )
}

const widths: Record<LineCell, number | undefined> = {
  productId: undefined,
  quantity: 72,
  unitPrice: 104,
  discount: 76,
  taxRate: 76,
}

function keep(inputs: Map<string, HTMLInputElement>, key: string, input: HTMLInputElement | null) {
  if (input) inputs.set(key, input)
  else inputs.delete(key)
}

/** Options whose name, SKU or category holds what was typed; names that begin with it come first. */
function matching(options: readonly ComboboxItem[], search: string, byId: ReadonlyMap<string, Product>) {
  const sought = fold(search.trim())
  const rank = ({ value, label }: ComboboxItem) => {
    if (fold(label).startsWith(sought)) return 0
    const product = byId.get(value)
    const words = [label, product?.sku, product?.category].filter(Boolean).join(' ')
    return fold(words).includes(sought) ? 1 : 2
  }
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((ranked) => ranked.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

/** What may be ordered; a line keeps its own product even when that was discontinued or is gone since. */
function optionsFor(products: readonly Product[], line: LineDraft) {
  const options = products
    .filter((product) => !product.discontinued || product.id === line.productId)
    .map((product) => ({ value: product.id, label: product.name }))
  const isMissing = line.productId && !options.some((option) => option.value === line.productId)
  return isMissing ? [{ value: line.productId, label: line.description }, ...options] : options
}

function ProductOption({ product, name }: { product: Product | undefined; name: string }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" w="100%">
      <Text truncate>{name}</Text>
      {product && (
        <Text fz="xs" c="inherit" style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
          {formatMoney(product.price)}
        </Text>
      )}
    </Group>
  )
}
