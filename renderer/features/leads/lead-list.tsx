/** All leads of the book, by stage. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { choiceFilter, fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { perLanguage } from '../../words/per-language.ts'

const filters = perLanguage(() => [choiceFilter('leads', 'status'), choiceFilter('leads', 'source')])

interface LeadListProps {
  actions?: ReactNode
  /** For the chosen leads. */
  selectionActions?: (ids: readonly string[], clear: () => void) => ReactNode
}

export function LeadList({ actions, selectionActions }: LeadListProps) {
  const nameOf = useReferenceNames(['salesReps'])
  const columns = useMemo(
    () => [
      titleColumn('leads', t`Name`),
      fieldColumn('leads', 'status', nameOf, { width: 136 }),
      fieldColumn('leads', 'value'),
      fieldColumn('leads', 'expectedClose', nameOf, { optional: true }),
      fieldColumn('leads', 'source', nameOf, { width: 120, optional: true }),
      fieldColumn('leads', 'ownerId', nameOf, { minWidth: 140, optional: true }),
    ],
    [nameOf],
  )
  return (
    <RecordList
      collection="leads"
      columns={columns}
      filters={filters()}
      initialSorting={{ id: 'status', desc: false }}
      actions={actions}
      {...(selectionActions && { selectionActions })}
      emptyHint={t`Add the first person who may become a customer.`}
    />
  )
}
