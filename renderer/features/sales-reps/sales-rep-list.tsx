/** Everybody of the company who signs in: the directory. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { roleOptions } from '../../../shared/roles.ts'
import { word } from '../../words/say.ts'

const active = (): Column<SalesRep> => ({
  id: 'active',
  header: t`State`,
  value: (rep) => !rep.active,
  sortBy: [{ by: 'active', desc: true }],
  text: (rep) => (rep.active ? t`Active` : t`Left`),
  cell: (rep) => (
    <ToneBadge tone={rep.active ? 'done' : 'neutral'}>{rep.active ? t`Active` : t`Left`}</ToneBadge>
  ),
  width: 112,
})

const filtersOfReps = (): readonly ChoiceFilter<SalesRep>[] => [
  {
    id: 'role',
    label: t`Role`,
    options: roleOptions.map(({ value, label }) => ({ value, label: word(label) })),
    value: (rep) => rep.role,
  },
]

export function SalesRepList({ actions }: { actions?: ReactNode }) {
  const nameOf = useReferenceNames(['settings'])
  const columns = useMemo(
    () => [
      titleColumn('salesReps', t`Name`),
      fieldColumn('salesReps', 'jobTitle', nameOf, { minWidth: 140, optional: true }),
      fieldColumn('salesReps', 'role', nameOf, { width: 176 }),
      fieldColumn('salesReps', 'teamIds', nameOf, { minWidth: 110 }),
      fieldColumn('salesReps', 'phone', nameOf, { optional: true }),
      fieldColumn('salesReps', 'email', nameOf, { minWidth: 200, optional: true }),
      active(),
    ],
    [nameOf],
  )
  const filters = useMemo(() => filtersOfReps(), [])
  return (
    <RecordList
      collection="salesReps"
      columns={columns}
      filters={filters}
      initialSorting={{ id: 'title', desc: false }}
      emptyHint={t`An administrator adds people under Users.`}
      actions={actions}
    />
  )
}
