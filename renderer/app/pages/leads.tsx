/** Leads: the list and the board, one lead with its history, and the form. */
import { t } from '@lingui/core/macro'
import { Button, Drawer, Stack } from '@mantine/core'
import { IconBuildingStore, IconPlus, IconUserShare } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import type { Person } from '../../../shared/roles.ts'
import { useFiles } from '../../data/index.ts'
import { FileSection } from '../../features/files/file-section.tsx'
import { ConvertLead, mayConvert } from '../../features/leads/convert-lead.tsx'
import { AssignLeads, mayAssignLeads } from '../../features/leads/assign-leads.tsx'
import { LeadBoard } from '../../features/leads/lead-board.tsx'
import { LeadForm } from '../../features/leads/lead-form.tsx'
import { LeadList } from '../../features/leads/lead-list.tsx'
import { LostReason } from '../../features/leads/lost-reason.tsx'
import { MergedNote } from '../../features/merging/merged-note.tsx'
import { MergeDrawer, merge } from '../../features/merging/merge-menu.tsx'
import { mayMergeRecord } from '../../features/merging/merge-records.tsx'
import { FullHeight } from '../../ui/full-height.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { AskedNote, useAsked } from '../../ui/record/asked-note.tsx'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { newLink } from '../../ui/record/record-paths.ts'
import { RelatedList } from '../../ui/record/related-list.tsx'
import { RelatedTabs } from '../../ui/record/related-tabs.tsx'
import { mayCreate, usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { ViewSwitch } from '../../ui/view-switch.tsx'
import { historyTabs } from '../history-tabs.tsx'
import { useListAddress, WhoseSwitch } from '../list-address.tsx'
import { LogInteraction } from '../log-interaction.tsx'
import { relatedColumns } from '../related-columns.tsx'

/** Who leads a team hands out what nobody has: the chosen leads, or all of them. */
export function LeadsListPage() {
  const person = usePerson()
  const [assigning, setAssigning] = useState<{ ids?: readonly string[] }>()
  const close = () => setAssigning(undefined)
  const { layout, control } = useLayout()
  if (layout === 'board') return <LeadBoardPage person={person} layoutControl={control} />
  if (!mayAssignLeads(person)) return <LeadList actions={control} />
  return (
    <>
      <LeadList
        actions={
          <>
            {control}
            <Button
              variant="default"
              leftSection={<IconUserShare size={16} stroke={1.75} aria-hidden />}
              onClick={() => setAssigning({})}
            >
              {t`Assign leads`}
            </Button>
          </>
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

function useLayout() {
  const { search, go } = useListAddress('leads')
  const layout = search['as'] === 'board' ? 'board' : 'list'
  const control = (
    <ViewSwitch
      aria-label={t`Layout`}
      value={layout}
      onChange={(value) => go({ as: value })}
      data={[
        { value: 'list', label: t`List` },
        { value: 'board', label: t`Board` },
      ]}
    />
  )
  return { layout, control }
}

function LeadBoardPage({ person, layoutControl }: { person: Person; layoutControl: ReactNode }) {
  const { mine, go } = useListAddress('leads')
  const [asked, setAsked] = useState<{ what: 'lost' | 'won' | 'log'; lead: Lead }>()
  const close = () => setAsked(undefined)
  const canCreate = mayCreate(person, 'leads')
  return (
    <FullHeight>
      <PageTitle
        title={t`Leads`}
        actions={
          <>
            <WhoseSwitch aria-label={t`Whose leads`} mine={mine} go={go} />
            {layoutControl}
            {canCreate && (
              <Button
                component={Link}
                {...newLink('leads')}
                leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
              >
                {t`New lead`}
              </Button>
            )}
          </>
        }
      />
      <LeadBoard
        person={person}
        mine={mine}
        onLost={(lead) => setAsked({ what: 'lost', lead })}
        onWon={(lead) => setAsked({ what: 'won', lead })}
        onLog={(lead) => setAsked({ what: 'log', lead })}
      />
      {asked?.what === 'lost' && <LostReason lead={asked.lead} onClose={close} />}
      {asked?.what === 'won' && <ConvertLead lead={asked.lead} person={person} onClose={close} />}
      <Drawer
        opened={asked?.what === 'log'}
        onClose={close}
        position="right"
        size={480}
        title={asked && t`Log a contact with ${{ name: entityOf('leads').title(asked.lead) }}`}
      >
        {asked?.what === 'log' && (
          <LogInteraction person={person} with={{ lead: asked.lead }} onLogged={close} />
        )}
      </Drawer>
    </FullHeight>
  )
}

export function LeadDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const asked = useAsked('leadId', id ?? '')
  const [converting, setConverting] = useState(false)
  const [merging, setMerging] = useState(false)
  return (
    <RecordDetail
      collection="leads"
      id={id}
      can={(lead) => [
        { label: t`New task`, icon: IconPlus, place: 'button', does: newLink('tasks', { leadId: id }) },
        mayConvert(person, lead) && {
          label: t`Make a customer`,
          icon: IconBuildingStore,
          does: () => setConverting(true),
        },
        mayMergeRecord(person, lead) && merge(() => setMerging(true)),
      ]}
    >
      {(lead) => (
        <Stack gap="md">
          <AskedNote asked={asked} />
          <MergedNote collection="leads" record={lead} person={person} />
          <MergeDrawer
            collection="leads"
            record={lead}
            person={person}
            opened={merging}
            onClose={() => setMerging(false)}
          />
          {converting && <ConvertLead lead={lead} person={person} onClose={() => setConverting(false)} />}
          <LeadRelated lead={lead} />
        </Stack>
      )}
    </RecordDetail>
  )
}

function LeadRelated({ lead }: { lead: Lead }) {
  const { id } = lead
  const { files } = useFiles('leads', lead)
  const person = usePerson()
  const nameOf = useReferenceNames(['salesReps'])
  const columns = relatedColumns(nameOf)
  const ofLead = { selector: { leadId: id } }
  const prefill = { leadId: id }
  return (
    <RelatedTabs
      tabs={[
        ...historyTabs(person, { lead }),
        {
          value: 'tasks',
          label: t`Tasks`,
          collection: 'tasks',
          query: ofLead,
          panel: <RelatedList collection="tasks" query={ofLead} columns={columns.tasks} prefill={prefill} />,
        },
        {
          value: 'files',
          label: t`Files`,
          count: files.length,
          panel: <FileSection collection="leads" record={lead} person={person} />,
        },
      ]}
    />
  )
}

export const LeadFormPage = () => <LeadForm />
