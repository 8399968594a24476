import { describe, expect, it } from 'vitest'
import { changesOf, kindWord, outcomeText } from '../../../../renderer/features/import/outcome-words.ts'
import type { RowOutcome } from '../../../../shared/import/run-import.ts'

const outcome = (more: Partial<RowOutcome>): RowOutcome => ({
  file: 'customers.csv',
  row: 2,
  collection: 'customers',
  key: 'A',
  title: 'One',
  action: 'update',
  ...more,
})
const nameOf = (_: string, id: string) => (id === 'nancy' ? 'Nancy Davolio' : undefined)

describe('what became of a row', () => {
  it('tells each change as old and new, with the words of the screen', () => {
    const changes: RowOutcome['changes'] = {
      phone: [undefined, '030'],
      status: ['prospect', 'active'],
      ownerId: ['gone', 'nancy'],
      address: [
        { city: 'Bern', postalCode: '3000' },
        { city: 'Basel', postalCode: '4000' },
      ],
    }
    expect(outcomeText(outcome({ changes }), nameOf)).toBe(
      'Phone: empty → 030; Status: Prospect → Active; Owner: Not in your book → Nancy Davolio; Address: Bern, 3000 → Basel, 4000',
    )
  })
  it('says that a list has other contents when it has as many items as before', () => {
    const changes: RowOutcome['changes'] = { lines: [[{ id: '1' }], [{ id: '2' }]] }
    expect(changesOf(outcome({ collection: 'orders', changes }), nameOf)[0]).toMatchObject({
      before: '1',
      after: '1, with other contents',
    })
  })
  it('tells why a row was refused, and what a row was whose collection is unknown', () => {
    const refused = outcome({ action: 'refused', problem: "phone '7' is wrong" })
    expect(outcomeText(refused, nameOf)).toBe("phone '7' is wrong")
    const { collection: _, ...unread } = refused
    expect(kindWord(unread)).toBe('Not read')
  })
})
