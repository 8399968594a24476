/** What became of a row, in words. */
import { t } from '@lingui/core/macro'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Tone } from '../../../shared/entities/fields.ts'
import type { ImportAction } from '../../../shared/import/import-messages.ts'
import type { RowOutcome } from '../../../shared/import/run-import.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { nameOfOne } from '../../words/entity-words.ts'

export const actions: readonly ImportAction[] = ['create', 'update', 'unchanged', 'refused']

const planned: Record<ImportAction, string> = {
  create: 'To create',
  update: 'To update',
  unchanged: 'Unchanged',
  refused: 'Refused',
}
const past: Record<ImportAction, string> = { ...planned, create: 'Created', update: 'Updated' }

export const actionWord = (action: ImportAction, committed: boolean): string =>
  (committed ? past : planned)[action]

export function actionTone(action: ImportAction, committed: boolean): Tone {
  if (action === 'refused') return 'danger'
  if (action === 'unchanged') return 'neutral'
  return committed ? 'done' : 'active'
}

export const kindWord = ({ collection }: RowOutcome): string =>
  collection === undefined ? t`Not read` : collection === 'settings' ? 'Team' : nameOfOne(collection)

export interface ChangeWords {
  label: string
  before: string
  after: string
}

/** Field by field, what it was and what it becomes. */
export function changesOf({ collection, changes }: RowOutcome, nameOf: NameOf): ChangeWords[] {
  if (collection === undefined || !changes) return []
  const { fields } = entityOf(collection)
  return Object.entries(changes).map(([name, [before, after]]) => {
    const field = fields[name]
    const words = (value: unknown) => (field ? fieldText(field, value, {}, nameOf) : '')
    const [was, is] = [words(before), words(after)]
    const same = was === is && field?.kind === 'list'
    return {
      label: field?.label ?? name,
      before: was || 'empty',
      after: same ? `${is}, with other contents` : is || 'empty',
    }
  })
}

/** One line: the reason of a refusal, or what changes. */
export const outcomeText = (outcome: RowOutcome, nameOf: NameOf): string =>
  outcome.problem ??
  changesOf(outcome, nameOf)
    .map(({ label, before, after }) => `${label}: ${before} → ${after}`.replaceAll('\n', ', '))
    .join('; ')
