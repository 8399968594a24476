/**
 * What a pull tells a device, whatever store lies beneath. `openStore` gives a new, empty store; the suite
 * closes it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { Checkpoint, WireDocument } from '../../shared/sync/protocol.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

const removed = (id: string) => ({ id, _deleted: true })
const ids = (documents: readonly WireDocument[]) => documents.map(({ id }) => id).toSorted()
const living = (documents: readonly WireDocument[]) => documents.filter(({ _deleted }) => !_deleted)

export function describePulls(storeName: string, openStore: () => Promise<DocumentStore>): void {
  describe(`a pull on ${storeName}`, () => {
    let store: DocumentStore
    let server: TestServer
    let servers: TestServer[]
    let north: string
    let south: string
    let admin: TestDevice
    let ann: TestDevice
    let bob: TestDevice
    let support: TestDevice

    /** A server process of its own on the same store. */
    async function start() {
      const started = await startServer({ store })
      servers.push(started)
      return started
    }
    /** The same device at another process. */
    const at = (other: TestServer, device: TestDevice) => other.device(device.session)

    beforeEach(async () => {
      servers = []
      store = await openStore()
      server = await start()
      north = await server.createTeam('North')
      south = await server.createTeam('South')
      admin = await server.join({ role: 'admin' })
      ann = await server.join({ role: 'sales_rep', teamIds: [north] })
      bob = await server.join({ role: 'sales_rep', teamIds: [south] })
      support = await server.join({ role: 'support' })
    })
    afterEach(async () => {
      for (const one of servers) {
        expect(one.failures).toEqual([])
        await one.close()
      }
      await store.close()
    })

    it('[S3] leaves an administrator when all take the right from each other at once at several servers', async () => {
      const second = await start()
      const other = await server.join({ role: 'admin' })
      const third = await server.join({ role: 'admin' })
      const take = (device: TestDevice, from: TestDevice, change: object) =>
        device.call('PATCH', `/admin/users/${from.user.id}`, change)
      const answers = await Promise.all([
        take(admin, other, { role: 'support' }),
        take(at(second, other), third, { active: false }),
        take(at(second, third), admin, { role: 'support' }),
      ])
      const users = []
      for await (const page of store.list('users')) users.push(...page.map(({ body }) => body))
      const left = users.filter(({ role, active }) => role === 'admin' && active)
      expect(left.length).toBeGreaterThan(0)
      expect(left).toHaveLength(3 - answers.filter(({ status }) => status === 200).length)
      // What was refused can be done as soon as somebody else has the right.
      const last = left[0]?.['id'] as string
      const successor = await server.join({ role: 'admin' })
      for (const { id } of left.slice(1).map((user) => user as { id: string }))
        expect((await successor.call('PATCH', `/admin/users/${id}`, { active: false })).status).toBe(200)
      expect((await successor.call('PATCH', `/admin/users/${last}`, { active: false })).status).toBe(200)
      const self = await successor.call('PATCH', `/admin/users/${successor.user.id}`, { active: false })
      expect(self.status).toBe(409)
    })

    it('[V1] sends everybody what their role shows, and nobody a byte of the rest', async () => {
      const customer = await ann.save('customers', aDocument('customers', { name: 'Secret of the north' }))
      const lead = await ann.save('leads', aDocument('leads', { name: 'Secret lead' }))
      await ann.save(
        'interactions',
        aDocument('interactions', { customerId: customer.id, notes: 'Secret words' }),
      )
      const { customerId: _, ...onLead } = aDocument('interactions', {
        leadId: lead.id,
        notes: 'Secret call',
      })
      await ann.save('interactions', onLead)
      await ann.save(
        'orders',
        aDocument('orders', { customerId: customer.id, status: 'draft', notes: 'Secret order' }),
      )
      await ann.save('tasks', aDocument('tasks', { title: 'Secret task' }))

      const names: CollectionName[] = ['customers', 'leads', 'interactions', 'orders', 'tasks']
      const counts = async (device: TestDevice) =>
        Promise.all(names.map(async (name) => (await device.holds(name)).length))
      expect(await counts(ann)).toEqual([1, 1, 2, 1, 1])
      expect(await counts(admin)).toEqual([1, 1, 2, 1, 1])
      expect(await counts(support)).toEqual([1, 0, 1, 1, 0])
      expect(await counts(bob)).toEqual([0, 0, 0, 0, 0])
      for (const name of names) {
        const { text } = await bob.call('POST', `/sync/${name}/pull`, { checkpoint: null, limit: 1000 })
        expect(text).not.toMatch(/Secret/)
        expect(text).not.toContain(customer.id)
      }
    })

    it('sends a document once, with its revision, and then nothing', async () => {
      const saved = await ann.save('customers', aDocument('customers'))
      const first = await ann.pull('customers')
      expect(first.documents).toEqual([saved])
      expect(first.more).toBe(false)
      expect(await ann.pull('customers', first.checkpoint)).toMatchObject({ documents: [], more: false })
    })

    it('[L3] sends pages that are full, in the order of the changes, and misses nothing that changes meanwhile', async () => {
      const saved: WireDocument[] = []
      for (let count = 0; count < 7; count++) saved.push(await ann.save('leads', aDocument('leads')))
      const first = await ann.pull('leads', null, 3)
      expect(first.documents).toEqual(saved.slice(0, 3))
      const [one, , , , , six] = saved
      const changedOne = await ann.save('leads', { ...one, name: 'Changed' }, one)
      const changedSix = await ann.save('leads', { ...six, name: 'Changed' }, six)
      const second = await ann.pull('leads', first.checkpoint, 3)
      const third = await ann.pull('leads', second.checkpoint, 3)
      expect([first.more, second.more, third.more]).toEqual([true, true, false])
      expect([...second.documents, ...third.documents]).toEqual([
        ...saved.slice(3, 5),
        saved[6],
        changedOne,
        changedSix,
      ])
    })

    it('[V3] removes a deleted document from the devices that have it, and says nothing to new ones', async () => {
      const saved = await ann.save('leads', aDocument('leads'))
      const { checkpoint } = await ann.pullAll('leads')
      await ann.push('leads', [{ ...saved, _deleted: true }, saved])
      expect((await ann.pull('leads', checkpoint)).documents).toEqual([removed(saved.id)])
      const tablet = await server.signIn(ann.user.email)
      expect((await tablet.pullAll('leads')).documents).toEqual([])
    })

    it('[V5] takes a reassigned customer with all that belongs to it from one device to the other', async () => {
      const saved = await ann.save('customers', aDocument('customers'))
      const inside = { customerId: saved.id }
      const order = await ann.save('orders', aDocument('orders', { ...inside, status: 'draft' }))
      const call = await ann.save('interactions', aDocument('interactions', inside))
      const problem = await ann.save('cases', aDocument('cases', inside))
      const names = ['customers', 'orders', 'interactions', 'cases'] as const
      const wanted = [saved.id, order.id, call.id, problem.id]
      const checkpoints = async (device: TestDevice) =>
        Promise.all(names.map(async (name) => (await device.pullAll(name)).checkpoint))
      const news = async (device: TestDevice, since: Checkpoint[]) =>
        Promise.all(names.map(async (name, index) => (await device.pull(name, since[index])).documents))
      const [forAnn, forBob] = [await checkpoints(ann), await checkpoints(bob)]

      await admin.save('customers', { ...saved, ownerId: bob.user.id }, saved)
      expect(await news(ann, forAnn)).toEqual(wanted.map((id) => [removed(id)]))
      expect((await news(bob, forBob)).map(ids)).toEqual(wanted.map((id) => [id]))
      expect(await store.get({ kind: 'customers', id: saved.id })).toMatchObject({
        body: { ownerId: bob.user.id, teamId: south },
      })
      expect(await store.pendingParents()).toEqual([])
    })

    it('[V4] follows the teams of a person: what they gain arrives, what they lose goes', async () => {
      const ofNorth = await ann.save('customers', aDocument('customers'))
      const ofSouth = await bob.save('customers', aDocument('customers'))
      const cleo = await server.join({ role: 'sales_rep', teamIds: [north] })
      const first = await cleo.pullAll('customers')
      expect(ids(first.documents)).toEqual([ofNorth.id])
      await server.services.people.update(cleo.user.id, { teamIds: [south] })
      const second = await cleo.pullAll('customers', first.checkpoint, 1)
      expect(second.documents.map(({ id, _deleted }) => [id, _deleted === true])).toEqual([
        [ofNorth.id, true],
        [ofSouth.id, false],
      ])
      expect((await cleo.pull('customers', second.checkpoint)).documents).toEqual([])
      await server.services.people.update(cleo.user.id, { teamIds: [south, north] })
      expect(ids((await cleo.pullAll('customers', second.checkpoint)).documents)).toEqual([ofNorth.id])
    })

    it('follows a person whose role changes while they are in the middle of reading', async () => {
      for (let count = 0; count < 6; count++) await ann.save('leads', aDocument('leads'))
      const page = await admin.pull('leads', null, 4)
      await server.join({ role: 'admin' })
      await server.services.people.update(admin.user.id, { role: 'support' })
      const rest = await admin.pullAll('leads', page.checkpoint, 2)
      expect(living(rest.documents)).toEqual([])
      expect(ids(page.documents).every((id) => ids(rest.documents).includes(id))).toBe(true)
    })

    it('[V3] tells a device that lost its checkpoint what it may no longer keep', async () => {
      const kept = await ann.save('customers', aDocument('customers'))
      const lost = await ann.save('customers', aDocument('customers'))
      const gone = await ann.save('customers', aDocument('customers'))
      await ann.pullAll('customers')
      await admin.save('customers', { ...lost, ownerId: bob.user.id }, lost)
      await admin.push('customers', [{ ...gone, _deleted: true }, gone])
      const again = await ann.pullAll('customers')
      expect(ids(living(again.documents))).toEqual([kept.id])
      expect(ids(again.documents.filter(({ _deleted }) => _deleted))).toEqual([lost.id, gone.id].toSorted())
    })

    it('[L2] goes on after a restart of the server where it was: nothing twice, nothing lost', async () => {
      const early = await ann.save('leads', aDocument('leads'))
      const { checkpoint } = await ann.pullAll('leads')
      const onTheWay = await ann.save('leads', aDocument('leads'))
      const restarted = await start()
      expect((await at(restarted, ann).pullAll('leads', checkpoint)).documents).toEqual([onTheWay])
      const changed = await at(restarted, ann).save('leads', { ...early, name: 'Changed' }, early)
      expect(ids((await at(restarted, ann).pullAll('leads', checkpoint)).documents)).toEqual(
        [changed.id, onTheWay.id].toSorted(),
      )
    })

    it('[L2] goes on after a restart in the middle of a first sync', async () => {
      const saved: WireDocument[] = []
      for (let count = 0; count < 9; count++) saved.push(await ann.save('leads', aDocument('leads')))
      const page = await ann.pull('leads', null, 4)
      const restarted = await start()
      const rest = await at(restarted, ann).pullAll('leads', page.checkpoint, 2)
      expect(new Set([...ids(page.documents), ...ids(rest.documents)])).toEqual(new Set(ids(saved)))
    })

    it('tells after a restart of what was deleted and what was lost meanwhile', async () => {
      const gone = await ann.save('customers', aDocument('customers'))
      const lost = await ann.save('customers', aDocument('customers'))
      const { checkpoint } = await ann.pullAll('customers')
      await admin.save('customers', { ...lost, ownerId: bob.user.id }, lost)
      await admin.push('customers', [{ ...gone, _deleted: true }, gone])
      const restarted = await start()
      const news = await at(restarted, ann).pullAll('customers', checkpoint)
      expect(news.documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        [gone.id, lost.id].toSorted().map(removed),
      )
    })

    it('[L2] shows what was pushed at one process at another one within seconds', async () => {
      const second = await start()
      const saved = await ann.save('leads', aDocument('leads'))
      const { checkpoint } = await ann.pullAll('leads')
      const tablet = await server.signIn(ann.user.email)
      await expect
        .poll(async () => ids((await at(second, tablet).pullAll('leads')).documents), { timeout: 5000 })
        .toEqual([saved.id])
      const news = await at(second, ann).save('leads', aDocument('leads'))
      await expect
        .poll(async () => ids((await ann.pull('leads', checkpoint)).documents), { timeout: 5000 })
        .toEqual([news.id])
    })

    it('[P4] brings two devices that push at two processes to the same state', async () => {
      const second = await start()
      const tablet = at(second, await server.signIn(ann.user.email))
      const saved = await ann.save('customers', aDocument('customers'))
      const results = await Promise.all([
        ann.push('customers', [{ ...saved, phone: '1' }, saved]),
        tablet.push('customers', [{ ...saved, phone: '2' }, saved]),
      ])
      expect(
        results
          .flat()
          .map(({ outcome }) => outcome)
          .toSorted(),
      ).toEqual(['accepted', 'conflict'])
      await expect
        .poll(async () => JSON.stringify(await tablet.holds('customers')), { timeout: 5000 })
        .toBe(JSON.stringify(await ann.holds('customers')))
    })

    it('repairs a device that holds anything wrong', async () => {
      const same = await ann.save('leads', aDocument('leads'))
      const stale = await ann.save('leads', aDocument('leads'))
      const fresh = await ann.save('leads', { ...stale, name: 'Fresh' }, stale)
      const hidden = await bob.save('leads', aDocument('leads'))
      const missing = await ann.save('leads', aDocument('leads'))
      const nowhere = aDocument('leads').id
      const { body } = await ann.call('POST', '/sync/leads/verify', {
        entries: [
          [same.id, same['revision']],
          [stale.id, stale['revision']],
          [hidden.id, hidden['revision']],
          [nowhere, null],
        ],
      })
      expect(body).toEqual({ changed: [fresh], gone: [hidden.id, nowhere], missing: [missing.id] })
    })
  })
}
