/**
 * The frame of what is done to many records: the question, how far it is, and what became of it when not all went
 * well. It is one step to undo, and can be stopped on the way.
 */
import { plural, t } from '@lingui/core/macro'
import { Alert, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { ListRow } from '../../../shared/lists/list-columns.ts'
import { listRows, newStep, useNameOf } from '../../data/index.ts'
import type { SaveResult, UndoStep } from '../../data/index.ts'
import { whyNot } from '../../words/say.ts'
import { formatList, formatNumber } from '../format.ts'
import { notifyWithUndo } from '../notify-with-undo.tsx'
import { byReason, changeMany } from './bulk-change.ts'
import type { BulkOutcome } from './bulk-change.ts'

export interface BulkDialogProps {
  collection: CollectionName
  ids: readonly string[]
  onClose: () => void
  /** Something was changed. */
  onDone: () => void
}

interface BulkWork {
  /** Undefined where the record is so already. */
  changesFor: (row: ListRow) => Record<string, unknown> | undefined
  write: (id: string, changes: Record<string, unknown>, step: UndoStep) => Promise<SaveResult>
  /** "3 records changed" */
  doneWords: (count: number) => string
}

/** Nothing is left to tell when all went well: the dialog closes then. */
export function useBulk({ collection, ids, onClose, onDone }: BulkDialogProps) {
  const [done, setDone] = useState<number>()
  const [outcome, setOutcome] = useState<BulkOutcome>()
  const stopped = useRef(false)
  // The selection carries this dialog: it goes last.
  const leave = (result: BulkOutcome) => {
    onClose()
    if (result.changed > 0) onDone()
  }
  async function run({ changesFor, write, doneWords }: BulkWork): Promise<void> {
    stopped.current = false
    setDone(0)
    const step = newStep()
    const result = await changeMany({
      ids,
      read: async (wanted) => (await listRows(collection, wanted)).rows,
      changesFor,
      write: async (id, changes) => {
        const answer = await write(id, changes, step)
        return answer.ok ? undefined : whyNot(answer) || t`It was refused.`
      },
      onProgress: (count) => {
        if (count % 10 === 0 || count === ids.length) setDone(count)
      },
      isStopped: () => stopped.current,
    })
    setDone(undefined)
    setOutcome(result)
    if (result.changed > 0) notifyWithUndo(doneWords(result.changed), step)
    if (isSmooth(result)) leave(result)
  }
  const stop = () => {
    stopped.current = true
  }
  return { done, outcome, run, stop, leave }
}

const isSmooth = ({ refused, rest, gone }: BulkOutcome) => refused.length === 0 && rest === 0 && gone === 0

interface BulkDialogFrameProps extends Pick<BulkDialogProps, 'collection' | 'ids' | 'onClose'> {
  title: string
  work: Omit<ReturnType<typeof useBulk>, 'run'>
  /** The question. */
  children: ReactNode
}

export function BulkDialogFrame({ title, collection, ids, work, onClose, children }: BulkDialogFrameProps) {
  const { done, outcome, stop, leave } = work
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={done === undefined}
      closeOnEscape={done === undefined}
      withCloseButton={done === undefined}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {outcome ? (
        <OutcomeNote collection={collection} outcome={outcome} onClose={() => leave(outcome)} />
      ) : done !== undefined ? (
        <Running done={done} total={ids.length} onStop={stop} />
      ) : (
        children
      )}
    </Modal>
  )
}

/** From so many on it takes long enough to be shown. */
const worthShowing = 50

function Running({ done, total, onStop }: { done: number; total: number; onStop: () => void }) {
  if (total <= worthShowing) return <Text role="status">{t`Working…`}</Text>
  return (
    <Stack>
      <Text role="status">{t`${{ done: formatNumber(done) }} of ${{ all: formatNumber(total) }}`}</Text>
      <Progress value={(100 * done) / total} aria-label={t`Progress`} />
      <Group>
        <Button variant="default" onClick={onStop}>{t`Stop`}</Button>
      </Group>
    </Stack>
  )
}

interface OutcomeNoteProps {
  collection: CollectionName
  outcome: BulkOutcome
  onClose: () => void
}

const named = 5

/** What became of them, when not all went well. */
function OutcomeNote({ collection, outcome, onClose }: OutcomeNoteProps) {
  const nameOf = useNameOf()
  const { changed, same, gone, rest, refused } = outcome
  return (
    <Stack>
      <Text>{plural(changed, { one: '# was changed.', other: '# were changed.' })}</Text>
      {same > 0 && <Text>{plural(same, { one: '# was so already.', other: '# were so already.' })}</Text>}
      {gone > 0 && (
        <Text>{plural(gone, { one: '# is no longer here.', other: '# are no longer here.' })}</Text>
      )}
      {rest > 0 && (
        <Text>
          {plural(rest, {
            one: '# was not looked at, because you stopped.',
            other: '# were not looked at, because you stopped.',
          })}
        </Text>
      )}
      {byReason(refused).map(({ reason, ids }) => (
        <Alert
          key={reason}
          color="red"
          title={plural(ids.length, { one: '# was refused', other: '# were refused' })}
        >
          <Text size="sm">{reason}</Text>
          <Text size="sm" c="dimmed">
            {formatList(ids.slice(0, named).map((id) => nameOf(collection, id) ?? id))}
            {ids.length > named && ' …'}
          </Text>
        </Alert>
      ))}
      <Group>
        <Button data-autofocus onClick={onClose}>{t`Close`}</Button>
      </Group>
    </Stack>
  )
}
