/** Devices that lose a grant at a bad moment: their checkpoint is older than their documents, or the documents change. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let team: string
let admin: TestDevice

beforeEach(async () => {
  server = await startServer()
  team = await server.createTeam('North')
  admin = await server.join({ role: 'admin' })
})
afterEach(() => server.close())

const stub = (id: string) => ({ id, _deleted: true })

it('[V3] [L2] a device with a checkpoint from before a grant gives up what it got by that grant', async () => {
  const customer = await admin.save('customers', aDocument('customers', { teamId: team }))
  const ann = await server.join({ role: 'sales_rep' })
  const before = await ann.pullAll('customers')
  expect(before.documents).toEqual([])
  await server.services.people.update(ann.user.id, { teamIds: [team] })
  const granted = await ann.pullAll('customers', before.checkpoint)
  expect(granted.documents.map(({ id }) => id)).toEqual([customer.id])
  await server.services.people.update(ann.user.id, { teamIds: [] })
  const after = await ann.pullAll('customers', before.checkpoint)
  expect(after.documents).toEqual([stub(customer.id)])
  expect((await ann.pullAll('customers', after.checkpoint)).documents).toEqual([])
})

it('[V4] what was taken away comes back with the grant, and goes again without it', async () => {
  const customer = await admin.save('customers', aDocument('customers', { teamId: team }))
  const ann = await server.join({ role: 'sales_rep', teamIds: [team] })
  let { checkpoint } = await ann.pullAll('customers')
  for (const teamIds of [[], [team], [], [team]]) {
    await server.services.people.update(ann.user.id, { teamIds })
    const page = await ann.pullAll('customers', checkpoint)
    expect(page.documents.map(({ id, _deleted }) => [id, _deleted === true])).toEqual([
      [customer.id, teamIds.length === 0],
    ])
    checkpoint = page.checkpoint
  }
})

it('[V3] [L2] a device with a checkpoint from before it was given a grant back gives up what it got by that', async () => {
  const customer = await admin.save('customers', aDocument('customers', { teamId: team }))
  const ann = await server.join({ role: 'sales_rep', teamIds: [team] })
  const first = await ann.pullAll('customers')
  await server.services.people.update(ann.user.id, { teamIds: [] })
  const without = await ann.pullAll('customers', first.checkpoint)
  expect(without.documents).toEqual([stub(customer.id)])
  for (let time = 0; time < 2; time++) {
    await server.services.people.update(ann.user.id, { teamIds: [team] })
    // The device takes up the documents and dies before it notes how far it has read.
    const back = await ann.pullAll('customers', without.checkpoint)
    expect(back.documents.map(({ id }) => id)).toEqual([customer.id])
    await server.services.people.update(ann.user.id, { teamIds: [] })
    const after = await ann.pullAll('customers', without.checkpoint)
    expect(after.documents).toEqual([stub(customer.id)])
    expect((await ann.pullAll('customers', after.checkpoint)).documents).toEqual([])
  }
})

it('a document that is shown by several grants at once is sent once', async () => {
  const ann = await server.join({ role: 'sales_rep', teamIds: [team] })
  const { checkpoint } = await ann.pullAll('leads')
  await server.services.people.update(ann.user.id, { teamIds: [] })
  const without = await ann.pullAll('leads', checkpoint)
  const owned = { ownerId: ann.user.id, teamId: team }
  const lead = await admin.save('leads', aDocument('leads', owned))
  await server.services.people.update(ann.user.id, { teamIds: [team], leadsTeamIds: [team] })
  for (const from of [null, checkpoint, without.checkpoint]) {
    const { documents } = await ann.pullAll('leads', from)
    expect(documents.map(({ id }) => id)).toEqual([lead.id])
  }
})

it('[V3] a document that changes while its removal is being told is removed all the same', async () => {
  const inner = createEmbeddedStore({ folder: ':memory:' })
  let meanwhile: (() => Promise<unknown>) | undefined
  const store: DocumentStore = Object.assign(Object.create(inner) as DocumentStore, {
    async get(key: Parameters<DocumentStore['get']>[0]) {
      const work = key.kind === 'holdings' ? meanwhile : undefined
      meanwhile = undefined
      await work?.()
      return inner.get(key)
    },
  })
  const slow = await startServer({ store })
  const teamId = await slow.createTeam('North')
  const boss = await slow.join({ role: 'admin' })
  const ann = await slow.join({ role: 'sales_rep', teamIds: [teamId] })
  const customer = await boss.save('customers', aDocument('customers', { teamId }))
  const { checkpoint } = await ann.pullAll('customers')
  await slow.services.people.update(ann.user.id, { teamIds: [] })
  meanwhile = async () => {
    await boss.save('customers', { ...customer, notes: 'changed just now' }, customer)
    await slow.services.feed.catchUp()
  }
  expect((await ann.pullAll('customers', checkpoint)).documents).toEqual([stub(customer.id)])
  await slow.close()
  await inner.close()
})
