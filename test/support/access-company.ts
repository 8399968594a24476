/**
 * The company of `access-world.ts` on a real server in this process: every person signed in, every document
 * stored, requests injected. The store's truth is read past the application.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { collectionNames } from '../../shared/entities/index.ts'
import { aDocument } from './a-document.ts'
import { accessDocuments, people, personNames, teams } from './access-world.ts'
import type { PersonName } from './access-world.ts'
import { startServer } from './start-server.ts'

/** A living document as it is stored. */
export interface Stored {
  document: AnyDocument
  revision: string
  channels: readonly string[]
}

type State = Map<string, Stored>

export interface AccessCompany {
  /** The server's clock, milliseconds since 1970; it stands still. */
  now: number
  send(
    who: PersonName,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }>
  /** Living documents of a collection by id, as last read or restored. */
  state(collection: CollectionName): State
  /** Reads the store. */
  read(collection: CollectionName): Promise<State>
  /** Undoes whatever was done to the collection; its state is then read anew. */
  restore(collection: CollectionName, before: State): Promise<void>
  close(): Promise<void>
}

export async function startAccessCompany(): Promise<AccessCompany> {
  const now = Date.parse('2026-05-02T08:00:00Z')
  const server = await startServer({ now: () => now, takesUpCalls: false })
  const { services } = server
  const { documents, store } = services
  const write = async (writes: Parameters<typeof documents.write>[0]) => {
    const refused = (await documents.write(writes)).find((result) => !result.ok)
    if (refused) throw new Error(`the company could not be written: ${JSON.stringify(refused)}`)
  }

  await write(
    Object.entries(teams).map(([name, id]) => ({
      collection: 'settings',
      document: aDocument('settings', { id, kind: 'team', name }),
    })),
  )
  for (const name of personNames) {
    const { active: _, ...person } = people[name]
    await services.people.create({
      ...person,
      teamIds: [...person.teamIds],
      leadsTeamIds: [...person.leadsTeamIds],
      name,
      email: `${name}@northwind.example`.toLowerCase(),
    })
  }
  await write(accessDocuments(now))

  const tokens = new Map<PersonName, string>()
  for (const name of personNames) {
    const user = services.people.find(people[name].id)
    if (!user) throw new Error(`${name} was not made`)
    const { accessToken } = await services.sessions.start(user, { name: 'test', platform: 'test' })
    tokens.set(name, accessToken)
    if (!people[name].active) await services.people.update(user.id, { active: false })
  }

  async function read(collection: CollectionName): Promise<State> {
    const state: State = new Map()
    for await (const page of store.list(collection))
      for (const { id, body, revision, channels } of page)
        state.set(id, { document: body as AnyDocument, revision, channels })
    return new Map([...state].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const states = new Map<CollectionName, State>()
  const readAgain = async () => {
    for (const collection of collectionNames) states.set(collection, await read(collection))
  }
  await readAgain()

  return {
    now,
    async send(who, method, path, body) {
      const { status, text } = await server.call(method, path, {
        token: tokens.get(who) ?? '',
        ...(body && { body }),
      })
      return { status, text }
    },
    state: (collection) => states.get(collection) ?? new Map(),
    read,
    async restore(collection, before) {
      const after = await read(collection)
      const strange = [...after.values()].filter(({ document }) => !before.has(document.id))
      const differing = [...before.values()].filter(
        ({ document, revision }) => after.get(document.id)?.revision !== revision,
      )
      if (strange.length === 0 && differing.length === 0) return
      const ids = [...strange, ...differing].map(({ document }) => document.id)
      const stored = await store.getMany(ids.map((id) => ({ kind: collection, id })))
      await write([
        ...strange.map(({ document }, index) => ({
          collection,
          document,
          deleted: true,
          stored: stored[index],
        })),
        ...differing.map(({ document }, index) => ({
          collection,
          document,
          stored: stored[strange.length + index],
        })),
      ])
      // Children may have followed a customer or lead and back.
      if (collection === 'customers' || collection === 'leads') await readAgain()
      else states.set(collection, await read(collection))
    },
    async close() {
      await server.close()
      if (server.failures.length > 0)
        throw new Error('the server met errors in the background', { cause: server.failures[0] })
    },
  }
}
