/** The people at a customer, with ways to reach them. */
import { t } from '@lingui/core/macro'
import { Anchor, Text } from '@mantine/core'
import type { Customer } from '../../../shared/entities/customer.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import type { Column } from '../../ui/table-columns.ts'

type Contact = NonNullable<Customer['contacts']>[number]

const columns = (): Column<Contact>[] => [
  { id: 'name', header: t`Name`, value: (contact) => contact.name, minWidth: 140 },
  { id: 'jobTitle', header: t`Job title`, value: (contact) => contact.jobTitle, minWidth: 120 },
  {
    id: 'phone',
    header: t`Phone`,
    value: (contact) => contact.phone,
    cell: ({ phone }) =>
      phone && (
        <Anchor href={`tel:${phone.replace(/[^+\d]/g, '')}`} inherit>
          {phone}
        </Anchor>
      ),
    width: 152,
  },
  {
    id: 'email',
    header: t`Email`,
    value: (contact) => contact.email,
    cell: ({ email }) =>
      email && (
        <Anchor href={`mailto:${email}`} inherit>
          {email}
        </Anchor>
      ),
    minWidth: 160,
  },
]

export const CustomerContacts = ({ contacts }: { contacts: readonly Contact[] }) => (
  <CompactTable
    label={t`Contacts`}
    rows={contacts}
    columns={columns()}
    rowId={(contact) => contact.id}
    empty={
      <Text size="sm" c="dimmed" py="sm">
        {t`No contacts yet. Edit the customer to add one.`}
      </Text>
    }
  />
)
