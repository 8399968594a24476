/** Somebody who may become a customer. */
import { addressFields } from './address.ts'
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, date, email, money, multiline, object, phone, reference, text } from './fields.ts'
import { mergedFrom, mergeFields } from './merging.ts'
import { ownershipFields } from './ownership.ts'

export const lead = defineEntity({
  name: 'leads',
  label: { one: 'Lead', many: 'Leads' },
  title: (document) => (document.company ? `${document.name}, ${document.company}` : document.name),
  fields: {
    name: text('Name', 300, { required: true }),
    company: text('Company', 300),
    jobTitle: text('Job title', 120),
    email: email('Email'),
    phone: phone('Phone'),
    source: choice(
      'Source',
      [
        { value: 'website', label: 'Website', tone: 'neutral' },
        { value: 'referral', label: 'Referral', tone: 'neutral' },
        { value: 'trade-fair', label: 'Trade fair', tone: 'neutral' },
        { value: 'cold-call', label: 'Cold call', tone: 'neutral' },
        { value: 'campaign', label: 'Campaign', tone: 'neutral' },
        { value: 'partner', label: 'Partner', tone: 'neutral' },
        { value: 'other', label: 'Other', tone: 'neutral' },
      ],
      { required: true },
    ),
    status: choice(
      'Status',
      [
        { value: 'new', label: 'New', tone: 'neutral' },
        { value: 'contacted', label: 'Contacted', tone: 'active' },
        { value: 'qualified', label: 'Qualified', tone: 'active' },
        { value: 'proposal', label: 'Proposal', tone: 'active' },
        { value: 'won', label: 'Won', tone: 'done' },
        { value: 'lost', label: 'Lost', tone: 'neutral' },
      ],
      { required: true },
    ),
    value: money('Expected value'),
    expectedClose: date('Expected close'),
    lostReason: text('Lost because', 300),
    address: object('Address', addressFields),
    notes: multiline('Notes', 20_000),
    /** The customer this lead became. */
    customerId: reference('Became customer', 'customers', { setBy: 'server' }),
    /** The procedure call that last changed the lead. */
    lastCall: text('Last procedure', 36, { setBy: 'server' }),
    ...mergeFields('leads'),
    mergedFrom,
    ...ownershipFields('Owner'),
  },
  indexes: [['updatedAtInverse']],
  migrations: [(document) => document, (document) => document],
})

export type Lead = DocumentOf<typeof lead>
