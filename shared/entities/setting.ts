/** Small shared documents: teams, and a person's own saved views. A team's id is what `teamId` points to. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, text, value } from './fields.ts'
import { ownershipFields } from './ownership.ts'

export const setting = defineEntity({
  name: 'settings',
  label: { one: 'Setting', many: 'Settings' },
  title: (document) => document.name,
  fields: {
    kind: choice(
      'Kind',
      [
        { value: 'team', label: 'Team', tone: 'neutral' },
        { value: 'company', label: 'Company', tone: 'neutral' },
        { value: 'view', label: 'Saved view', tone: 'neutral' },
      ],
      { required: true },
    ),
    name: text('Name', 120, { required: true }),
    /** A view that two people arranged anew keeps what each of them did, where both did not the same. */
    value: value('Value', { merge: 'parts' }),
    ...ownershipFields('Owner'),
  },
})

export type Setting = DocumentOf<typeof setting>
