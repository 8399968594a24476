/** Making a customer of a lead: asked of the office, which makes exactly one, however often it is asked. */
import { t } from '@lingui/core/macro'
import { modals } from '@mantine/modals'
import { isInBook } from '../../../shared/access.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import type { Person } from '../../../shared/roles.ts'
import { callProcedure } from '../../data/procedures.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { messageOf } from '../../words/say.ts'

export const mayConvert = (who: Person, lead: Lead): boolean =>
  lead.customerId === undefined &&
  lead.status !== 'lost' &&
  (who.role === 'admin' || (who.role === 'sales_rep' && isInBook(who, lead)))

export function convertLead(lead: Lead, person: Person): void {
  const name = lead.company ?? lead.name
  modals.openConfirmModal({
    title: t`Make ${name} a customer?`,
    children: t`The customer gets the lead’s address, contact and notes. Its interactions and open tasks move along, and the lead is won.`,
    labels: { confirm: t`Make a customer`, cancel: t`Not yet` },
    onConfirm: () =>
      void callProcedure('convert_lead', { leadId: lead.id }, person).then((result) => {
        if (!result.ok) notifyProblem(t`${name} was not made a customer`, messageOf(result.error))
      }),
  })
}
