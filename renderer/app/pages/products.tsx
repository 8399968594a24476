/** Products: the list, one product with its stock and what was ordered of it, and the form. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { IconClipboardCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { OrderItem } from '../../../shared/entities/order.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { lineTotal } from '../../../shared/money.ts'
import { useView } from '../../data/index.ts'
import { ProductForm } from '../../features/products/product-form.tsx'
import { ProductList } from '../../features/products/product-list.tsx'
import { ProductLedger } from '../../features/inventory/product-ledger.tsx'
import { StockNow, movementsOf } from '../../features/products/product-stock.tsx'
import { StockBadge } from '../../features/products/stock-badge.tsx'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatDate, formatMoney, formatNumber } from '../../ui/format.ts'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { RelatedTabs } from '../../ui/record/related-tabs.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import type { Column } from '../../ui/table-columns.ts'

export const ProductsListPage = () => <ProductList />

export function ProductDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  return (
    <RecordDetail
      collection="products"
      id={id}
      badge={(product) => <StockBadge product={product} />}
      can={(product) => [
        person.role === 'admin' && {
          label: t`Count stock`,
          icon: IconClipboardCheck,
          does: { to: '/admin/inventory/count', search: { productId: product.id } as never },
        },
      ]}
    >
      {(product) => (
        <>
          <StockNow product={product} />
          <ProductRelated product={product} />
        </>
      )}
    </RecordDetail>
  )
}

/** As many as anybody reads through here; all of them are in the list of order items. */
const newestItems = { offset: 0, limit: 500 }

function ProductRelated({ product }: { product: Product }) {
  const { id } = product
  const view = useMemo<ListView>(
    () => ({
      list: 'orderItems',
      where: [{ column: 'productId', is: 'equal', value: id }],
      sort: [{ by: 'orderDate', desc: true }],
    }),
    [id],
  )
  const { rows, total, loading } = useView(view, newestItems)
  const items = rows as readonly unknown[] as readonly OrderItem[]
  const nameOf = useReferenceNames(['customers'])
  const columns = useMemo<Column<OrderItem>[]>(
    () => [
      { id: 'order', header: t`Order`, value: (item) => item.orderTitle, minWidth: 110 },
      {
        id: 'date',
        header: t`Ordered`,
        value: (item) => item.orderDate,
        text: (item) => formatDate(item.orderDate),
        width: 120,
      },
      {
        id: 'customer',
        header: t`Customer`,
        value: (item) => nameOf('customers', item.customerId),
        minWidth: 150,
      },
      {
        id: 'quantity',
        header: t`Quantity`,
        value: (item) => item.quantity,
        text: (item) => formatNumber(item.quantity),
        width: 96,
        align: 'end',
      },
      {
        id: 'total',
        header: t`Total`,
        value: lineTotal,
        text: (item) => formatMoney({ amount: lineTotal(item), currency: item.currency }),
        width: 120,
        align: 'end',
      },
    ],
    [nameOf],
  )
  return (
    <RelatedTabs
      tabs={[
        {
          value: 'movements',
          label: t`Stock movements`,
          collection: 'stockMovements',
          query: movementsOf(id),
          panel: <ProductLedger product={product} />,
        },
        {
          value: 'items',
          label: t`Order items`,
          count: total ?? 0,
          panel: (
            <CompactTable
              label={t`Order items`}
              rows={items}
              columns={columns}
              rowId={(item) => `${item.orderId} ${item.id}`}
              href={(item) => recordPath('orders', item.orderId)}
              limit={12}
              empty={
                loading ? null : (
                  <Text size="sm" c="dimmed" py="sm">
                    {t`No order in your book has this product.`}
                  </Text>
                )
              }
            />
          ),
        },
      ]}
    />
  )
}

export const ProductFormPage = () => <ProductForm />
