/** Finds a product by its name, SKU or category, and shows its price beside it. */
import { Group, Select, Text } from '@mantine/core'
import type { ComboboxItem, SelectProps } from '@mantine/core'
import type { Product } from '../../../shared/entities/product.ts'
import { formatMoney } from '../../../shared/money.ts'
import { fold } from '../../ui/table-columns.ts'
import type { LineDraft } from './order-draft.ts'

interface ProductSelectProps extends Omit<
  SelectProps,
  'data' | 'value' | 'onChange' | 'filter' | 'renderOption'
> {
  products: ReadonlyMap<string, Product>
  /** The line it is chosen for. */
  line: LineDraft
  onChoose: (product: Product) => void
}

/** Products the list offers at once; typing finds the others. */
const offered = 50

export function ProductSelect({ products, line, onChoose, ...input }: ProductSelectProps) {
  return (
    <Select
      placeholder="Search products"
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      nothingFoundMessage="No product with this name or SKU"
      maxDropdownHeight={280}
      limit={offered}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      {...input}
      data={optionsFor(products, line)}
      value={line.productId || null}
      onChange={(id) => {
        const chosen = id ? products.get(id) : undefined
        if (chosen) onChoose(chosen)
      }}
      filter={({ options, search, limit }) =>
        matching(options as ComboboxItem[], search, products).slice(0, limit)
      }
      renderOption={({ option }) => (
        <ProductOption product={products.get(option.value)} name={option.label} />
      )}
    />
  )
}

/** Options whose name, SKU or category holds what was typed; names that begin with it come first. */
function matching(options: readonly ComboboxItem[], search: string, products: ReadonlyMap<string, Product>) {
  const sought = fold(search.trim())
  const rank = ({ value, label }: ComboboxItem) => {
    if (fold(label).startsWith(sought)) return 0
    const product = products.get(value)
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
function optionsFor(products: ReadonlyMap<string, Product>, line: LineDraft): ComboboxItem[] {
  const options = [...products.values()]
    .filter((product) => !product.discontinued || product.id === line.productId)
    .map((product) => ({ value: product.id, label: product.name }))
  return line.productId && !products.has(line.productId)
    ? [{ value: line.productId, label: line.description }, ...options]
    : options
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
