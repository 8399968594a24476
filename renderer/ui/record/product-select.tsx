/** Finds a product by its name, SKU or category among all on this device, and shows its price beside it. */
import { Group, Text } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { useCallback, useMemo, useState } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { formatMoney } from '../format.ts'
import { fold } from '../../../shared/lists/fold.ts'
import { SearchSelect } from './search-select.tsx'
import type { SearchSelectProps } from './search-select.tsx'

interface ProductSelectProps extends Omit<
  SearchSelectProps,
  'options' | 'isBehind' | 'isSearching' | 'typed' | 'onTyped' | 'value' | 'onChange' | 'renderOption'
> {
  /** Its id; empty for none. */
  chosen: string
  /** What to call the chosen one, also when it is gone. */
  chosenName: string
  /** Offers what is no longer sold as well: it may still be counted. */
  withDiscontinued?: boolean
  onChoose: (product: Product) => void
}

/** Products the list offers at once; typing finds the others. */
const offered = { offset: 0, limit: 50 }
const sought = ['title', 'sku', 'category'] as const

export function ProductSelect(props: ProductSelectProps) {
  const { chosen, chosenName, withDiscontinued = false, onChoose, onFocus, ...input } = props
  const [typed, setTyped] = useState(chosenName)
  // An order may have many lines: only the one at hand asks.
  const [isAsked, setIsAsked] = useState(false)
  // Who opens the list on a chosen product looks for another one.
  const words = typed === chosenName ? '' : fold(typed.trim())
  const view = useMemo(() => viewFor(words, withDiscontinued), [words, withDiscontinued])
  const { rows, loading, isBehind = false } = useView(isAsked ? view : undefined, offered)
  const products = rows as readonly unknown[] as readonly Product[]
  const options = useMemo(() => {
    const ranked = products
      .filter(({ id }) => id !== chosen)
      .map((product) => ({ product, rank: fold(product.name).startsWith(words) ? 0 : 1 }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ product }) => ({ value: product.id, label: product.name }))
    return chosen ? [{ value: chosen, label: chosenName }, ...ranked] : ranked
  }, [products, chosen, chosenName, words])
  const choose = useCallback(
    (id: string | null) => {
      const product = products.find((one) => one.id === id)
      if (product) onChoose(product)
    },
    [products, onChoose],
  )
  return (
    <SearchSelect
      placeholder={t`Search products`}
      allowDeselect={false}
      nothingFoundMessage={loading || isBehind ? undefined : t`No product with this name or SKU`}
      maxDropdownHeight={280}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      {...input}
      onFocus={(event) => {
        setIsAsked(true)
        onFocus?.(event)
      }}
      options={options}
      isBehind={loading || isBehind}
      isSearching={words !== ''}
      typed={typed}
      onTyped={setTyped}
      value={chosen || null}
      onChange={choose}
      renderOption={({ option }) => (
        <ProductOption product={products.find(({ id }) => id === option.value)} name={option.label} />
      )}
    />
  )
}

/** Products that hold each word somewhere. */
function viewFor(words: string, withDiscontinued: boolean): ListView {
  const holding = words.split(/\s+/).filter(Boolean)
  return {
    list: 'products',
    where: [
      ...(withDiscontinued ? [] : [{ column: 'discontinued', is: 'equal' as const, value: false }]),
      ...holding.map((word) => ({
        any: sought.map((column) => ({ column, is: 'containing' as const, value: word })),
      })),
    ],
    sort: [{ by: 'title' }],
  }
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
