/** What happened with a customer or a lead, as the first two tabs of its page: all of it, and what was said. */
import { t } from '@lingui/core/macro'
import { Stack } from '@mantine/core'
import type { Person } from '../../shared/roles.ts'
import type { Counterpart } from '../features/interactions/interaction-composer.tsx'
import { InteractionTimeline } from '../features/interactions/interaction-timeline.tsx'
import { RecordTimeline } from '../features/timeline/record-timeline.tsx'
import type { RelatedTab } from '../ui/record/related-tabs.tsx'
import { LogInteraction } from './log-interaction.tsx'

export function historyTabs(person: Person, counterpart: Counterpart): RelatedTab[] {
  const composer = <LogInteraction person={person} with={counterpart} />
  const isCustomer = 'customer' in counterpart
  const { id } = isCustomer ? counterpart.customer : counterpart.lead
  return [
    {
      value: 'everything',
      label: t`Everything`,
      panel: (
        <Stack gap="lg">
          {composer}
          {isCustomer ? (
            <RecordTimeline collection="customers" record={counterpart.customer} />
          ) : (
            <RecordTimeline collection="leads" record={counterpart.lead} />
          )}
        </Stack>
      ),
    },
    {
      value: 'interactions',
      label: t`Interactions`,
      collection: 'interactions',
      query: { selector: isCustomer ? { customerId: id } : { leadId: id } },
      panel: <InteractionTimeline with={counterpart} composer={composer} />,
    },
  ]
}
