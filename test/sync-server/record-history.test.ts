/** Who changed a record, when and on which device: noted by the server, seen by whoever has the record. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RecordChange } from '../../shared/entities/history.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { historyAfter } from '../../sync-server/sync/record-history.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let team: string
let rep: TestDevice
let admin: TestDevice

beforeEach(async () => {
  server = await startServer()
  team = await server.createTeam('North')
  rep = await server.join({ role: 'sales_rep', teamIds: [team] })
  admin = await server.join({ role: 'admin' })
})
afterEach(() => server.close())

const changesOf = (document: object) => (document as { history?: RecordChange[] }).history

it('a change is noted with its person, its device and short values, and a colleague receives it', async () => {
  const lead = await rep.save('leads', aDocument('leads', { status: 'new', notes: 'one' }))
  expect(changesOf(lead)).toBeUndefined()
  const changed = await rep.save('leads', { ...lead, status: 'contacted', notes: 'a long talk' }, lead)
  const expected = [
    {
      at: expect.any(String) as string,
      by: rep.user.id,
      device: 'laptop',
      fields: [{ name: 'status', from: 'new', to: 'contacted' }, { name: 'notes' }],
    },
  ]
  expect(changesOf(changed)).toEqual(expected)
  const [seen] = await admin.holds('leads')
  expect(seen && changesOf(seen)).toEqual(expected)
})

it('what a client claims about the history is ignored', async () => {
  const lead = await rep.save('leads', aDocument('leads', { status: 'new' }))
  const forged = [{ at: '2020-01-01T00:00:00.000Z', by: admin.user.id, fields: [] }]
  const changed = await rep.save('leads', { ...lead, status: 'contacted', history: forged }, lead)
  expect(changesOf(changed)).toEqual([expect.objectContaining({ by: rep.user.id })])
  const made = await rep.save('leads', { ...aDocument('leads'), history: forged })
  expect(changesOf(made)).toBeUndefined()
})

const state = (change: object): AnyDocument => ({
  id: '019a1b2c-3d4e-7f5a-8b6c-000000000001',
  createdAt: '2026-05-01T10:00:00.000Z',
  updatedAt: '2026-05-01T10:00:00.000Z',
  name: 'Anna',
  ...change,
})
const made = (at: string, by = 'ann') => ({ at: `2026-05-03T${at}:00.000Z`, by, device: 'laptop' })

it('changes of one person on one device within ten minutes are one, from the first value to the last', () => {
  const first = historyAfter('leads', state({ status: 'new' }), state({ status: 'contacted' }), made('10:00'))
  const second = historyAfter(
    'leads',
    state({ status: 'contacted', history: first }),
    state({ status: 'qualified', phone: '110' }),
    made('10:09'),
  )
  expect(second).toEqual([
    {
      ...made('10:09'),
      fields: [{ name: 'phone' }, { name: 'status', from: 'new', to: 'qualified' }],
    },
  ])
  const another = historyAfter(
    'leads',
    state({ history: second }),
    state({ phone: '112' }),
    made('10:10', 'bob'),
  )
  expect(another?.map(({ by }) => by)).toEqual(['bob', 'ann'])
})

it('twenty changes are kept, and a write that changes nothing a person sets adds none', () => {
  let history: RecordChange[] | undefined
  for (let hour = 0; hour < 23; hour++)
    history = historyAfter(
      'leads',
      state({ phone: String(hour), history }),
      state({ phone: String(hour + 1) }),
      made(`${String(hour).padStart(2, '0')}:00`),
    )
  expect(history).toHaveLength(20)
  expect(history?.[0]?.at).toBe('2026-05-03T22:00:00.000Z')
  const same = state({ phone: '1', history })
  expect(historyAfter('leads', same, { ...same, lastCall: 'x' }, made('23:00'))).toBe(history)
})
