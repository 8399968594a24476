/** Leads of a person that nobody has touched for a while, the quietest first. */
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Lead } from '../../../shared/entities/lead.ts'

export interface QuietLead {
  lead: Lead
  /** The last change or interaction, an instant. */
  touchedAt: string
}

export const isOpenLead = (lead: Pick<Lead, 'status'>) => lead.status !== 'won' && lead.status !== 'lost'

/** Open leads of this person whose last change and interaction lie before `since`, an instant. */
export function quietLeads(
  leads: readonly Lead[],
  interactions: readonly Pick<Interaction, 'leadId' | 'at'>[],
  personId: string,
  since: string,
): QuietLead[] {
  const last = new Map<string, string>()
  for (const { leadId, at } of interactions)
    if (leadId !== undefined && at > (last.get(leadId) ?? '')) last.set(leadId, at)
  return leads
    .filter((lead) => lead.ownerId === personId && isOpenLead(lead))
    .map((lead) => {
      const contact = last.get(lead.id) ?? ''
      return { lead, touchedAt: contact > lead.updatedAt ? contact : lead.updatedAt }
    })
    .filter(({ touchedAt }) => touchedAt < since)
    .sort((a, b) => a.touchedAt.localeCompare(b.touchedAt))
}
