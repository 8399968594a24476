import { expect, test } from 'vitest'
import type { Lead } from '../../../../shared/entities/lead.ts'
import { quietLeads } from '../../../../renderer/features/home/quiet-leads.ts'

const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`
const me = uuid(100)
const day = (date: string) => `${date}T10:00:00.000Z`
const aLead = (digit: number, updated: string, change: Partial<Lead> = {}): Lead => ({
  id: uuid(digit),
  createdAt: day('2026-01-01'),
  updatedAt: day(updated),
  name: `Lead ${digit}`,
  source: 'website',
  status: 'new',
  ownerId: me,
  ...change,
})
const since = day('2026-05-01')
const idsOf = (leads: Lead[], interactions: { leadId?: string; at: string }[] = []) =>
  quietLeads(leads, interactions, me, since).map(({ lead }) => lead.id)

test('open leads that nobody touched come quietest first', () => {
  expect(idsOf([aLead(1, '2026-04-20'), aLead(2, '2026-03-01'), aLead(3, '2026-05-02')])).toEqual([
    uuid(2),
    uuid(1),
  ])
})

test('an interaction is a touch', () => {
  expect(idsOf([aLead(1, '2026-04-20')], [{ leadId: uuid(1), at: day('2026-05-02') }])).toEqual([])
  expect(idsOf([aLead(1, '2026-04-20')], [{ leadId: uuid(2), at: day('2026-05-02') }])).toEqual([uuid(1)])
})

test("closed leads and a colleague's are not mine to call", () => {
  expect(
    idsOf([
      aLead(1, '2026-04-01', { status: 'won' }),
      aLead(2, '2026-04-01', { status: 'lost' }),
      aLead(3, '2026-04-01', { ownerId: uuid(7) }),
      aLead(4, '2026-04-01', { ownerId: undefined }),
    ]),
  ).toEqual([])
})
