/** The open cases that need somebody first, for the home page. */
import { t } from '@lingui/core/macro'
import { IconLifebuoy } from '@tabler/icons-react'
import { useMemo } from 'react'
import { supportCase } from '../../../shared/entities/support-case.ts'
import { useRecords } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { byNeed, isOpenCase } from './case-rights.ts'

const most = 8

export function OpenCases() {
  const cases = useRecords('cases')
  const nameOf = useReferenceNames(['customers'])
  const open = useMemo(() => cases.records.filter(isOpenCase).toSorted(byNeed), [cases.records])
  if (cases.loading) return null
  if (open.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconLifebuoy />}
        title={t`No open cases`}
        description={t`Every question and complaint has been resolved.`}
      />
    )
  return (
    <SummaryList
      limit={most}
      all={{ path: listPath('cases'), words: t`All ${{ count: open.length }} open cases` }}
      entries={open.map((one) => ({
        id: one.id,
        title: one.subject,
        path: recordPath('cases', one.id),
        detail: nameOf('customers', one.customerId),
        state: (
          <>
            {(one.priority === 'high' || one.priority === 'urgent') && (
              <FieldValue field={supportCase.fields.priority} value={one.priority} />
            )}
            <FieldValue field={supportCase.fields.status} value={one.status} />
          </>
        ),
      }))}
    />
  )
}
