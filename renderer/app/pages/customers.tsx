/** Customers: the list, one customer with everything that belongs to it, and the form. */
import { t } from '@lingui/core/macro'
import { Button, Stack } from '@mantine/core'
import { IconPlus, IconTableImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import { useFiles } from '../../data/index.ts'
import { CustomerContacts } from '../../features/customers/customer-contacts.tsx'
import { CustomerHead } from '../../features/customers/customer-head.tsx'
import { CustomerForm } from '../../features/customers/customer-form.tsx'
import { NearbyCustomers } from '../../features/customers/nearby-customers.tsx'
import { CustomerList } from '../../features/customers/customer-list.tsx'
import { FileSection } from '../../features/files/file-section.tsx'
import { MergedNote } from '../../features/merging/merged-note.tsx'
import { MergeDrawer, merge } from '../../features/merging/merge-menu.tsx'
import { mayMergeRecord } from '../../features/merging/merge-records.tsx'
import { RecordDetail } from '../../ui/record/record-detail.tsx'
import { newLink } from '../../ui/record/record-paths.ts'
import { RelatedList } from '../../ui/record/related-list.tsx'
import { RelatedTabs } from '../../ui/record/related-tabs.tsx'
import { mayCreate, usePerson } from '../../ui/record/use-access.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useRecordId } from '../../ui/record/use-route-values.ts'
import { historyTabs } from '../history-tabs.tsx'
import { byOrderDate, relatedColumns } from '../related-columns.tsx'

export function CustomersListPage() {
  const person = usePerson()
  return (
    <CustomerList
      actions={
        person.role === 'admin' && (
          <Button
            component={Link}
            to="/admin/import"
            variant="default"
            leftSection={<IconTableImport size={16} stroke={1.75} aria-hidden />}
          >
            {t`Import`}
          </Button>
        )
      }
    />
  )
}

export function CustomerDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const [merging, setMerging] = useState(false)
  const primary = mayCreate(person, 'orders') ? 'orders' : 'cases'
  return (
    <RecordDetail
      collection="customers"
      id={id}
      can={(customer) => [
        {
          label: primary === 'orders' ? t`New order` : t`New case`,
          icon: IconPlus,
          place: 'primary',
          does: newLink(primary, { customerId: id }),
        },
        mayMergeRecord(person, customer) && merge(() => setMerging(true)),
      ]}
    >
      {(customer) => (
        <Stack gap="md">
          <MergedNote collection="customers" record={customer} person={person} />
          <MergeDrawer
            collection="customers"
            record={customer}
            person={person}
            opened={merging}
            onClose={() => setMerging(false)}
          />
          <CustomerHead customer={customer} />
          <CustomerRelated customer={customer} />
        </Stack>
      )}
    </RecordDetail>
  )
}

function CustomerRelated({ customer }: { customer: Customer }) {
  const { id, contacts = [] } = customer
  const { files } = useFiles('customers', customer)
  const person = usePerson()
  const nameOf = useReferenceNames(['salesReps'])
  const columns = relatedColumns(nameOf)
  const ofCustomer = { selector: { customerId: id } }
  const prefill = { customerId: id }
  return (
    <RelatedTabs
      tabs={[
        ...historyTabs(person, { customer }),
        {
          value: 'orders',
          label: t`Orders`,
          collection: 'orders',
          query: ofCustomer,
          panel: (
            <RelatedList
              collection="orders"
              query={ofCustomer}
              columns={columns.orders}
              order={byOrderDate}
              prefill={prefill}
            />
          ),
        },
        {
          value: 'tasks',
          label: t`Tasks`,
          collection: 'tasks',
          query: ofCustomer,
          panel: (
            <RelatedList collection="tasks" query={ofCustomer} columns={columns.tasks} prefill={prefill} />
          ),
        },
        {
          value: 'cases',
          label: t`Cases`,
          collection: 'cases',
          query: ofCustomer,
          panel: (
            <RelatedList collection="cases" query={ofCustomer} columns={columns.cases} prefill={prefill} />
          ),
        },
        {
          value: 'contacts',
          label: t`Contacts`,
          count: contacts.length,
          panel: <CustomerContacts contacts={contacts} />,
        },
        { value: 'nearby', label: t`Nearby`, panel: <NearbyCustomers customer={customer} /> },
        {
          value: 'files',
          label: t`Files`,
          count: files.length,
          panel: <FileSection collection="customers" record={customer} person={person} />,
        },
      ]}
    />
  )
}

export const CustomerFormPage = () => <CustomerForm />
