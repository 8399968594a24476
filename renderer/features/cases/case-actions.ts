/** Resolves a case, or opens it again. Both can be taken back. */
import { t } from '@lingui/core/macro'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import { newStep, saveRecord } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { whyNot } from '../../words/say.ts'

export async function setCaseStatus(stored: SupportCase, status: SupportCase['status']): Promise<void> {
  const step = newStep()
  const result = await saveRecord('cases', stored.id, { status }, step)
  if (!result.ok) {
    notifyProblem(t`The case was not changed`, whyNot(result) || t`This device could not store it.`)
    return
  }
  const words = {
    open: t`open again`,
    waiting: t`waiting for the customer`,
    resolved: t`resolved`,
    closed: t`closed`,
  }
  notifyWithUndo(`${stored.subject}: ${words[status]}`, step)
}
