/** Files on a real server over HTTP, with a PouchDB that is not ours; run on every store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { fileIdOf } from '../../../shared/files/file-document.ts'
import type { FileCollection, FileRecord } from '../../../shared/files/file-document.ts'
import type { ByteStore } from '../../../sync-server/store/byte-store.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { graceOfBytes } from '../../../sync-server/files/sweep-files.ts'
import { aDocument } from '../../support/a-document.ts'
import { aFile, aPicture, bytesClient, hashOf, localPouch, remotePouch } from '../../support/file-client.ts'
import type { PlainPouch } from '../../support/file-client.ts'
import { startServer } from '../../support/start-server.ts'
import type { TestDevice, TestServer } from '../../support/start-server.ts'

export interface FileStores {
  store: DocumentStore
  bytes: ByteStore
}

export function describeFiles(name: string, open: () => Promise<FileStores>): void {
  describe(`files ${name}`, () => {
    let stores: FileStores
    let server: TestServer
    let clock = Date.now()
    const teams = { north: '', south: '' }
    let people: Record<'north' | 'alsoNorth' | 'leader' | 'south' | 'support' | 'admin', TestDevice>
    const customer = { north: uuidv7(), south: uuidv7() }

    beforeAll(async () => {
      stores = await open()
      server = await startServer({ ...stores, listen: true, now: () => clock })
      teams.north = await server.createTeam('North')
      teams.south = await server.createTeam('South')
      people = {
        north: await server.join({ role: 'sales_rep', teamIds: [teams.north] }),
        alsoNorth: await server.join({ role: 'sales_rep', teamIds: [teams.north] }),
        leader: await server.join({ role: 'sales_rep', teamIds: [teams.north], leadsTeamIds: [teams.north] }),
        south: await server.join({ role: 'sales_rep', teamIds: [teams.south] }),
        support: await server.join({ role: 'support' }),
        admin: await server.join({ role: 'admin' }),
      }
      await write('customers', { id: customer.north, teamId: teams.north, ownerId: people.north.user.id })
      await write('customers', { id: customer.south, teamId: teams.south, ownerId: people.south.user.id })
    })
    afterAll(async () => {
      await server.close()
      expect(server.failures).toEqual([])
    })

    type Who = keyof typeof people

    async function write(
      collection: Parameters<typeof aDocument>[0],
      changes: { id: string } & Record<string, unknown>,
    ) {
      const stored = await server.store.get({ kind: collection, id: changes.id })
      const document = { ...(stored?.body ?? aDocument(collection)), ...changes } as ReturnType<
        typeof aDocument
      >
      const [result] = await server.services.documents.write([{ collection, document, stored }])
      expect(result).toMatchObject({ ok: true })
    }
    const remote = (who: Who) => remotePouch(server.url, people[who].session.accessToken)
    const bytesOf = (who: Who) => bytesClient(server.url, people[who].session.accessToken)
    const onCustomer = (team: 'north' | 'south' = 'north'): FileRecord => ({
      collection: 'customers',
      id: customer[team],
    })

    async function push(who: Who, ...documents: object[]): Promise<{ reason?: string }[]> {
      const local = localPouch()
      for (const document of documents) await local.put(document)
      const denied: { reason?: string }[] = []
      await local.replicate
        .to(remote(who))
        .on('denied', (each: { reason?: string }) => void denied.push(each))
      return denied
    }
    async function pull(who: Who, into: PlainPouch = localPouch()) {
      await into.replicate.from(remote(who), { batch_size: 3 })
      return into
    }
    const idsOn = async (pouch: PlainPouch) => (await pouch.allDocs()).rows.map(({ id }) => id)

    it('a PouchDB that is not ours brings a file to those who may read its record, and to nobody else', async () => {
      const bytes = aPicture(5000)
      const file = aFile(onCustomer(), people.north.user.id, bytes)
      expect(await push('north', file)).toEqual([])
      expect(await bytesOf('north').upload(file._id, bytes)).toMatchObject({ body: { complete: true } })
      for (const who of ['north', 'alsoNorth', 'leader', 'support', 'admin'] as const) {
        const pouch = await pull(who)
        expect(await pouch.get(file._id)).toMatchObject({ name: file.name, sha256: file.sha256 })
        expect((await bytesOf(who).get(file._id)).bytes.equals(bytes)).toBe(true)
      }
      expect(await idsOn(await pull('south'))).not.toContain(file._id)
      const absent = fileIdOf(onCustomer('south'), uuidv7())
      const [hidden, none] = [await bytesOf('south').get(file._id), await bytesOf('south').get(absent)]
      expect(hidden.status).toBe(404)
      expect(hidden.bytes.equals(none.bytes)).toBe(true)
    })

    it('every record has its own readers: the matrix of roles and kinds of record', async () => {
      const lead = uuidv7()
      const [order, interaction, supportCase] = [uuidv7(), uuidv7(), uuidv7()]
      await write('leads', { id: lead, teamId: teams.north, ownerId: people.north.user.id })
      await write('orders', { id: order, customerId: customer.north, ownerId: people.north.user.id })
      await write('interactions', {
        id: interaction,
        customerId: customer.north,
        ownerId: people.north.user.id,
      })
      await write('cases', { id: supportCase, customerId: customer.north })
      const records: [FileCollection, string, readers: Who[], adders: Who[]][] = [
        [
          'customers',
          customer.north,
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
        ],
        ['leads', lead, ['north', 'leader', 'admin'], ['north', 'leader', 'admin']],
        [
          'orders',
          order,
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
          ['north', 'alsoNorth', 'leader', 'admin'],
        ],
        [
          'interactions',
          interaction,
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
          ['north', 'alsoNorth', 'leader', 'admin'],
        ],
        [
          'cases',
          supportCase,
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
          ['north', 'alsoNorth', 'leader', 'support', 'admin'],
        ],
      ]
      for (const [collection, id, readers, adders] of records) {
        const record = { collection, id }
        for (const who of Object.keys(people) as Who[]) {
          const file = aFile(record, people[who].user.id, aPicture(100))
          const denied = await push(who, file)
          expect([collection, who, denied.length]).toEqual([collection, who, adders.includes(who) ? 0 : 1])
          if (adders.includes(who) || readers.includes(who)) continue
          expect(denied[0]?.reason).toBe('This record does not exist, or you may not see it.')
        }
        const file = aFile(record, people.north.user.id, aPicture(100))
        await push('north', file)
        for (const who of Object.keys(people) as Who[]) {
          const direct = await people[who].call('GET', `/files/${encodeURIComponent(file._id)}?open_revs=all`)
          expect([collection, who, direct.text.includes(file.sha256)]).toEqual([
            collection,
            who,
            readers.includes(who),
          ])
        }
      }
    })

    it('a file is added in one own name, never changed, and deleted by who may', async () => {
      const file = aFile(onCustomer(), people.north.user.id, aPicture(100))
      expect(await push('alsoNorth', file)).toHaveLength(1)
      expect(await push('north', file)).toEqual([])

      const changed = await pull('north')
      await changed.put({ ...(await changed.get(file._id)), name: 'another name.png' })
      const refusals: unknown[] = []
      await changed.replicate.to(remote('north')).on('denied', (each: never) => void refusals.push(each))
      expect(refusals).toHaveLength(1)

      const foreign = await pull('alsoNorth')
      await foreign.remove(await foreign.get(file._id))
      await foreign.replicate.to(remote('alsoNorth')).on('denied', (each: never) => void refusals.push(each))
      expect(refusals).toHaveLength(2)
      expect(await idsOn(await pull('north'))).toContain(file._id)

      const holder = await pull('support')
      const leader = await pull('leader')
      await leader.remove(await leader.get(file._id))
      await leader.replicate.to(remote('leader'))
      expect(await idsOn(await pull('support', holder))).not.toContain(file._id)
      expect(await idsOn(await pull('north'))).not.toContain(file._id)
      expect((await bytesOf('north').get(file._id)).status).toBe(404)
    })

    it('a deleted file can be put back as it was', async () => {
      const bytes = aPicture(200)
      const file = aFile(onCustomer(), people.north.user.id, bytes)
      await push('north', file)
      await bytesOf('north').upload(file._id, bytes)
      const local = await pull('north')
      const { rev } = await local.remove(await local.get(file._id))
      await local.replicate.to(remote('north'))
      expect((await bytesOf('north').get(file._id)).status).toBe(404)
      await local.put({ ...file, _rev: rev })
      await local.replicate.to(remote('north'))
      expect(await idsOn(await pull('alsoNorth'))).toContain(file._id)
      expect((await bytesOf('alsoNorth').get(file._id)).bytes.equals(bytes)).toBe(true)
    })

    it('who gains a record gets its old files with the replication that is running, who loses it learns nothing more', async () => {
      const moving = uuidv7()
      await write('customers', { id: moving, teamId: teams.north, ownerId: people.north.user.id })
      const file = aFile({ collection: 'customers', id: moving }, people.north.user.id, aPicture(100))
      await push('north', file)
      const south = await pull('south')
      const live = south.replicate.from(remote('south'), { live: true, retry: true })
      live.catch(() => undefined)
      const arrived = new Promise<void>((resolve) => {
        void live.on('change', ({ docs }: { docs: { _id: string }[] }) => {
          if (docs.some(({ _id }) => _id === file._id)) resolve()
        })
      })
      await write('customers', { id: moving, teamId: teams.south, ownerId: people.south.user.id })
      await arrived
      live.cancel()
      expect(await idsOn(await pull('north'))).not.toContain(file._id)
      expect((await bytesOf('north').get(file._id)).status).toBe(404)
    })

    it('who joins a team starts over, and has its files at the next replication', async () => {
      const newcomer = await server.join({ role: 'sales_rep', teamIds: [teams.south] })
      const session = remotePouch(server.url, newcomer.session.accessToken)
      const local = localPouch()
      await local.replicate.from(session)
      const file = aFile(onCustomer(), people.north.user.id, aPicture(100))
      await push('north', file)
      await local.replicate.from(session)
      expect(await idsOn(local)).not.toContain(file._id)
      await server.services.people.update(newcomer.user.id, { teamIds: [teams.south, teams.north] })
      await local.replicate.from(session)
      expect(await idsOn(local)).toContain(file._id)
    })

    it('refuses at once what is too large or of a wrong kind, with a reason', async () => {
      const huge = aFile(onCustomer(), people.north.user.id, aPicture(100), { size: 500_000_000 })
      expect(await push('north', huge)).toMatchObject([{ reason: 'This file is larger than 50 MB.' }])
      const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)])
      const disguised = aFile(onCustomer(), people.north.user.id, program)
      expect(await push('north', disguised)).toEqual([])
      const answer = await bytesOf('north').put(disguised._id, 0, program)
      expect(answer).toMatchObject({ status: 415, body: { error: { code: 'FILE_KIND' } } })
      expect((await bytesOf('north').state(disguised._id)).body.offset).toBe(0)
      const tooMuch = await bytesOf('north').put(disguised._id, 0, Buffer.alloc(1024 * 1024 + 1))
      expect(tooMuch.status).toBe(413)
    })

    it('takes bytes only from who made the document, in order, and holds them against their hash', async () => {
      const bytes = aPicture(300_000)
      const file = aFile(onCustomer(), people.north.user.id, bytes)
      await push('north', file)
      expect((await bytesOf('alsoNorth').put(file._id, 0, bytes.subarray(0, 9000))).status).toBe(403)
      expect(await bytesOf('alsoNorth').get(file._id)).toMatchObject({
        status: 404,
        body: { error: { code: 'FILE_NOT_UPLOADED' } },
      })
      const north = bytesOf('north')
      await north.put(file._id, 0, bytes.subarray(0, 100_000))
      expect(await north.put(file._id, 200_000, bytes.subarray(200_000))).toMatchObject({
        status: 409,
        body: { error: { code: 'UPLOAD_OFFSET' } },
      })
      // The answer to the last piece was lost: it is sent again, with more.
      expect((await north.put(file._id, 50_000, bytes.subarray(50_000, 250_000))).body.offset).toBe(250_000)
      const broken = Buffer.from(bytes.subarray(250_000))
      broken[0] = (broken[0] ?? 0) ^ 1
      expect(await north.put(file._id, 250_000, broken)).toMatchObject({
        status: 422,
        body: { error: { code: 'FILE_BROKEN' } },
      })
      expect((await north.state(file._id)).body.offset).toBe(0)
      expect((await north.upload(file._id, bytes, 70_000)).body.complete).toBe(true)
      const ranges: [string, Buffer][] = [
        ['bytes=0-9', bytes.subarray(0, 10)],
        ['bytes=299990-', bytes.subarray(299_990)],
        ['bytes=-5', bytes.subarray(-5)],
        ['bytes=139990-140010', bytes.subarray(139_990, 140_011)],
      ]
      for (const [range, expected] of ranges) {
        const answer = await bytesOf('alsoNorth').get(file._id, range)
        expect([answer.status, answer.bytes.equals(expected)]).toEqual([206, true])
      }
      expect((await north.get(file._id, 'bytes=300000-')).status).toBe(416)
    })

    it('knowing the hash of a file opens nothing; having it already spares sending it', async () => {
      const bytes = aPicture(4000)
      const theirs = aFile(onCustomer('north'), people.north.user.id, bytes)
      await push('north', theirs)
      await bytesOf('north').upload(theirs._id, bytes)
      const claimed = aFile(onCustomer('south'), people.south.user.id, bytes)
      await push('south', claimed)
      expect((await bytesOf('south').state(claimed._id)).body).toMatchObject({ complete: false, offset: 0 })
      expect((await bytesOf('south').get(claimed._id)).status).toBe(404)
      const again = aFile(onCustomer('north'), people.alsoNorth.user.id, bytes)
      await push('alsoNorth', again)
      expect((await bytesOf('alsoNorth').state(again._id)).body).toMatchObject({ complete: true })
      expect(hashOf((await bytesOf('alsoNorth').get(again._id)).bytes)).toBe(again.sha256)
      expect((await bytesOf('south').upload(claimed._id, bytes)).body.complete).toBe(true)
      expect((await bytesOf('south').get(claimed._id)).bytes.equals(bytes)).toBe(true)
    })

    it('lets go of bytes that no file has any more, but not before an undo could need them', async () => {
      const bytes = aPicture(2000)
      const file = aFile(onCustomer(), people.north.user.id, bytes)
      await push('north', file)
      await bytesOf('north').upload(file._id, bytes)
      const local = await pull('north')
      await local.remove(await local.get(file._id))
      await local.replicate.to(remote('north'))
      const { files } = server.services
      if (!files) throw new Error('the server has no files')
      await files.sweep()
      expect(await stores.bytes.has(file.sha256)).toBe(true)
      clock += graceOfBytes + 1
      await files.sweep()
      expect(await stores.bytes.has(file.sha256)).toBe(false)
      clock = Date.now()
    })

    it('a checkpoint and a position of another process cost time and lose nothing', async () => {
      const local = await pull('north')
      const file = aFile(onCustomer(), people.north.user.id, aPicture(100))
      await push('north', file)
      const other = await startServer({ ...stores, listen: true })
      try {
        const { session } = await other.signIn(people.north.user.email)
        await local.replicate.from(remotePouch(other.url, session.accessToken))
        expect(await idsOn(local)).toContain(file._id)
        expect((await idsOn(local)).sort()).toEqual((await idsOn(await pull('north'))).sort())
      } finally {
        await other.close()
      }
    })
  })
}
