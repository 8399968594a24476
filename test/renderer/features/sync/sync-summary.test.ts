import { describe, expect, it } from 'vitest'
import { coded } from '../../../../shared/errors.ts'
import { syncLines } from '../../../../renderer/features/sync/sync-summary.ts'

const calm = { connection: 'online', waiting: 0, toDecide: 0, refused: 0 } as const
const words = (state: Parameters<typeof syncLines>[0]) => syncLines(state).map((line) => line.words)

describe('what the sync indicator says', () => {
  it('all is sent', () => {
    expect(words(calm)).toEqual(['All sent'])
  })
  it('nothing is called done while the first records are still on their way', () => {
    const arriving = { ...calm, firstSync: { received: 10, collection: 'leads' } } as const
    expect(words(arriving)).toEqual(['Receiving records'])
    expect(words({ ...arriving, waiting: 2 })).toEqual(['2 waiting'])
  })
  it('waiting and being offline are said without alarm', () => {
    expect(words({ ...calm, waiting: 3 })).toEqual(['3 waiting'])
    expect(words({ ...calm, connection: 'offline', waiting: 3 })).toEqual(['Offline · 3 waiting'])
    expect(words({ ...calm, connection: 'offline' })).toEqual(['Offline'])
    expect(syncLines({ ...calm, connection: 'offline', waiting: 3 })[0]?.tone).toBe('neutral')
  })
  it('only what needs the person has a colour', () => {
    const lines = syncLines({ ...calm, toDecide: 1, refused: 2 })
    expect(lines.map((line) => [line.words, line.tone])).toEqual([
      ['All sent', 'neutral'],
      ['1 to decide', 'attention'],
      ['2 refused', 'danger'],
    ])
  })
  it('a device that cannot store anything says so', () => {
    expect(words({ ...calm, error: coded('DEVICE_STORAGE') })).toEqual(['All sent', 'Device cannot store'])
    expect(words({ ...calm, error: coded('STORE_UNAVAILABLE') })).toEqual(['All sent'])
  })
})
