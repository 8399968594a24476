import { expect, test } from 'vitest'
import type { SalesRep } from '../../../../shared/entities/sales-rep.ts'
import { salesRep } from '../../../../shared/entities/sales-rep.ts'
import { maySetTarget, withTarget } from '../../../../renderer/features/teams/target-form.tsx'
import { reachedOf } from '../../../../renderer/features/teams/target-progress.tsx'
import { aDocument } from '../../../support/a-document.ts'

const eur = (id: string, amount: number) => ({ id, amount, currency: 'EUR' })

test('a target is set once for each quarter, or taken out', () => {
  const targets = [eur('2026-Q3', 100)]
  expect(withTarget(targets, eur('2026-Q3', 200))).toEqual([eur('2026-Q3', 200)])
  expect(withTarget(targets, eur('2026-Q2', 50))).toEqual([eur('2026-Q2', 50), eur('2026-Q3', 100)])
  expect(withTarget(targets, { id: '2026-Q3', currency: 'EUR' })).toEqual([])
})

test('what was sold counts in the currency of the target', () => {
  expect(reachedOf(eur('2026-Q3', 200), { EUR: 50, USD: 1000 })).toBe(2500)
  expect(reachedOf(eur('2026-Q3', 200), {})).toBe(0)
})

test('two targets of one quarter, none at all and a quarter that is none are refused', () => {
  const check = (targets: SalesRep['targets']) =>
    salesRep.check({ ...aDocument('salesReps'), targets }).map(({ field }) => field)
  expect(check([eur('2026-Q3', 1), eur('2026-Q4', 1)])).toEqual([])
  expect(check([eur('2026-Q3', 1), eur('2026-Q3', 2)])).toEqual(['targets.1.id'])
  expect(check([eur('2026-Q5', 0)])).toEqual(['targets.0.id', 'targets.0.amount'])
})

test('who leads a team of the person may set it; the person may not', () => {
  const rep = aDocument('salesReps', { teamIds: ['north'] }) as unknown as SalesRep
  const who = {
    id: 'x',
    name: 'X',
    email: '',
    role: 'sales_rep',
    teamIds: ['north'],
    leadsTeamIds: [],
  } as const
  expect(maySetTarget({ ...who, leadsTeamIds: ['north'] }, rep, 0)).toBe(true)
  expect(maySetTarget({ ...who, id: rep.id }, rep, 0)).toBe(false)
  expect(maySetTarget({ ...who, role: 'admin' }, rep, 0)).toBe(true)
})
