import { expect, test } from 'vitest'
import type { Lead } from '../../../../shared/entities/lead.ts'
import { scoreOf } from '../../../../renderer/features/leads/lead-score.ts'
import { staleDays, stages } from '../../../../shared/lead-stages.ts'

const now = Date.parse('2026-05-10T12:00:00Z')
const today = '2026-05-10'
const aLead = (change: Partial<Lead> = {}): Lead => ({
  id: '019a1b2c-3d4e-7f5a-8b6c-000000000001',
  createdAt: '2026-05-09T10:00:00.000Z',
  updatedAt: '2026-05-09T10:00:00.000Z',
  name: 'Anna Berg',
  source: 'other',
  status: 'new',
  ...change,
})

test('a lead of which nothing is known is cold, and every point has its reason', () => {
  expect(scoreOf(aLead(), [], now, today)).toEqual({ points: 10, heat: 'cold', reasons: [] })
  const known = scoreOf(
    aLead({
      company: 'Berg AB',
      email: 'anna@berg.example',
      phone: '+46 8 123 45 67',
      source: 'referral',
      value: { amount: 500_000, currency: 'SEK' },
      expectedClose: '2026-05-30',
    }),
    [{ at: '2026-05-09T09:00:00.000Z', outcome: 'interested' }],
    now,
    today,
  )
  expect(known.heat).toBe('hot')
  expect(known.points).toBe(10 + known.reasons.reduce((sum, { points }) => sum + points, 0))
  expect(known.reasons.map(({ reason }) => reason)).toEqual([
    'recommended',
    'interested',
    'reachable',
    'closes-soon',
    'company',
    'value',
  ])
})

test('the latest outcome counts, and no score leaves 0 to 100', () => {
  const contacts = [
    { at: '2026-05-09T09:00:00.000Z', outcome: 'not-interested' as const },
    { at: '2026-05-08T09:00:00.000Z', outcome: 'interested' as const },
  ]
  const score = scoreOf(aLead(), contacts, now, today)
  expect(score.points).toBe(0)
  expect(score.reasons).toContainEqual({ reason: 'not-interested', points: -30 })
  expect(score.reasons.map(({ reason }) => reason)).not.toContain('interested')
})

test('a lead is stale when neither a change nor a contact is younger than its stage allows', () => {
  const lead = aLead({ status: 'contacted', updatedAt: '2026-05-01T10:00:00.000Z' })
  expect(staleDays(lead, undefined, now)).toBe(9)
  expect(staleDays(lead, '2026-05-08T10:00:00.000Z', now)).toBeUndefined()
  expect(staleDays({ ...lead, status: 'qualified' }, undefined, now)).toBeUndefined()
  expect(staleDays({ ...lead, status: 'won', updatedAt: '2020-01-01T00:00:00.000Z' }, undefined, now)).toBe(
    undefined,
  )
  expect(stages).toEqual(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost'])
})
