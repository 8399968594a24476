import { afterEach, expect, test, vi } from 'vitest'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { openInbox } from '../../../renderer/data/worker/inbox.ts'
import { openLine } from '../../../renderer/data/worker/line.ts'
import { toLocal } from '../../../renderer/data/worker/local-shape.ts'
import type { LocalDatabase } from '../../../renderer/data/worker/open-database.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import { pullChanges } from '../../../renderer/data/worker/pull-changes.ts'
import type { Place } from '../../../renderer/data/worker/pull-changes.ts'
import { conflictHandler } from '../../../renderer/data/worker/resolve-conflict.ts'
import { sentStates } from '../../../renderer/data/worker/sent-states.ts'
import type { Answer } from '../../../renderer/data/worker/server-api.ts'
import { trackUnsent } from '../../../renderer/data/worker/unsent.ts'
import { coded } from '../../../shared/errors.ts'
import { customer } from '../../../shared/entities/customer.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Checkpoint, PullAnswer, WireDocument } from '../../../shared/sync/protocol.ts'
import { aDocument } from '../../support/a-document.ts'

let close: (() => Promise<unknown>) | undefined
afterEach(() => close?.())

const idOf = (number: number) => `0198a000-0000-7000-8000-${String(number).padStart(12, '0')}`
const stored = (number: number): WireDocument => ({
  id: idOf(number),
  name: `Customer ${number}`,
  status: 'active',
  createdAt: '2026-05-03T10:00:00.000Z',
  updatedAt: '2026-05-03T10:00:00.000Z',
  revision: `1-${number}`,
})

async function opened(
  fetchPage: (checkpoint: Checkpoint | null, limit: number) => Promise<Answer<PullAnswer>>,
  {
    again = () => undefined,
    named = [],
    persisted = () => undefined,
  }: { again?: () => void; named?: WireDocument[]; persisted?: () => Place | undefined } = {},
) {
  const inbox = openInbox(
    () => database.inbox,
    () => 0,
  )
  const database: LocalDatabase = await openDatabase({
    name: 'pull-changes',
    storage: getRxStorageMemory(),
    multiInstance: false,
    conflictHandler: (name) => conflictHandler(name, inbox, new Set(), sentStates(name)),
  })
  close = () => database.rx.remove()
  const collection = database.collections.customers
  const unsent = await trackUnsent(collection)
  const sent = sentStates('customers')
  const start = () =>
    pullChanges({
      name: 'customers',
      collection,
      unsent,
      inbox,
      line: openLine({ shortestPause: 1, longestPause: 1 }),
      fetchPage,
      persisted,
      pushed: async () => undefined,
      sent,
      contact: () => undefined,
      again,
      fetchNamed: async (ids) => ({ ok: true, value: named.filter(({ id }) => ids.includes(id)) }),
    })
  return { collection, pull: start(), start, inbox, unsent, sent }
}

const page = (documents: WireDocument[], at: number, more: boolean): Answer<PullAnswer> => ({
  ok: true,
  value: { documents, checkpoint: { at }, more },
})

test('a checkpoint that the server no longer knows lists everything anew, and what is not listed has gone', async () => {
  const { collection, pull, inbox } = await opened(async (checkpoint) => {
    if (checkpoint?.['at'] === 'long ago')
      return { ok: false, status: 400, error: coded('INVALID_CHECKPOINT') }
    return checkpoint === null ? page([stored(1)], 1, true) : page([stored(2)], 2, false)
  })
  const entity = entityOf('customers')
  await collection.bulkInsert([1, 2, 3].map((number) => toLocal(entity, stored(number))))
  const unsaved = toLocal(entity, { ...stored(4), revision: undefined })
  delete unsaved.revision
  await collection.insert(unsaved)
  const { documents, checkpoint } = await pull.handler({ at: 'long ago' }, 10)
  expect(documents.map(({ id, _deleted }) => [id, _deleted])).toEqual([
    [idOf(1), false],
    [idOf(2), false],
    [idOf(3), true],
  ])
  expect(documents[2]).toMatchObject({ name: '', status: '' })
  expect(checkpoint).toMatchObject({ at: 2 })
  // Written here without the server, so it counts as edited: what it held is kept.
  expect(await inbox.all()).toMatchObject([
    { kind: 'access-lost', documentId: idOf(3), mine: { name: 'Customer 3' } },
  ])
})

test('short pages are filled, because a short page would end the pull', async () => {
  const { pull } = await opened(async (checkpoint) => {
    const at = Number(checkpoint?.['at'] ?? 0) + 1
    return page(at === 2 ? [] : [stored(at)], at, at < 5)
  })
  const first = await pull.handler(undefined, 2)
  expect(first.documents.map(({ id }) => id)).toEqual([idOf(1), idOf(3)])
  const second = await pull.handler(first.checkpoint, 2)
  expect(second.documents.map(({ id }) => id)).toEqual([idOf(4), idOf(5)])
  expect(second.checkpoint).toEqual({ at: 5 })
})

test('removals of documents that were never here are left out, but the checkpoint moves on', async () => {
  const { pull } = await opened(async () =>
    page(
      [
        { id: idOf(1), _deleted: true },
        { id: idOf(2), _deleted: true },
      ],
      1,
      false,
    ),
  )
  const { documents, checkpoint } = await pull.handler(undefined, 10)
  expect(documents).toHaveLength(1)
  expect(checkpoint).toEqual({ at: 1 })
})

test('[P6] what was read before the server took a newer state from here changes nothing, and what comes after does', async () => {
  const revised = (revision: string, name: string) => aDocument('customers', { id: idOf(1), revision, name })
  const answers = [revised('1-a', 'Before'), revised('2-b', 'Typed here'), revised('3-c', 'By a colleague')]
  const { collection, pull, sent } = await opened(async () => page(answers.splice(0, 1), 1, false))
  const entity = entityOf('customers')
  await collection.insert(toLocal(entity, revised('1-a', 'Typed here')))
  sent.accepted(revised('1-a', 'Typed here'), '2-b')
  const namesOf = async () => (await pull.handler(undefined, 10)).documents.map(({ name }) => name)
  expect(await namesOf()).toEqual(['Typed here'])
  expect(sent.matching(revised('2-b', 'Typed here'))).toBeDefined()
  expect(await namesOf()).toEqual(['Typed here'])
  expect(await namesOf()).toEqual(['By a colleague'])
})

test('[P6] a record whose newer state the server takes while a page is looked at does not go', async () => {
  const state = aDocument('customers', { id: idOf(1), revision: '1-a', name: 'Before' })
  const { collection, pull, sent } = await opened(async () => page([state], 1, false))
  await collection.insert(toLocal(entityOf('customers'), { ...state, name: 'Typed here' }))
  // The answer of the push comes while the page is compared with what is here.
  const storage = collection.internalStorageInstance
  const find = storage.findDocumentsById.bind(storage)
  storage.findDocumentsById = async (ids, deleted) => {
    const found = await find(ids, deleted)
    sent.accepted({ ...state, name: 'Typed here' }, '2-b')
    return found
  }
  const { documents } = await pull.handler(undefined, 10)
  expect(documents.map(({ id, _deleted }) => [id, _deleted])).toEqual([[idOf(1), false]])
})

test('[C1] what was sent is known until its return is on the disk, and longer where the person changed it again', async () => {
  const came = [1, 2].map((number) => aDocument('customers', { id: idOf(number), revision: '2-b' }))
  const answers = [came, []]
  let onDisk: Place | undefined
  const { collection, pull, sent, unsent } = await opened(async () => page(answers.shift() ?? [], 1, false), {
    persisted: () => onDisk,
  })
  for (const state of came) sent.accepted(state, '2-b')
  const first = await pull.handler(undefined, 10)
  expect(came.map((state) => sent.matching(state) !== undefined)).toEqual([true, true])
  // Before replication has written it, the person types on.
  const typed = toLocal(entityOf('customers'), { ...stored(2), revision: undefined })
  delete typed.revision
  await collection.insert(typed)
  await unsent.settled()
  onDisk = first.checkpoint
  await pull.handler(first.checkpoint, 10)
  expect(came.map((state) => sent.matching(state) !== undefined)).toEqual([false, true])
  pull.stop()
})

test('[C1] a state that a local change stood against is asked for again, at once or after a restart', async () => {
  const asked: unknown[] = []
  const again = vi.fn()
  const { collection, pull, start, unsent } = await opened(
    async (checkpoint) => {
      asked.push(checkpoint?.['at'] ?? null)
      return page(asked.length === 4 ? [] : [stored(1)], asked.length, false)
    },
    { again },
  )
  const typed = toLocal(entityOf('customers'), { ...stored(1), revision: undefined })
  delete typed.revision
  await collection.insert(typed)
  await unsent.settled()
  const first = await pull.handler({ at: 'before' }, 10)
  expect(first.checkpoint).toEqual({ at: 1, passedOver: { from: { at: 'before' } } })
  expect(again).not.toHaveBeenCalled()
  pull.stop()

  const restarted = start()
  const second = await restarted.handler(first.checkpoint, 10)
  expect(second.checkpoint).toMatchObject({ passedOver: { from: { at: 'before' } } })
  await unsent.giveUp(idOf(1))
  expect(again).toHaveBeenCalledOnce()
  const third = await restarted.handler(second.checkpoint, 10)
  expect(third.checkpoint).toEqual({ at: 3, passedOver: null })
  await restarted.handler(third.checkpoint, 10)
  expect(asked).toEqual(['before', 'before', 'before', 3])
  restarted.stop()
})

test('[V4] what an app that was killed took away without noting it is asked for at the next start', async () => {
  const { collection, pull, start } = await opened(
    async (checkpoint) => page(checkpoint?.['at'] === 1 ? [{ id: idOf(1), _deleted: true }] : [], 2, false),
    { named: [stored(1)] },
  )
  await collection.insert(toLocal(entityOf('customers'), stored(1)))
  await pull.handler({ at: 1 }, 10)
  pull.stop()
  await collection.findOne(idOf(1)).remove()

  // The person may see it again: the server has nothing to tell.
  const restarted = start()
  const { documents } = await restarted.handler({ at: 0 }, 10)
  expect(documents).toMatchObject([{ id: idOf(1), _deleted: false, name: 'Customer 1' }])
  expect((await restarted.handler({ at: 0 }, 10)).documents).toEqual([])
  restarted.stop()
})

test('an optional field of an index stays an absent field outside the database', () => {
  expect(customer.indexes.flat()).toContain('name')
  const entity = entityOf('interactions')
  const local = toLocal(entity, {
    id: idOf(1),
    leadId: idOf(2),
    type: 'call',
    at: '2026-05-03T10:00:00.000Z',
    createdAt: '2026-05-03T10:00:00.000Z',
    updatedAt: '2026-05-03T10:00:00.000Z',
  })
  expect(local).toMatchObject({
    customerId: '',
    updatedAtInverse: 9e12 - Date.parse('2026-05-03T10:00:00.000Z'),
  })
})
