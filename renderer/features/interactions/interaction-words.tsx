/** The words of interactions, and what the button that logs each says. */
import { t } from '@lingui/core/macro'
import { interaction } from '../../../shared/entities/interaction.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Option } from '../../../shared/entities/fields.ts'
import { word } from '../../words/say.ts'

type Type = Interaction['type']
type Outcome = NonNullable<Interaction['outcome']>

/** Whole phrases, because other languages build them differently. */
export const logWords = (): Record<Type, string> => ({
  call: t`Log call`,
  visit: t`Log visit`,
  email: t`Log email`,
  meeting: t`Log meeting`,
  support: t`Log support`,
  note: t`Add note`,
})

export const typeOptions = (interaction.fields.type.options ?? []) as readonly Option<Type>[]
export const outcomeOptions = (interaction.fields.outcome.options ?? []) as readonly Option<Outcome>[]

export const typeWord = (type: Type): string =>
  word(typeOptions.find((option) => option.value === type)?.label ?? type)
export const outcomeOption = (outcome: Outcome) => outcomeOptions.find((option) => option.value === outcome)
