/** The open cases that need somebody first, for the home page. */
import { t } from '@lingui/core/macro'
import { IconLifebuoy } from '@tabler/icons-react'
import { supportCase } from '../../../shared/entities/support-case.ts'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { SummaryList } from '../../ui/summary-list.tsx'

const most = 8

/** As `byNeed` orders them, where they are kept: the most urgent first, then by the day they are due. */
const mostNeeded: ListView = {
  list: 'cases',
  where: [{ column: 'status', is: 'one-of', values: ['open', 'waiting'] }],
  sort: [{ by: 'priority', desc: true }, { by: 'dueDate' }, { by: 'createdAt' }],
}

export function OpenCases() {
  const nameOf = useNameOf()
  const { rows, total = 0, loading } = useView(mostNeeded, { offset: 0, limit: most })
  const open = rows as readonly unknown[] as readonly SupportCase[]
  if (loading) return null
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
      total={total}
      all={{ path: listPath('cases'), words: t`All ${{ count: total }} open cases` }}
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
