/** Every price list: whose it is, when it holds, and how many prices it has. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { PriceList } from '../../../shared/entities/price-list.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { perLanguage } from '../../words/per-language.ts'
import { forWhom } from './for-whom.ts'

const columns = perLanguage((): readonly Column<PriceList>[] => [
  titleColumn('priceLists', t`Name`),
  fieldColumn('priceLists', 'currency', undefined, { width: 104 }),
  {
    id: 'customerIds',
    header: t`For whom`,
    value: forWhom,
    sortBy: [{ by: 'customerIds' }, { by: 'customerTags' }],
    minWidth: 160,
  },
  fieldColumn('priceLists', 'validFrom', undefined, { optional: true }),
  fieldColumn('priceLists', 'validTo', undefined, { optional: true }),
  {
    id: 'prices',
    header: t`Prices`,
    value: ({ prices }) => prices.length,
    align: 'end',
    width: 96,
  },
  {
    id: 'active',
    header: t`State`,
    value: ({ active }) => !active,
    text: ({ active }) => (active ? t`In use` : t`Not in use`),
    cell: ({ active }) => (
      <ToneBadge tone={active ? 'active' : 'neutral'}>{active ? t`In use` : t`Not in use`}</ToneBadge>
    ),
    width: 128,
  },
])

export function PriceListList() {
  const list = useMemo(() => columns(), [])
  return (
    <RecordList
      collection="priceLists"
      columns={list}
      initialSorting={{ id: 'title', desc: false }}
      emptyHint={t`Without price lists every product costs what its own page says.`}
    />
  )
}
