/**
 * A company to measure with, put into a store directly: people, a team, and documents in the state in which
 * a push would have left them. The first rep sees every lead, as the leader of the only team would.
 */
import { cheapPasswords, testPassword } from '../../support/start-server.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { SessionAnswer } from '../../../shared/sync/protocol.ts'
import type { UserRecord } from '../../../shared/administration.ts'
import { openServices } from '../../../sync-server/services.ts'
import type { Services } from '../../../sync-server/services.ts'
import type { DocumentStore, StoredDocument, Write } from '../../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { parentKeyOf, writeOf } from '../../../sync-server/sync/stored-state.ts'

export { testPassword }

const batch = 1000

/** The writes that store these new documents. */
export const writesOf = (collection: CollectionName, documents: readonly AnyDocument[]): Write[] =>
  documents.map((document) =>
    writeOf({ collection, document: { ...document }, deleted: false }, Date.parse(document.updatedAt)),
  )

/** Documents of several collections that belong to one another; parents stand before their children. */
export async function fillAll(
  store: DocumentStore,
  book: readonly (readonly [CollectionName, readonly AnyDocument[]])[],
): Promise<void> {
  const parents = new Map<string, Write>()
  for (const [collection, documents] of book)
    for (let from = 0; from < documents.length; from += batch) {
      const writes = documents.slice(from, from + batch).map((document) => {
        const key = parentKeyOf(collection, document)
        const parent = key && parents.get(key.id)
        const write = writeOf(
          {
            collection,
            document: { ...document },
            deleted: false,
            // A parent is asked for its key and its channels alone.
            ...(parent && { parent: parent as unknown as StoredDocument }),
          },
          Date.parse(document.updatedAt),
        )
        if (collection === 'customers' || collection === 'leads') parents.set(document.id, write)
        return write
      })
      const results = await store.write(writes)
      if (results.some(({ ok }) => !ok)) throw new Error(`the store refused documents of ${collection}`)
    }
}

export async function fill(
  store: DocumentStore,
  collection: CollectionName,
  documents: readonly AnyDocument[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += batch) {
    const results = await store.write(writesOf(collection, documents.slice(from, from + batch)))
    if (results.some(({ ok }) => !ok)) throw new Error(`the store refused documents of ${collection}`)
  }
}

export interface Company {
  teamId: string
  /** The first leads the team. */
  reps: UserRecord[]
  admin: UserRecord
}

export async function createCompany(services: Services, reps: number): Promise<Company> {
  const teamId = '00000000-0000-7000-8000-00000000bead'
  const at = new Date(0).toISOString()
  const team = { id: teamId, kind: 'team', name: 'North', createdAt: at, updatedAt: at }
  await services.documents.write([{ collection: 'settings', document: team }])
  const join = (name: string, role: 'admin' | 'sales_rep', leads: boolean) =>
    services.people.create({
      name,
      email: `${name}@bench.example`,
      password: testPassword,
      role,
      teamIds: role === 'admin' ? [] : [teamId],
      leadsTeamIds: leads ? [teamId] : [],
    })
  const people: UserRecord[] = []
  for (let index = 0; index < reps; index++) people.push(await join(`rep-${index}`, 'sales_rep', index === 0))
  return { teamId, reps: people, admin: await join('admin', 'admin', false) }
}

/** Signed-in devices of these people, in turn. The access tokens last five minutes. */
export async function signInDevices(
  { sessions }: Services,
  people: readonly UserRecord[],
  count: number,
): Promise<SessionAnswer[]> {
  const answers: SessionAnswer[] = []
  for (let index = 0; index < count; index++) {
    const user = people[index % people.length]
    if (user) answers.push(await sessions.start(user, { name: `device ${index}`, platform: 'bench' }))
  }
  return answers
}

/** Opens a data folder without a server, to fill it; `done` gives it free for one. */
export async function openFolder(
  folder: string,
): Promise<{ services: Services; store: DocumentStore; done: () => Promise<void> }> {
  const store = createEmbeddedStore({ folder })
  const services = await openServices({
    store,
    passwordCost: cheapPasswords,
    onError: (error) => console.error('background work failed:', error),
  })
  return {
    services,
    store,
    async done() {
      await services.close()
      await store.close()
    },
  }
}
