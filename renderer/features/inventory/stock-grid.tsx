/**
 * Products and numbers, made for the keyboard and for scanners: a name or SKU and Enter chooses the product,
 * the number and Enter begins the next line. Tab walks the cells in the order they are read.
 */
import { t } from '@lingui/core/macro'
import { ActionIcon, Button, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Product } from '../../../shared/entities/product.ts'
import { isPlainEnter, useCellFocus } from '../../ui/cell-focus.ts'
import { ProductSelect } from '../../ui/record/product-select.tsx'
import { emptyStockLine } from './stock-lines.ts'
import type { StockLine } from './stock-lines.ts'

interface StockGridProps {
  label: string
  /** Over the number: "Quantity". */
  head: string
  lines: readonly StockLine[]
  onChange: (lines: StockLine[]) => void
  /** Those of the lines, by id. */
  products: ReadonlyMap<string, Product>
  /** By the id of the line. */
  problems: ReadonlyMap<string, string>
  /** Columns behind the number. */
  columns: readonly { id: string; head: string; width: number; cell: (line: StockLine) => ReactNode }[]
  /** Under the product. */
  note: (line: StockLine, product: Product | undefined) => ReactNode
}

export function StockGrid(props: StockGridProps) {
  const { label, head, lines, onChange, products, problems, columns, note } = props
  const { focus, focusNext, keep } = useCellFocus()
  const change = (next: StockLine) => onChange(lines.map((line) => (line.id === next.id ? next : line)))

  function choose(line: StockLine, product: Product) {
    focusNext(`${line.id} units`)
    change({ ...line, productId: product.id, name: product.name, expected: product.stockOnHand })
  }
  function addLine() {
    const last = lines.at(-1)
    if (last && !last.productId) {
      focus(`${last.id} product`)
      return
    }
    const line = emptyStockLine(uuidv7())
    focusNext(`${line.id} product`)
    onChange([...lines, line])
  }
  function remove(line: StockLine) {
    const rest = lines.filter(({ id }) => id !== line.id)
    const left = rest.length > 0 ? rest : [emptyStockLine(uuidv7())]
    const next = left[Math.min(lines.indexOf(line), left.length - 1)]
    if (next) focusNext(`${next.id} ${next.productId ? 'units' : 'product'}`)
    onChange(left)
  }
  function onKeyDown(event: KeyboardEvent, line: StockLine) {
    if (!isPlainEnter(event)) return
    event.preventDefault()
    const next = lines[lines.indexOf(line) + 1]
    if (next) focus(`${next.id} ${next.productId ? 'units' : 'product'}`)
    else addLine()
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Table.ScrollContainer minWidth={480} w="100%">
        <Table
          aria-label={label}
          layout="fixed"
          highlightOnHover={false}
          verticalSpacing={6}
          horizontalSpacing={4}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th fz="xs" fw={500}>{t`Product`}</Table.Th>
              <Table.Th fz="xs" fw={500} ta="end" w={112}>
                {head}
              </Table.Th>
              {columns.map((column) => (
                <Table.Th key={column.id} fz="xs" fw={500} ta="end" w={column.width}>
                  {column.head}
                </Table.Th>
              ))}
              <Table.Th w={44}>
                <VisuallyHidden>{t`Actions`}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line, row) => {
              const number = row + 1
              const name = line.name || t`line ${number}`
              const noteId = `stock-note-${line.id}`
              const problem = problems.get(line.id)
              return (
                <Table.Tr key={line.id}>
                  <Table.Td valign="top">
                    <ProductSelect
                      ref={keep(`${line.id} product`)}
                      aria-label={t`Product of line ${number}`}
                      aria-describedby={noteId}
                      data-path={`lines.${row}.productId`}
                      chosen={line.productId}
                      chosenName={line.name}
                      withDiscontinued
                      onChoose={(product) => choose(line, product)}
                      error={problem !== undefined && !line.productId}
                    />
                    <div id={noteId}>
                      {note(line, products.get(line.productId))}
                      {problem && (
                        <Text fz="xs" c="var(--mantine-color-error)">
                          {problem}
                        </Text>
                      )}
                    </div>
                  </Table.Td>
                  <Table.Td valign="top">
                    <TextInput
                      ref={keep(`${line.id} units`)}
                      aria-label={t`${head} of ${name}`}
                      aria-describedby={noteId}
                      data-path={`lines.${row}.units`}
                      inputMode="numeric"
                      autoComplete="off"
                      value={line.units}
                      onChange={(event) => change({ ...line, units: event.currentTarget.value })}
                      onFocus={(event) => event.currentTarget.select()}
                      onKeyDown={(event) => onKeyDown(event, line)}
                      error={problem !== undefined && line.productId !== ''}
                      styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
                    />
                  </Table.Td>
                  {columns.map((column) => (
                    <Table.Td key={column.id} valign="top" ta="end">
                      <Text component="div" lh="36px" style={{ fontVariantNumeric: 'tabular-nums' }}>
                        {column.cell(line)}
                      </Text>
                    </Table.Td>
                  ))}
                  <Table.Td valign="top" ta="end">
                    <ActionIcon
                      aria-label={t`Delete ${name}`}
                      title={t`Delete line`}
                      mt={4}
                      onClick={() => remove(line)}
                    >
                      <IconTrash size={16} stroke={1.75} aria-hidden />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button
        variant="subtle"
        leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
        onClick={addLine}
      >
        {t`Add line`}
      </Button>
    </Stack>
  )
}
