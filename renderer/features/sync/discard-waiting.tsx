/** Giving up one waiting change: asked for, told of, and undone as a new change of the same fields. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { createRecord, discardChange, removeRecord, saveRecord } from '../../data/index.ts'
import type { SaveResult, WaitingChange } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { messageOf, whyNot } from '../../words/say.ts'

const consequence = (): Record<WaitingChange['kind'], string> => ({
  create: t`It was made on this device only and will be removed. You can undo this right afterwards.`,
  update: t`It returns to what the office has; what you changed is not sent. You can undo this right afterwards.`,
  delete: t`The record stays. You can undo this right afterwards.`,
})

export function askToDiscard(change: WaitingChange) {
  modals.openConfirmModal({
    title:
      change.kind === 'delete'
        ? t`Keep ${{ title: change.title }}?`
        : t`Discard your change of ${{ title: change.title }}?`,
    children: <Text size="sm">{consequence()[change.kind]}</Text>,
    labels: { confirm: change.kind === 'delete' ? t`Keep the record` : t`Discard`, cancel: t`Cancel` },
    ...(change.kind !== 'delete' && { confirmProps: { color: 'red' } }),
    onConfirm: () => void discard(change),
  })
}

async function discard(change: WaitingChange) {
  const answer = await discardChange(change.collection, change.id)
  if (answer.ok)
    notifyWithUndo(t`${{ title: change.title }}: change discarded`, () => void undo(answer.value))
  else notifyProblem(t`The change of ${{ title: change.title }} still stands`, messageOf(answer.error))
}

async function undo(change: WaitingChange) {
  const answer = await typedAgain(change)
  if (!answer.ok) notifyProblem(t`${{ title: change.title }} could not be changed back`, whyNot(answer))
}

function typedAgain({ collection, id, kind, changes }: WaitingChange): Promise<SaveResult> {
  const typed = Object.fromEntries(changes.map(({ field, now }) => [field, now]))
  if (kind === 'delete') return removeRecord(collection, id)
  if (kind === 'create') return createRecord(collection, { ...typed, id })
  return saveRecord(collection, id, typed)
}
