import { expect, test } from 'vitest'
import type { Lead } from '../../../../shared/entities/lead.ts'
import { scoreOf } from '../../../../renderer/features/leads/lead-score.ts'
import { staleDays, staleDaysOf, stages, usualStaleDays } from '../../../../shared/lead-stages.ts'

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
  expect(scoreOf(aLead(), [], now, today, usualStaleDays)).toEqual({ points: 10, heat: 'cold', reasons: [] })
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
    usualStaleDays,
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
  const score = scoreOf(aLead(), contacts, now, today, usualStaleDays)
  expect(score.points).toBe(0)
  expect(score.reasons).toContainEqual({ reason: 'not-interested', points: -30 })
  expect(score.reasons.map(({ reason }) => reason)).not.toContain('interested')
})

test('a lead is stale when neither a change nor a contact is younger than its stage allows', () => {
  const lead = aLead({ status: 'contacted', updatedAt: '2026-05-01T10:00:00.000Z' })
  expect(staleDays(lead, undefined, now, usualStaleDays)).toBe(9)
  expect(staleDays(lead, '2026-05-08T10:00:00.000Z', now, usualStaleDays)).toBeUndefined()
  expect(staleDays({ ...lead, status: 'qualified' }, undefined, now, usualStaleDays)).toBeUndefined()
  expect(
    staleDays(
      { ...lead, status: 'won', updatedAt: '2020-01-01T00:00:00.000Z' },
      undefined,
      now,
      usualStaleDays,
    ),
  ).toBe(undefined)
  expect(stages).toEqual(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost'])
})

test('a company says itself how long its leads may rest, and which stages are not watched', () => {
  const lead = aLead({ status: 'contacted', updatedAt: '2026-05-01T10:00:00.000Z' })
  const company = (staleDays: unknown) => staleDaysOf({ value: { staleDays } })
  expect(staleDays(lead, undefined, now, company({ contacted: 30 }))).toBeUndefined()
  expect(staleDays(lead, undefined, now, company({ contacted: 5 }))).toBe(9)
  expect(staleDays(lead, undefined, now, company({ new: 1 }))).toBeUndefined()
  const old = aLead({ updatedAt: '2026-01-01T10:00:00.000Z' })
  const stale = { reason: 'stale', points: -15 }
  expect(scoreOf(old, [], now, today, company({})).reasons).not.toContainEqual(stale)
  expect(scoreOf(old, [], now, today, staleDaysOf(undefined)).reasons).toContainEqual(stale)
})

test('settings that make no sense are not followed', () => {
  expect(
    staleDaysOf({
      value: { staleDays: { new: -1, contacted: 'soon', qualified: 12.5, proposal: 9, won: 3 } },
    }),
  ).toEqual({ proposal: 9 })
  for (const value of [undefined, null, 3, [], {}, { staleDays: 'never' }])
    expect(staleDaysOf({ value })).toEqual(usualStaleDays)
})
