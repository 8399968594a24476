/** Says what was merged into a record, and undoes it. */
import { t } from '@lingui/core/macro'
import { Alert, Anchor, List, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { absorbedOf } from '../../../shared/merged-records.ts'
import type { Mergeable } from '../../../shared/merged-records.ts'
import type { Person } from '../../../shared/roles.ts'
import { callProcedure } from '../../data/procedures.ts'
import { formatInstant } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { CallReceipt } from '../../ui/record/call-receipt.tsx'
import { messageOf } from '../../words/say.ts'
import { mayMergeRecord } from './merge-records.tsx'

interface MergedNoteProps {
  collection: Mergeable
  record: AnyDocument
  person: Person
}

export function MergedNote({ collection, record, person }: MergedNoteProps) {
  const [callId, setCallId] = useState<string>()
  const absorbed = Object.entries(absorbedOf(record))
  if (callId) return <CallReceipt id={callId} />
  if (absorbed.length === 0) return null
  const undo = async (mergedId: string, title: string) => {
    const answer = await callProcedure(`unmerge_${collection}`, { survivorId: record.id, mergedId }, person)
    if (answer.ok) setCallId(answer.value.id)
    else notifyProblem(t`${title} was not taken out again`, messageOf(answer.error))
  }
  return (
    <Alert color="gray" py="xs" icon={<IconGitMerge size={16} stroke={1.75} aria-hidden />}>
      <List size="sm" listStyleType="none">
        {absorbed.map(([id, { title, at }]) => (
          <List.Item key={id}>
            <Text size="sm" component="span">
              {t`${title} was merged into this on ${{ when: formatInstant(at) }}.`}
            </Text>{' '}
            {mayMergeRecord(person, record) && (
              <Anchor component="button" type="button" size="sm" onClick={() => void undo(id, title)}>
                {t`Undo this merge`}
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
