/** Two states of a document that a cluster took at the same moment, written as its nodes would exchange them. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WireDocument } from '../../shared/sync/protocol.ts'
import { createCouchStore } from '../../sync-server/store/couchdb.ts'
import { aDocument } from '../support/a-document.ts'
import { ask, dropDatabases, newDatabaseName, startCouchdb } from '../support/couchdb-double.ts'
import type { CouchServer } from '../support/couchdb-double.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let couch: CouchServer
beforeAll(async () => {
  couch = await startCouchdb()
})
afterAll(() => couch.stop())

async function start() {
  const database = newDatabaseName()
  const server = await startServer({ store: createCouchStore({ url: couch.url, database }) })
  onTestFinished(async () => {
    await server.close()
    await dropDatabases(couch.url, database)
  })
  const north = await server.createTeam('North')
  const rep = await server.join({ role: 'sales_rep', teamIds: [north] })
  const lead = await server.join({ role: 'sales_rep', leadsTeamIds: [north] })
  return { server, database, rep, lead }
}

interface CouchLead {
  _id: string
  _rev: string
  body: Record<string, unknown>
  _conflicts?: string[]
}

/** What another node took in place of the newest state: a revision beside it, below the same ancestor. */
async function writeBeside(
  database: string,
  id: string,
  ancestor: string,
  body: Record<string, unknown>,
  last: 'ffffffff' | '00000000',
) {
  const path = `${database}/${encodeURIComponent(`leads:${id}`)}`
  const document = (await (await ask(couch.url, 'GET', path)).json()) as CouchLead
  const [generation, name] = ancestor.split('-') as [string, string]
  const start = Number(generation) + 1
  const hidden = last.repeat(4)
  const answer = await ask(couch.url, 'POST', `${database}/_bulk_docs`, {
    new_edits: false,
    docs: [
      {
        ...document,
        body: { ...document.body, ...body },
        _rev: `${start}-${hidden}`,
        _revisions: { start, ids: [hidden, name] },
      },
    ],
  })
  expect(answer.ok).toBe(true)
}

const conflictsOf = async (database: string, id: string) => {
  const path = `${database}/${encodeURIComponent(`leads:${id}`)}?conflicts=true`
  const { _conflicts: others = [] } = (await (await ask(couch.url, 'GET', path)).json()) as CouchLead
  return others
}

const settled = (database: string, id: string) =>
  vi.waitFor(async () => expect(await conflictsOf(database, id)).toEqual([]), { timeout: 10_000 })

const current = async (server: TestServer, id: string) =>
  (await server.store.get({ kind: 'leads', id }))?.body

const tasksOf = (device: TestDevice): Promise<WireDocument[]> => device.holds('tasks')

describe('two states that a cluster took at once', () => {
  it.each(['ffffffff', '00000000'] as const)(
    '[C4] become one with the edits of both, whichever of them CouchDB shows (%s)',
    async (last) => {
      const { server, database, rep, lead } = await start()
      const first = await rep.save('leads', aDocument('leads', { phone: '1', notes: 'One\nTwo' }))
      await lead.save('leads', { ...first, company: 'Chosen by the lead' }, first)
      await writeBeside(
        database,
        first.id,
        first['revision'] as string,
        { company: first['company'], phone: '2', updatedBy: rep.user.id },
        last,
      )
      await settled(database, first.id)
      expect(await current(server, first.id)).toMatchObject({ phone: '2', company: 'Chosen by the lead' })
      expect(await tasksOf(rep)).toEqual([])
    },
  )
  it('[C4] keep the value that loses in a task of who wrote it', async () => {
    const { server, database, rep, lead } = await start()
    const first = await rep.save('leads', aDocument('leads', { company: 'Before' }))
    await lead.save('leads', { ...first, company: 'By the lead' }, first)
    const mine = { company: 'By the representative', updatedBy: rep.user.id }
    await writeBeside(database, first.id, first['revision'] as string, mine, '00000000')
    await settled(database, first.id)
    expect(await current(server, first.id)).toMatchObject({ company: 'By the lead' })
    const [task, ...others] = await tasksOf(rep)
    expect(others).toEqual([])
    expect(task).toMatchObject({ ownerId: rep.user.id, leadId: first.id, status: 'open' })
    expect(task?.['notes']).toContain('By the representative')
    expect(task?.['notes']).not.toContain('By the lead')
  })
})
