/** What became of a row, in words. */
import { t } from '@lingui/core/macro'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Tone } from '../../../shared/entities/fields.ts'
import type { ImportAction } from '../../../shared/import/import-messages.ts'
import type { RowOutcome } from '../../../shared/import/run-import.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { nameOfOne } from '../../words/entity-words.ts'
import { say, word } from '../../words/say.ts'

export const actions: readonly ImportAction[] = ['create', 'update', 'unchanged', 'refused']

const planned = (): Record<ImportAction, string> => ({
  create: t`To create`,
  update: t`To update`,
  unchanged: t`Unchanged`,
  refused: t`Refused`,
})
const past = (): Record<ImportAction, string> => ({ ...planned(), create: t`Created`, update: t`Updated` })

export const actionWord = (action: ImportAction, committed: boolean): string =>
  (committed ? past() : planned())[action]

export function actionTone(action: ImportAction, committed: boolean): Tone {
  if (action === 'refused') return 'danger'
  if (action === 'unchanged') return 'neutral'
  return committed ? 'done' : 'active'
}

/** Of rows that belong to no collection, because they could not be read: undefined. */
export const kindName = (collection: RowOutcome['collection']): string =>
  collection === undefined ? t`Not read` : collection === 'settings' ? t`Team` : nameOfOne(collection)

export const kindWord = ({ collection }: RowOutcome): string => kindName(collection)

/** Why the row was refused; undefined when it was not. */
export const problemWords = ({ problem, phrases }: RowOutcome): string | undefined =>
  phrases ? phrases.map(say).join('; ') : problem && word(problem)

/** Where the row came from: "Customer with the key ALFKI, row 2 of customers.csv". */
export function placeWords(outcome: RowOutcome): string {
  const { row, file } = outcome
  const [kind, key] = [kindWord(outcome), outcome.key || t`none`]
  return file
    ? t`${kind} with the key ${key}, row ${row} of ${file}`
    : t`${kind} with the key ${key}, row ${row}`
}

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
      label: field ? word(field.label) : name,
      before: was || t`empty`,
      after: same ? t`${is}, with other contents` : is || t`empty`,
    }
  })
}

/** One line: the reason of a refusal, or what changes. */
export const outcomeText = (outcome: RowOutcome, nameOf: NameOf): string =>
  problemWords(outcome) ??
  changesOf(outcome, nameOf)
    .map(({ label, before, after }) => `${label}: ${before} → ${after}`.replaceAll('\n', ', '))
    .join('; ')
