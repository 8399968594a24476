/** Leads: the list, one lead with its history, and the form. */
import { t } from '@lingui/core/macro'
import { Button, Drawer, Menu, Stack } from '@mantine/core'
import { IconBuildingStore, IconPlus, IconUserShare } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Lead } from '../../../shared/entities/lead.ts'
import { InteractionTimeline } from '../../features/interactions/interaction-timeline.tsx'
import { convertLead, mayConvert } from '../../features/leads/lead-actions.ts'
import { AssignLeads, mayAssignLeads } from '../../features/leads/assign-leads.tsx'
import { LeadForm } from '../../features/leads/lead-form.tsx'
import { LeadList } from '../../features/leads/lead-list.tsx'
import { AskedNote, useAsked } from '../../ui/record/asked-note.tsx'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { newLink } from '../../ui/record/record-paths.ts'
import { RelatedList } from '../../ui/record/related-list.tsx'
import { RelatedTabs } from '../../ui/record/related-tabs.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { relatedColumns } from '../related-columns.tsx'

/** Who leads a team hands out what nobody has: the chosen leads, or all of them. */
export function LeadsListPage() {
  const person = usePerson()
  const [assigning, setAssigning] = useState<{ ids?: readonly string[] }>()
  const close = () => setAssigning(undefined)
  if (!mayAssignLeads(person)) return <LeadList />
  return (
    <>
      <LeadList
        actions={
          <Button
            variant="default"
            leftSection={<IconUserShare size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAssigning({})}
          >
            {t`Assign leads`}
          </Button>
        }
        selectionActions={(ids, clear) => (
          <Button
            size="compact-sm"
            leftSection={<IconUserShare size={16} stroke={1.75} aria-hidden />}
            onClick={() => {
              setAssigning({ ids })
              clear()
            }}
          >
            {t`Assign`}
          </Button>
        )}
      />
      <Drawer
        opened={assigning !== undefined}
        onClose={close}
        position="right"
        size={480}
        title={t`Assign leads`}
      >
        {assigning && <AssignLeads person={person} leadIds={assigning.ids} onClose={close} />}
      </Drawer>
    </>
  )
}

export function LeadDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const asked = useAsked('leadId', id ?? '')
  return (
    <RecordDetail
      collection="leads"
      id={id}
      facts={[
        'company',
        'jobTitle',
        'phone',
        'email',
        'value',
        'expectedClose',
        'source',
        'ownerId',
        'teamId',
        'lostReason',
        'address',
        'notes',
        'customerId',
        'createdAt',
        'updatedAt',
        'updatedBy',
      ]}
      actions={() => (
        <Button
          component={Link}
          {...newLink('tasks', { leadId: id })}
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
        >
          {t`New task`}
        </Button>
      )}
      menu={(lead) =>
        mayConvert(person, lead) && (
          <Menu.Item
            leftSection={<IconBuildingStore size={16} stroke={1.75} aria-hidden />}
            onClick={() => convertLead(lead, person)}
          >
            {t`Make a customer`}
          </Menu.Item>
        )
      }
    >
      {(lead) => (
        <Stack gap="md">
          <AskedNote asked={asked} />
          <LeadRelated lead={lead} />
        </Stack>
      )}
    </RecordDetail>
  )
}

function LeadRelated({ lead }: { lead: Lead }) {
  const { id } = lead
  const person = usePerson()
  const nameOf = useReferenceNames(['salesReps'])
  const columns = relatedColumns(nameOf)
  const ofLead = { selector: { leadId: id } }
  const prefill = { leadId: id }
  return (
    <RelatedTabs
      tabs={[
        {
          value: 'interactions',
          label: t`Interactions`,
          collection: 'interactions',
          query: ofLead,
          panel: <InteractionTimeline person={person} with={{ lead }} />,
        },
        {
          value: 'tasks',
          label: t`Tasks`,
          collection: 'tasks',
          query: ofLead,
          panel: <RelatedList collection="tasks" query={ofLead} columns={columns.tasks} prefill={prefill} />,
        },
      ]}
    />
  )
}

export const LeadFormPage = () => <LeadForm />
