/** A company or person that buys. Contacts live inside, so that a customer is never seen without them. */
import { addressFields } from './address.ts'
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import {
  choice,
  email,
  integer,
  list,
  multiline,
  object,
  phone,
  reference,
  tags,
  text,
  url,
} from './fields.ts'
import { locationFields } from '../location.ts'
import { mergedFrom, mergeFields } from './merging.ts'
import { ownershipFields } from './ownership.ts'

export const customer = defineEntity({
  name: 'customers',
  label: { one: 'Customer', many: 'Customers' },
  title: (document) => document.name,
  fields: {
    name: text('Name', 300, { required: true }),
    status: choice(
      'Status',
      [
        { value: 'active', label: 'Active', tone: 'done' },
        { value: 'prospect', label: 'Prospect', tone: 'neutral' },
        { value: 'inactive', label: 'Inactive', tone: 'neutral' },
      ],
      { required: true },
    ),
    phone: phone('Phone'),
    fax: phone('Fax'),
    email: email('Email'),
    website: url('Website'),
    address: object('Address', addressFields),
    /** Where it is, as somebody set it; absent where only the address tells. */
    location: object('Location', locationFields),
    contacts: list(
      'Contacts',
      {
        id: text('Id', 36, { required: true }),
        name: text('Name', 300, { required: true }),
        jobTitle: text('Job title', 120),
        email: email('Email'),
        phone: phone('Phone'),
      },
      200,
    ),
    tags: tags('Tags'),
    /** The wanted cadence: a contact at least every so many days; see `contact-health.ts`. */
    contactEveryDays: integer('Contact every (days)', 1, 365, { help: 'Every 60 days when empty' }),
    notes: multiline('Notes', 20_000),
    /** The lead this customer came from. */
    leadId: reference('Came from lead', 'leads', { setBy: 'server' }),
    /** The procedure call that last changed the customer. */
    lastCall: text('Last procedure', 36, { setBy: 'server' }),
    ...mergeFields('customers'),
    mergedFrom,
    ...ownershipFields('Owner'),
  },
  indexes: [['name'], ['updatedAtInverse']],
  migrations: [(document) => document],
})

export type Customer = DocumentOf<typeof customer>
