/** Interactions: the list over the whole book, one of them, and the form. */
import { t } from '@lingui/core/macro'
import { Stack, Text, Title } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useRecord } from '../../data/index.ts'
import { FileSection } from '../../features/files/file-section.tsx'
import { InteractionForm } from '../../features/interactions/interaction-form.tsx'
import { InteractionList, counterpartName } from '../../features/interactions/interaction-list.tsx'
import { typeWord } from '../../features/interactions/interaction-words.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { RecordDetail, RecordMissing } from '../../ui/record/record-detail.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { usePrefill, useRecordId } from '../../ui/record/use-route-values.ts'

export const InteractionsListPage = () => <InteractionList />

export function InteractionDetailPage() {
  const person = usePerson()
  const nameOf = useReferenceNames(['customers', 'leads'])
  return (
    <RecordDetail
      collection="interactions"
      id={useRecordId()}
      title={(record) => {
        const name = counterpartName(record, nameOf)
        return name ? `${typeWord(record.type)}: ${name}` : typeWord(record.type)
      }}
    >
      {(record) => (
        <Stack gap="lg">
          {record.notes ? (
            <Text maw={640} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {record.notes}
            </Text>
          ) : (
            <Text c="dimmed">{t`No notes.`}</Text>
          )}
          <section>
            <Title order={2} mb="sm">
              {t`Files`}
            </Title>
            <FileSection collection="interactions" record={record} person={person} />
          </section>
        </Stack>
      )}
    </RecordDetail>
  )
}

export function InteractionFormPage() {
  const id = useRecordId()
  const person = usePerson()
  const navigate = useNavigate()
  const { customerId, leadId } = usePrefill()
  const { record, loading } = useRecord('interactions', id)
  const prefill = useMemo(
    () => ({ ...(customerId && { customerId }), ...(leadId && { leadId }) }),
    [customerId, leadId],
  )
  if (id && loading) return null
  if (id && !record) return <RecordMissing collection="interactions" />
  const origin = customerId
    ? recordPath('customers', customerId)
    : leadId
      ? recordPath('leads', leadId)
      : listPath('interactions')
  return (
    <>
      <PageTitle title={record ? t`Edit interaction` : t`Log interaction`} />
      <InteractionForm
        key={id}
        person={person}
        stored={record}
        prefill={prefill}
        onSaved={(saved) => void navigate({ to: recordPath('interactions', saved), replace: true })}
        onCancel={() => void navigate({ to: id ? recordPath('interactions', id) : origin })}
      />
    </>
  )
}
