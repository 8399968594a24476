/**
 * Counting: what should be on the shelf beside what is there, the difference before anything is changed, and
 * why. What was expected is held fast from the moment a product is chosen, so that what is sold while the
 * count is under way is not counted twice. Each product is a call of its own: one that is refused stops no other.
 */
import { plural, t } from '@lingui/core/macro'
import { Autocomplete, Button, Group, Select, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useView, viewRows } from '../../data/index.ts'
import { callProcedure } from '../../data/procedures.ts'
import { formatNumber } from '../../ui/format.ts'
import type { FormProblem } from '../../ui/form-layout.tsx'
import { readWhole } from '../../ui/typed-number.ts'
import { useNow } from '../../ui/use-now.ts'
import { messageOf } from '../../words/say.ts'
import { signed } from './ledger-columns.tsx'
import { StockForm, inStock, useStockForm } from './stock-form.tsx'
import { StockGrid } from './stock-grid.tsx'
import { emptyStockLine, isEmptyStockLine } from './stock-lines.ts'
import type { StockLine } from './stock-lines.ts'
import { useGroups } from '../../ui/record/use-groups.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { useProducts } from '../../ui/record/use-products.ts'

interface Count {
  note: string
  lines: StockLine[]
}

interface CountStockProps {
  person: Person
  /** Counted first, such as the product whose page this was begun on. */
  productId?: string | undefined
  onDone: () => void
  onCancel: () => void
}

export function CountStock({ person, productId, onDone, onCancel }: CountStockProps) {
  const now = useNow(60_000)
  const kept = useKept<Count>([person.id, 'inventory', `count ${productId ?? ''}`], () => ({
    note: '',
    lines: [emptyStockLine(uuidv7())],
  }))
  const { note, lines } = kept.value
  const { products, loading } = useProducts([productId ?? '', ...lines.map((line) => line.productId)])
  const form = useStockForm({
    lines,
    least: 0,
    note,
    send: async (counted) => {
      const refused: StockLine[] = []
      const reasons: FormProblem[] = []
      for (const line of counted) {
        const input = {
          productId: line.productId,
          counted: line.units,
          expected: Math.max(0, line.expected),
          ...(note.trim() && { note: note.trim() }),
        }
        const answer = await callProcedure('adjust_stock', input, person)
        if (answer.ok) continue
        refused.push({ ...line, units: String(line.units) })
        reasons.push({ label: line.name, message: messageOf(answer.error) })
      }
      if (refused.length > 0) kept.change({ lines: refused })
      return reasons
    },
    onSent: () => {
      kept.end()
      onDone()
    },
  })
  const { read } = form
  const differing = read.filter(({ units, expected }) => units !== expected)
  const balance = read.reduce((sum, { units, expected }) => sum + units - expected, 0)

  const asked = productId === undefined ? undefined : products.get(productId)
  const isUntouched = lines.every(isEmptyStockLine)
  const begun = useRef(false)
  useEffect(() => {
    // Once, when the product is known: who deletes the line meant it.
    if (begun.current || loading || !asked) return
    begun.current = true
    if (isUntouched) kept.change({ lines: [lineOf(asked)] })
  }, [loading, asked, isUntouched, kept])

  return (
    <StockForm
      label={t`Count stock`}
      saveLabel={t`Save count`}
      form={form}
      onEscape={onCancel}
      onCancel={() => {
        kept.end()
        onCancel()
      }}
    >
      <Group align="flex-end" gap="sm">
        <Autocomplete
          openOnFocus={false}
          label={t`Reason`}
          placeholder={t`Optional`}
          data={[
            t`Stocktake`,
            t`Breakage`,
            t`Theft or loss`,
            t`Found again`,
            t`Expired`,
            t`Counted wrong before`,
          ]}
          maxLength={300}
          value={note}
          onChange={(next) => kept.change({ note: next })}
          flex="2 1 260px"
        />
        <AddMany
          chosen={new Set(lines.map((line) => line.productId))}
          onAdd={(more) =>
            kept.change({ lines: [...lines.filter((line) => !isEmptyStockLine(line)), ...more.map(lineOf)] })
          }
        />
      </Group>
      <StockGrid
        label={t`What was counted`}
        head={t`Counted`}
        lines={lines}
        onChange={(next) => kept.change({ lines: next })}
        products={products}
        problems={form.wrong}
        columns={[
          {
            id: 'expected',
            head: t`Expected`,
            width: 96,
            cell: (line) => line.productId && formatNumber(line.expected),
          },
          { id: 'difference', head: t`Difference`, width: 104, cell: (line) => <Difference line={line} /> },
        ]}
        note={(line, product) => product && <CountNote line={line} product={product} now={now} />}
      />
      <Text size="sm" c="dimmed" role="status">
        {plural(read.length, { one: '# product counted', other: '# products counted' })},{' '}
        {plural(differing.length, { one: '# differs', other: '# differ' })}
        {differing.length > 0 && `, ${t`${signed(balance)} units together`}`}.
      </Text>
    </StockForm>
  )
}

const lineOf = (product: Product): StockLine => ({
  ...emptyStockLine(uuidv7()),
  productId: product.id,
  name: product.name,
  expected: product.stockOnHand,
})

function Difference({ line }: { line: StockLine }) {
  const units = readWhole(line.units)
  if (!line.productId || units === undefined) return null
  const difference = units - line.expected
  return difference === 0 ? (
    <Text span inherit c="dimmed">
      0
    </Text>
  ) : (
    <Text span inherit fw={600} c={difference < 0 ? 'var(--mantine-color-red-text)' : undefined}>
      {signed(difference)}
    </Text>
  )
}

/** What the device knows of it, and a word of warning where the office will refuse. */
function CountNote({ line, product, now }: { line: StockLine; product: Product; now: number }) {
  const units = readWhole(line.units)
  const reserved = product.stockReserved ?? 0
  const moved = product.stockOnHand - line.expected
  const after = units === undefined ? undefined : units + moved
  const tooFew = after !== undefined && after < reserved
  return (
    <Text fz="xs" pt={2} c={tooFew ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
      {inStock(product, now)}
      {moved !== 0 && ` · ${t`${signed(moved)} since you began`}`}
      {tooFew && ` · ${t`${formatNumber(reserved)} are promised to orders: cancel or change those first`}`}
    </Text>
  )
}

type Shelf = { column: 'category' | 'supplier'; value: string }

const countOnly = { offset: 0, limit: 0 }

/** What is sold of a shelf and not chosen yet. */
const viewOf = ({ column, value }: Shelf, chosen: ReadonlySet<string>): ListView => ({
  list: 'products',
  where: [
    { column, is: 'equal', value },
    { column: 'discontinued', is: 'equal', value: false },
    ...(chosen.size > 0 ? [{ column: 'id', is: 'none-of' as const, values: [...chosen].slice(0, 500) }] : []),
  ],
  sort: [{ by: 'title' }],
})

/** Adds every product of a category or supplier, for counting a shelf. */
function AddMany({
  chosen,
  onAdd,
}: {
  chosen: ReadonlySet<string>
  onAdd: (products: readonly Product[]) => void
}) {
  const [shelf, setShelf] = useState<Shelf>()
  const categories = useGroups('products', 'category')
  const suppliers = useGroups('products', 'supplier')
  const view = shelf && viewOf(shelf, chosen)
  const { total = 0 } = useView(view, countOnly)
  const found = view ? total : 0

  async function add() {
    if (view) {
      const products: Product[] = []
      for await (const { rows } of viewRows(view)) products.push(...(rows as unknown as Product[]))
      if (products.length > 0) onAdd(products)
    }
    setShelf(undefined)
  }

  return (
    <Group align="flex-end" gap="xs" flex="2 1 300px" wrap="nowrap">
      <Select
        label={t`All products of`}
        placeholder={t`Category or supplier`}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t`Clear` }}
        limit={40}
        data={[
          {
            group: t`Categories`,
            items: categories.map((name) => ({ value: `category ${name}`, label: name })),
          },
          {
            group: t`Suppliers`,
            items: suppliers.map((name) => ({ value: `supplier ${name}`, label: name })),
          },
        ]}
        value={shelf ? `${shelf.column} ${shelf.value}` : null}
        onChange={(group) => {
          const column = group?.startsWith('category ') ? 'category' : 'supplier'
          setShelf(group ? { column, value: group.slice(column.length + 1) } : undefined)
        }}
        flex={1}
      />
      <Button variant="default" onClick={() => void add()}>
        {found > 0 ? plural(found, { one: 'Add # product', other: 'Add # products' }) : t`Add`}
      </Button>
    </Group>
  )
}
