/** What this device sent is told from what others wrote, however often a push meets it. */
import { expect, it } from 'vitest'
import type { LocalCollection } from '../../../renderer/data/worker/open-database.ts'
import { sentStates } from '../../../renderer/data/worker/sent-states.ts'
import { aDocument } from '../../support/a-document.ts'

/** The disk keeps nothing here: what is asked about is in memory. */
const collection = {
  database: { upsertLocal: () => Promise.resolve() },
} as unknown as LocalCollection

const customer = aDocument('customers', { phone: '0' })
const typed = (phone: number) => ({ ...customer, phone: String(phone) })

it('[C1] knows its own accepted state after more pushes have met it than are kept', async () => {
  const sent = sentStates('customers')
  await sent.remember(collection, [typed(1)])
  sent.accepted(typed(1))
  const theServers = { ...typed(1), revision: '2-a' }
  for (let phone = 2; phone <= 20; phone++) {
    await sent.remember(collection, [typed(phone)])
    sent.met(theServers)
    expect(sent.matching(theServers)?.['phone']).toBe('1')
  }
})

it('takes nothing for its own that came after the state of somebody else', async () => {
  const sent = sentStates('customers')
  await sent.remember(collection, [typed(1), typed(2)])
  sent.met({ ...customer, phone: 'of a colleague', revision: '3-b' })
  expect(sent.matching({ ...typed(1), revision: '4-c' })).toBeUndefined()
})
