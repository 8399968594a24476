/** The latest contact with each customer or lead. */
import type { Interaction } from '../../../shared/entities/interaction.ts'

/** Instants by the id of whom they were with. */
export function latestBy(
  interactions: readonly Pick<Interaction, 'at' | 'customerId' | 'leadId'>[],
  whom: 'customerId' | 'leadId',
): ReadonlyMap<string, string> {
  const latest = new Map<string, string>()
  for (const interaction of interactions) {
    const id = interaction[whom]
    if (id !== undefined && interaction.at > (latest.get(id) ?? '')) latest.set(id, interaction.at)
  }
  return latest
}
