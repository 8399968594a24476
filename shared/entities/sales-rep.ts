/**
 * A sales representative, and with them everybody of the company who signs in: the directory that gives
 * owners, assignees and authors their names. Its id is the id of the person's user record on the server.
 */
import { addressFields } from './address.ts'
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import {
  boolean,
  choice,
  currency,
  date,
  email,
  ids,
  list,
  minorUnits,
  multiline,
  object,
  phone,
  reference,
  text,
} from './fields.ts'
import type { FieldError } from './define-entity.ts'
import { sentence } from '../phrase.ts'
import { roleOptions } from '../roles.ts'

export const salesRep = defineEntity({
  name: 'salesReps',
  label: { one: 'Sales representative', many: 'Sales representatives' },
  title: (document) => document.name,
  fields: {
    name: text('Name', 300, { required: true }),
    jobTitle: text('Job title', 120),
    department: text('Department', 120),
    email: email('Email'),
    phone: phone('Phone'),
    extension: text('Extension', 20),
    territory: text('Territory', 300),
    hireDate: date('Hired'),
    reportsToId: reference('Reports to', 'salesReps'),
    address: object('Address', addressFields),
    notes: multiline('Notes', 20_000),
    /** What the person is to sell in a quarter; set by who leads one of their teams. */
    targets: list(
      'Targets',
      {
        /** The quarter, `2026-Q4`: one target each. */
        id: text('Quarter', 36, { required: true }),
        amount: minorUnits('Amount', { required: true }),
        currency: currency('Currency', { required: true }),
      },
      80,
    ),
    role: choice('Role', roleOptions, { required: true, setBy: 'server' }),
    teamIds: ids('Teams', { required: true, setBy: 'server' }),
    leadsTeamIds: ids('Leads teams', { required: true, setBy: 'server' }),
    active: boolean('Active', { required: true, setBy: 'server' }),
  },
  rules(document) {
    const errors: FieldError[] = []
    const seen = new Set<string>()
    document.targets?.forEach(({ id, amount }, index) => {
      if (!/^\d{4}-Q[1-4]$/.test(id) || seen.has(id))
        errors.push({ field: `targets.${index}.id`, message: sentence('Choose each quarter once') })
      if (amount <= 0)
        errors.push({ field: `targets.${index}.amount`, message: sentence('Enter an amount above zero') })
      seen.add(id)
    })
    return errors.slice(0, 20)
  },
  indexes: [['name']],
})

export type SalesRep = DocumentOf<typeof salesRep>
