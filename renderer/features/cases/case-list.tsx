/** Every case of the book, what is most needed first. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import { choiceFilter, fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { perLanguage } from '../../words/per-language.ts'

const filters = perLanguage(() => [choiceFilter('cases', 'status'), choiceFilter('cases', 'priority')])

/** Open before waiting before settled, and within each what is most urgent. */
const byNeed = [{ by: 'status' }, { by: 'priority', desc: true }]

export function CaseList() {
  const nameOf = useReferenceNames(['customers', 'salesReps'])
  const columns = useMemo<readonly Column<SupportCase>[]>(
    () => [
      { ...titleColumn('cases'), minWidth: 220 },
      fieldColumn('cases', 'customerId', nameOf, { minWidth: 160 }),
      fieldColumn('cases', 'status', nameOf, { width: 212, sortBy: byNeed }),
      fieldColumn('cases', 'priority', nameOf, { width: 132 }),
      fieldColumn('cases', 'dueDate'),
      fieldColumn('cases', 'ownerId', nameOf, { width: 150, optional: true }),
      fieldColumn('cases', 'updatedAt', nameOf, { optional: true }),
    ],
    [nameOf],
  )
  return (
    <RecordList
      collection="cases"
      columns={columns}
      filters={filters()}
      initialSorting={{ id: 'status', desc: false }}
      emptyHint={t`A case follows a customer's question or complaint until it is resolved.`}
    />
  )
}
