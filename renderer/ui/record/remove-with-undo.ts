/** Deletes a record at once and offers to bring it back. Bringing it back is a new change, sent like any other. */
import { t } from '@lingui/core/macro'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { newStep, removeRecord } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../notify-with-undo.tsx'
import { whyNot } from '../../words/say.ts'
import { nameOfOne } from '../../words/entity-words.ts'

/** True when it was deleted. */
export async function removeWithUndo<C extends CollectionName>(
  collection: C,
  record: DocumentIn<C>,
): Promise<boolean> {
  const one = nameOfOne(collection)
  const name = entityOf(collection).title(record)
  const step = newStep()
  const answer = await removeRecord(collection, record.id, step)
  if (!answer.ok) {
    notifyProblem(t`${one} not deleted`, whyNot(answer) || name)
    return false
  }
  notifyWithUndo(t`${one} ${name} deleted`, step)
  return true
}
