/** Deletes a record at once and offers to bring it back. Bringing it back is a new change, sent like any other. */
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { removeRecord } from '../../data/index.ts'
import { putBack } from '../../data/put-back.ts'
import { notifyProblem, notifyWithUndo } from '../notify-with-undo.tsx'

/** True when it was deleted. */
export async function removeWithUndo<C extends CollectionName>(
  collection: C,
  record: DocumentIn<C>,
): Promise<boolean> {
  const { label, title } = entityOf(collection)
  const name = title(record)
  const answer = await removeRecord(collection, record.id)
  if (!answer.ok) {
    notifyProblem(`${label.one} not deleted`, answer.error?.message ?? answer.errors[0]?.message ?? name)
    return false
  }
  notifyWithUndo(`${label.one} ${name} deleted`, () => {
    void putBack(collection, record).then((result) => {
      if (!result.ok)
        notifyProblem(
          `${label.one} not brought back`,
          result.error?.message ?? result.errors[0]?.message ?? name,
        )
    })
  })
  return true
}
