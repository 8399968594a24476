/** Finds a product by its name, SKU or category, and shows its price beside it. */
import { Group, Select, Text } from '@mantine/core'
import type { ComboboxItem, SelectProps } from '@mantine/core'
import { t } from '@lingui/core/macro'
import type { Product } from '../../../shared/entities/product.ts'
import { formatMoney } from '../format.ts'
import { fold } from '../../../shared/lists/fold.ts'

interface ProductSelectProps extends Omit<
  SelectProps,
  'data' | 'value' | 'onChange' | 'filter' | 'renderOption'
> {
  products: ReadonlyMap<string, Product>
  /** Its id; empty for none. */
  chosen: string
  /** What to call the chosen one when it is gone. */
  chosenName: string
  /** Offers what is no longer sold as well: it may still be counted. */
  withDiscontinued?: boolean
  onChoose: (product: Product) => void
}

/** Products the list offers at once; typing finds the others. */
const offered = 50

export function ProductSelect(props: ProductSelectProps) {
  const { products, chosen, chosenName, withDiscontinued = false, onChoose, ...input } = props
  return (
    <Select
      placeholder={t`Search products`}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      nothingFoundMessage={t`No product with this name or SKU`}
      maxDropdownHeight={280}
      limit={offered}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      {...input}
      data={optionsFor(products, chosen, chosenName, withDiscontinued)}
      value={chosen || null}
      onChange={(id) => {
        const product = id ? products.get(id) : undefined
        if (product) onChoose(product)
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

/** What may be chosen; the chosen one stays even when it was discontinued or is gone since. */
function optionsFor(
  products: ReadonlyMap<string, Product>,
  chosen: string,
  chosenName: string,
  withDiscontinued: boolean,
): ComboboxItem[] {
  const options = [...products.values()]
    .filter((product) => withDiscontinued || !product.discontinued || product.id === chosen)
    .map((product) => ({ value: product.id, label: product.name }))
  return chosen && !products.has(chosen) ? [{ value: chosen, label: chosenName }, ...options] : options
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
