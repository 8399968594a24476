/** All customers of the book. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import { choiceFilter, fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { perLanguage } from '../../words/per-language.ts'

const place = perLanguage((): Column<Customer> => ({
  id: 'place',
  header: t`Place`,
  value: ({ address }) => [address?.city, address?.country].filter(Boolean).join(', ') || undefined,
  minWidth: 140,
  optional: true,
}))

/** The first contact: whom one asks for. */
const contact = perLanguage((): Column<Customer> => ({
  id: 'contact',
  header: t`Contact`,
  value: ({ contacts }) => contacts?.[0]?.name,
  minWidth: 140,
  optional: true,
}))

const filters = perLanguage(() => [choiceFilter('customers', 'status')])

export function CustomerList({ actions }: { actions?: ReactNode }) {
  const nameOf = useReferenceNames(['salesReps'])
  const columns = useMemo(
    () => [
      titleColumn('customers', t`Name`),
      fieldColumn('customers', 'status', nameOf, { width: 132 }),
      place(),
      fieldColumn('customers', 'phone'),
      contact(),
      fieldColumn('customers', 'ownerId', nameOf, { minWidth: 140, optional: true }),
    ],
    [nameOf],
  )
  return (
    <RecordList
      collection="customers"
      columns={columns}
      filters={filters()}
      initialSorting={{ id: 'title', desc: false }}
      emptyHint={t`Add one or import a file.`}
      actions={actions}
    />
  )
}
