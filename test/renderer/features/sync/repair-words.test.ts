import { expect, it } from 'vitest'
import { outcomeWords, repairSummary } from '../../../../renderer/features/sync/repair-words.ts'
import { coded } from '../../../../shared/errors.ts'

const nothing = { ok: true, checked: 12, fetched: 0, replaced: 0, removed: 0, unsent: 0 } as const

it('a check that found nothing says so', () => {
  expect(outcomeWords(nothing)).toBe('12 records compared, nothing differs.')
  expect(repairSummary([nothing, nothing])).toBe('Nothing differed from the office.')
})

it('what was healed is counted by what was wrong', () => {
  const found = { ...nothing, fetched: 1, replaced: 2, removed: 3, unsent: 1 }
  expect(outcomeWords(found)).toBe(
    '12 records compared: 1 record was missing and fetched; 2 records were out of date and fetched; ' +
      '3 records not yours or gone and removed; 1 record changed on both sides and left to your changes that wait.',
  )
  expect(repairSummary([found, nothing])).toBe('6 records put right.')
})

it('what could not be checked is named with what to do', () => {
  const failed = { ok: false, error: coded('STORE_UNAVAILABLE') } as const
  expect(outcomeWords(failed)).toBe('Not checked. The database does not answer. Try again in a moment.')
  expect(repairSummary([failed, nothing])).toBe(
    'Nothing differed from the office. 1 of 2 kinds could not be checked.',
  )
  expect(repairSummary([failed])).toBe('Nothing could be checked.')
})
