/**
 * A sales representative, and with them everybody of the company who signs in: the directory that gives
 * owners, assignees and authors their names. Its id is the id of the person's user record on the server.
 */
import { addressFields } from './address.ts'
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { boolean, choice, date, email, ids, multiline, object, phone, reference, text } from './fields.ts'
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
    role: choice('Role', roleOptions, { required: true, setBy: 'server' }),
    teamIds: ids('Teams', { required: true, setBy: 'server' }),
    leadsTeamIds: ids('Leads teams', { required: true, setBy: 'server' }),
    active: boolean('Active', { required: true, setBy: 'server' }),
  },
  indexes: [['name']],
})

export type SalesRep = DocumentOf<typeof salesRep>
