/** Resolves a case, or opens it again. Both can be taken back. */
import { t } from '@lingui/core/macro'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import { saveRecord } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { whyNot } from '../../words/say.ts'

export async function setCaseStatus(stored: SupportCase, status: SupportCase['status']): Promise<void> {
  const set = async (next: SupportCase['status']) => {
    const result = await saveRecord('cases', stored.id, { status: next })
    if (!result.ok)
      notifyProblem(t`The case was not changed`, whyNot(result) || t`This device could not store it.`)
    return result.ok
  }
  const words = {
    open: 'open again',
    waiting: 'waiting for the customer',
    resolved: 'resolved',
    closed: 'closed',
  }
  if (await set(status)) notifyWithUndo(`${stored.subject}: ${words[status]}`, () => void set(stored.status))
}
