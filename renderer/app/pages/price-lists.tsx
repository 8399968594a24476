/** Price lists: all of them, one with its prices, and the form. */
import { t } from '@lingui/core/macro'
import { PriceListForm } from '../../features/price-lists/price-list-form.tsx'
import { PriceListList } from '../../features/price-lists/price-list-list.tsx'
import { PriceTable } from '../../features/price-lists/price-table.tsx'
import { forWhom } from '../../features/price-lists/for-whom.ts'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'

export const PriceListsListPage = () => <PriceListList />

export function PriceListDetailPage() {
  const id = useRecordId()
  return (
    <RecordDetail
      collection="priceLists"
      id={id}
      badge={(list) => (
        <ToneBadge tone={list.active ? 'active' : 'neutral'}>
          {list.active ? t`In use: ${{ whom: forWhom(list) }}` : t`Not in use`}
        </ToneBadge>
      )}
    >
      {(list) => <PriceTable list={list} />}
    </RecordDetail>
  )
}

export const PriceListFormPage = () => <PriceListForm />
