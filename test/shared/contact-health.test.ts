import { describe, expect, it } from 'vitest'
import { contactHealth, usualCadence } from '../../shared/contact-health.ts'

const now = Date.parse('2026-05-31T12:00:00Z')
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
const customer = { createdAt: ago(400) }

describe('the health of a customer', () => {
  it('is the last contact against the wanted cadence', () => {
    const state = (days: number, contactEveryDays?: number) =>
      contactHealth({ ...customer, ...(contactEveryDays && { contactEveryDays }) }, ago(days), now).state
    expect([52, 53, usualCadence, usualCadence + 1].map((days) => state(days))).toEqual([
      'good',
      'due',
      'due',
      'overdue',
    ])
    expect([0, 1, 2].map((days) => state(days, 1))).toEqual(['due', 'due', 'overdue'])
  })
  it('counts from the day the customer was made where there was no contact', () => {
    expect(contactHealth({ createdAt: ago(3) }, undefined, now)).toMatchObject({
      state: 'good',
      days: 3,
      contacted: false,
    })
    expect(contactHealth(customer, undefined, now).state).toBe('overdue')
  })
})
