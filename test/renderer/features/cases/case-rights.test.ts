import { expect, test } from 'vitest'
import type { SupportCase } from '../../../../shared/entities/support-case.ts'
import type { Person, Role } from '../../../../shared/roles.ts'
import { byNeed, caseRights, needOf } from '../../../../renderer/features/cases/case-rights.ts'

const at = '2026-05-03T10:00:00.000Z'
const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`
const person = (role: Role): Person => ({
  id: uuid(1),
  name: 'Anna Bauer',
  email: 'anna@example.com',
  role,
  teamIds: [],
  leadsTeamIds: [],
})
const aCase = (change: Partial<SupportCase> = {}): SupportCase => ({
  id: uuid(2),
  createdAt: at,
  updatedAt: at,
  subject: 'Cheese arrived too warm',
  customerId: uuid(3),
  status: 'open',
  priority: 'normal',
  ...change,
})

test('support works a case, a representative comments on it', () => {
  const rights = (role: Role) => caseRights(person(role), aCase(), Date.parse(at))
  expect(rights('support')).toEqual({ edit: true, comment: true, remove: true })
  expect(rights('sales_rep')).toEqual({ edit: false, comment: true, remove: false })
  expect(rights('admin')).toEqual({ edit: true, comment: true, remove: true })
})

test('what needs somebody first stands first', () => {
  const cases = [
    aCase({ subject: 'resolved', status: 'resolved', priority: 'urgent' }),
    aCase({ subject: 'normal, later', dueDate: '2026-05-09' }),
    aCase({ subject: 'normal, sooner', dueDate: '2026-05-04' }),
    aCase({ subject: 'urgent', priority: 'urgent' }),
  ]
  expect(cases.toSorted(byNeed).map((one) => one.subject)).toEqual([
    'urgent',
    'normal, sooner',
    'normal, later',
    'resolved',
  ])
  expect(needOf(aCase({ priority: 'low' }))).toBeLessThan(
    needOf(aCase({ status: 'waiting', priority: 'urgent' })),
  )
})
