import { expect, test } from 'vitest'
import type { AnyDocument } from '../../../../shared/entities/index.ts'
import type { Interaction } from '../../../../shared/entities/interaction.ts'
import type { Person, Role } from '../../../../shared/roles.ts'
import {
  interactionRights,
  typesToLog,
} from '../../../../renderer/features/interactions/interaction-rights.ts'

const at = '2026-05-03T10:00:00.000Z'
const now = Date.parse(at)
const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`
const person = (role: Role): Person => ({
  id: uuid(1),
  name: 'Anna Bauer',
  email: 'anna@example.com',
  role,
  teamIds: [],
  leadsTeamIds: [],
})
const customer: AnyDocument = { id: uuid(2), createdAt: at, updatedAt: at, ownerId: uuid(1) }
const visit: Interaction = {
  id: uuid(3),
  createdAt: at,
  updatedAt: at,
  customerId: uuid(2),
  type: 'visit',
  at,
  ownerId: uuid(1),
}

test('a representative logs every kind, support logs support', () => {
  expect(typesToLog(person('sales_rep'), customer, now)).toEqual([
    'call',
    'visit',
    'email',
    'meeting',
    'support',
    'note',
  ])
  expect(typesToLog(person('support'), customer, now)).toEqual(['support'])
})

test('nothing is logged with somebody who is not on this device', () => {
  expect(typesToLog(person('sales_rep'), undefined, now)).toEqual([])
})

test('the own interaction can be changed for a day after the office has it', () => {
  const rights = (acceptedAt?: string, ownerId = uuid(1)) =>
    interactionRights(person('sales_rep'), { ...visit, acceptedAt, ownerId }, customer, now)
  expect(rights()).toEqual({ edit: true, remove: true })
  expect(rights('2026-05-02T11:00:00.000Z')).toEqual({ edit: true, remove: true })
  expect(rights('2026-05-02T09:00:00.000Z')).toEqual({ edit: false, remove: false })
  expect(rights(undefined, uuid(9))).toEqual({ edit: false, remove: false })
})
