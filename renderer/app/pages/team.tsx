/** The team: for who leads one, everybody's work side by side, and the ways to balance it. */
import { t } from '@lingui/core/macro'
import { Button, Drawer, Modal } from '@mantine/core'
import { IconLock, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import { AssignLeads, mayAssignLeads } from '../../features/leads/assign-leads.tsx'
import { HandOver, mayHandOver } from '../../features/sales-reps/hand-over.tsx'
import { mayLead } from '../../features/teams/may-lead.ts'
import { TeamTable } from '../../features/teams/team-table.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { usePerson } from '../../ui/record/use-access.ts'

export function TeamPage() {
  const person = usePerson()
  const [handing, setHanding] = useState<SalesRep>()
  const [assigning, setAssigning] = useState(false)
  const name = handing?.name ?? ''
  if (!mayLead(person))
    return (
      <>
        <PageTitle title={t`Team`} />
        <NothingHere
          icon={<IconLock />}
          title={t`This page is for team leads`}
          description={t`Ask your administrator if you lead a team.`}
        />
      </>
    )
  return (
    <>
      <PageTitle
        title={t`Team`}
        actions={
          mayAssignLeads(person) && (
            <Button
              variant="default"
              leftSection={<IconUserShare size={16} stroke={1.75} aria-hidden />}
              onClick={() => setAssigning(true)}
            >
              {t`Assign leads`}
            </Button>
          )
        }
      />
      <TeamTable
        person={person}
        handOver={(rep) => (mayHandOver(person, rep) ? () => setHanding(rep) : undefined)}
      />
      <Modal
        opened={handing !== undefined}
        onClose={() => setHanding(undefined)}
        title={t`Hand over the book of ${name}`}
        size="md"
      >
        {handing && <HandOver person={person} rep={handing} onClose={() => setHanding(undefined)} />}
      </Modal>
      <Drawer
        opened={assigning}
        onClose={() => setAssigning(false)}
        position="right"
        size={480}
        title={t`Assign leads`}
      >
        {assigning && <AssignLeads person={person} leadIds={undefined} onClose={() => setAssigning(false)} />}
      </Drawer>
    </>
  )
}
