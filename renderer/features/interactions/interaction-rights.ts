/** Who may log, change and delete an interaction, asked of the role table that the server asks. */
import { mayWrite } from '../../../shared/access.ts'
import { interaction } from '../../../shared/entities/interaction.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'

export type InteractionType = Interaction['type']

const around = (parent: AnyDocument | undefined, now: number) => ({ parent, teamsOf: () => [], now })

/** The kinds that the person may log with this lead or customer; empty when none. */
export function typesToLog(who: Person, parent: AnyDocument | undefined, now: number): InteractionType[] {
  const options = (interaction.fields.type.options ?? []).map((option) => option.value as InteractionType)
  return options.filter((type) => {
    const proposed = { type, ownerId: who.id } as unknown as AnyDocument
    return mayWrite(who, 'interactions', undefined, proposed, around(parent, now)).allowed
  })
}

export function interactionRights(
  who: Person,
  stored: Interaction,
  parent: AnyDocument | undefined,
  now: number,
): { edit: boolean; remove: boolean } {
  const document: AnyDocument = { ...stored }
  return {
    edit: mayWrite(who, 'interactions', document, document, around(parent, now)).allowed,
    remove: mayWrite(who, 'interactions', document, undefined, around(parent, now)).allowed,
  }
}
