/** What became of an import and of each of its records when it was taken back, in words. */
import { t } from '@lingui/core/macro'
import type { Tone } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type {
  ImportState,
  RevertOutcome,
  RevertReason,
  RevertResult,
} from '../../../shared/import/import-log.ts'
import { formatList } from '../../ui/format.ts'
import { messageOf, word } from '../../words/say.ts'

export const stateWord = (state: ImportState): string =>
  ({ imported: t`Imported`, reverting: t`Partly reverted`, reverted: t`Reverted` })[state]

export const stateTone = (state: ImportState): Tone =>
  (({ imported: 'done', reverting: 'attention', reverted: 'neutral' }) as const)[state]

export const outcomeWord = (outcome: RevertOutcome): string =>
  ({
    kept: t`Kept`,
    partly: t`Partly restored`,
    removed: t`Removed`,
    restored: t`Restored`,
    deactivated: t`Deactivated`,
  })[outcome]

export const outcomeTone = (outcome: RevertOutcome): Tone =>
  outcome === 'kept' || outcome === 'partly' ? 'attention' : 'done'

const reasonWord = (reason: RevertReason): string =>
  ({
    changed: t`Changed since the import`,
    used: t`Other records refer to it`,
    'signed-in': t`Has signed in since`,
    gone: t`Was not there any more`,
    refused: t`Refused`,
  })[reason]

/** Why it stays, and which fields do; empty when all went as asked. */
export function reasonWords({ collection, reason, fields, error }: RevertResult): string {
  if (error) return messageOf(error)
  if (!reason) return ''
  if (!fields) return reasonWord(reason)
  const known = entityOf(collection).fields
  const names = formatList(fields.map((name) => (known[name] ? word(known[name].label) : name)))
  return t`${{ why: reasonWord(reason) }}: ${names}`
}
