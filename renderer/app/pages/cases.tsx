/** Cases: the list, one case with its comments, and the form. */
import { t } from '@lingui/core/macro'
import { Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconClock, IconLock, IconRotate } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useRecord } from '../../data/index.ts'
import { setCaseStatus } from '../../features/cases/case-actions.ts'
import { CaseForm } from '../../features/cases/case-form.tsx'
import { CaseList } from '../../features/cases/case-list.tsx'
import { caseRights, isOpenCase } from '../../features/cases/case-rights.ts'
import { CommentThread } from '../../features/cases/comment-thread.tsx'
import { FileSection } from '../../features/files/file-section.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RecordDetail, RecordMissing } from '../../ui/record/record-detail.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { usePrefill, useRecordId } from '../../ui/record/use-route-values.ts'
import { useNow } from '../../ui/use-now.ts'

export const CasesListPage = () => <CaseList />

export function CaseDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const now = useNow(60_000)
  const { record: stored } = useRecord('cases', id)
  const rights = stored && caseRights(person, stored, now)
  return (
    <RecordDetail
      collection="cases"
      id={id}
      editable={rights?.edit ?? false}
      deletable={rights?.remove ?? false}
      can={(record) => {
        if (!rights?.edit) return []
        const set = (status: typeof record.status) => () => void setCaseStatus(record, status)
        return [
          isOpenCase(record) && {
            label: t`Resolve`,
            icon: IconCheck,
            place: 'primary',
            does: set('resolved'),
          },
          record.status === 'open' && {
            label: t`Wait for the customer`,
            icon: IconClock,
            does: set('waiting'),
          },
          record.status !== 'open' && { label: t`Open again`, icon: IconRotate, does: set('open') },
          record.status !== 'closed' && { label: t`Close`, icon: IconLock, does: set('closed') },
        ]
      }}
    >
      {(record) => (
        <Stack gap="lg" maw={720}>
          {record.description && (
            <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{record.description}</Text>
          )}
          <section>
            <Title order={2} mb="sm">
              {t`Comments`}
            </Title>
            <CommentThread stored={record} person={person} mayComment={rights?.comment ?? false} />
          </section>
          <section>
            <Title order={2} mb="sm">
              {t`Files`}
            </Title>
            <FileSection collection="cases" record={record} person={person} />
          </section>
        </Stack>
      )}
    </RecordDetail>
  )
}

export function CaseFormPage() {
  const id = useRecordId()
  const person = usePerson()
  const navigate = useNavigate()
  const { customerId } = usePrefill()
  const { record, loading } = useRecord('cases', id)
  const prefill = useMemo(() => (customerId ? { customerId } : {}), [customerId])
  if (id && loading) return null
  if (id && !record) return <RecordMissing collection="cases" />
  const origin = customerId ? recordPath('customers', customerId) : listPath('cases')
  return (
    <>
      <PageTitle title={record ? t`Edit case` : t`New case`} />
      <CaseForm
        key={id}
        person={person}
        stored={record}
        prefill={prefill}
        onSaved={(saved) => void navigate({ to: recordPath('cases', saved), replace: true })}
        onCancel={() => void navigate({ to: id ? recordPath('cases', id) : origin })}
      />
    </>
  )
}
