/** Sales representatives: the directory, one of them with their book, and the profile form. */
import { t } from '@lingui/core/macro'
import { Button, Modal, Stack } from '@mantine/core'
import { IconTransfer, IconUserPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import { HandOver, mayHandOver } from '../../features/sales-reps/hand-over.tsx'
import { SalesRepForm } from '../../features/sales-reps/sales-rep-form.tsx'
import { SalesRepList } from '../../features/sales-reps/sales-rep-list.tsx'
import { RepHead, seesWholeBook } from '../../features/teams/rep-head.tsx'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { RelatedList } from '../../ui/record/related-list.tsx'
import { RelatedTabs } from '../../ui/record/related-tabs.tsx'
import type { RelatedTab } from '../../ui/record/related-tabs.tsx'
import { usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { relatedColumns } from '../related-columns.tsx'

export function SalesRepsListPage() {
  const person = usePerson()
  return (
    <SalesRepList
      actions={
        person.role === 'admin' && (
          <Button
            component={Link}
            to="/admin/users"
            variant="default"
            leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
          >
            {t`Manage users`}
          </Button>
        )
      }
    />
  )
}

export function SalesRepDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const [handing, setHanding] = useState<SalesRep>()
  return (
    <>
      <RecordDetail
        collection="salesReps"
        id={id}
        editable={person.role === 'admin' || person.id === id}
        deletable={false}
        can={(rep) => [
          mayHandOver(person, rep) && {
            label: t`Hand over the book`,
            icon: IconTransfer,
            does: () => setHanding(rep),
          },
        ]}
        badge={(rep) => !rep.active && <ToneBadge tone="neutral">{t`Left`}</ToneBadge>}
      >
        {(rep) => (
          <Stack gap="lg">
            {seesWholeBook(person, rep) && <RepHead rep={rep} person={person} />}
            <Book id={rep.id} />
          </Stack>
        )}
      </RecordDetail>
      <HandOverDialog rep={handing} onClose={() => setHanding(undefined)} />
    </>
  )
}

function HandOverDialog({ rep, onClose }: { rep: SalesRep | undefined; onClose: () => void }) {
  const person = usePerson()
  const name = rep?.name ?? ''
  return (
    <Modal opened={rep !== undefined} onClose={onClose} title={t`Hand over the book of ${name}`} size="md">
      {rep && <HandOver person={person} rep={rep} onClose={onClose} />}
    </Modal>
  )
}

/** What this device holds of the person's work: their whole book for who may see it, a part for others. */
function Book({ id }: { id: string }) {
  const person = usePerson()
  const nameOf = useReferenceNames(['salesReps', 'customers', 'leads'])
  const columns = relatedColumns(nameOf)
  const owned = { selector: { ownerId: id } }
  const leads: RelatedTab = {
    value: 'leads',
    label: t`Leads`,
    collection: 'leads',
    query: owned,
    panel: <RelatedList collection="leads" query={owned} columns={columns.leads} />,
  }
  return (
    <RelatedTabs
      tabs={[
        {
          value: 'customers',
          label: t`Customers`,
          collection: 'customers',
          query: owned,
          panel: <RelatedList collection="customers" query={owned} columns={columns.customers} />,
        },
        ...(person.role === 'support' ? [] : [leads]),
        {
          value: 'tasks',
          label: t`Tasks`,
          collection: 'tasks',
          query: owned,
          panel: <RelatedList collection="tasks" query={owned} columns={columns.tasks} />,
        },
      ]}
    />
  )
}

export const SalesRepFormPage = () => <SalesRepForm />
