/**
 * The real sync server in this process, for tests: the real application on the embedded store in memory, or
 * on a store that is handed in. Requests are injected; `listen: true` gives it a port of its own.
 */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { CodedError } from '../../shared/errors.ts'
import type { Role } from '../../shared/roles.ts'
import { protocolHeader, protocolVersion } from '../../shared/sync/protocol.ts'
import type {
  Checkpoint,
  PullAnswer,
  PushResult,
  SessionAnswer,
  WireDocument,
} from '../../shared/sync/protocol.ts'
import { buildApp } from '../../sync-server/app.ts'
import type { UserRecord } from '../../shared/administration.ts'
import { openServices } from '../../sync-server/services.ts'
import type { Services } from '../../sync-server/services.ts'
import type { ByteStore } from '../../sync-server/store/byte-store.ts'
import { createDiskBytes } from '../../sync-server/store/disk-bytes.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { makeTempFolder } from './temp-folder.ts'

export interface ServerOptions {
  /** The embedded store in memory when absent. Not closed by the server when given. */
  store?: DocumentStore
  /** A folder of its own when absent. */
  bytes?: ByteStore
  now?: () => number
  listen?: boolean
  webFolder?: string
  attemptsPerMinute?: number
  trustedProxies?: string[]
  /** False: calls and submitted orders stay as they are. */
  takesUpCalls?: boolean
}

export interface Answer<T = Record<string, unknown>> {
  status: number
  /** The body as it was sent. */
  text: string
  body: T
  headers: Record<string, unknown>
}

export type ErrorAnswer = Answer<{ error: CodedError }>

export interface TestUser {
  name?: string
  email?: string
  role: Role
  teamIds?: string[]
  leadsTeamIds?: string[]
}

/** A signed-in device. */
export interface TestDevice {
  session: SessionAnswer
  user: SessionAnswer['user']
  call<T = Record<string, unknown>>(method: Method, path: string, body?: unknown): Promise<Answer<T>>
  /** One page. */
  pull(collection: CollectionName, checkpoint?: Checkpoint | null, limit?: number): Promise<PullAnswer>
  /** Pages until there are no more; `documents` in the order they came. */
  pullAll(collection: CollectionName, checkpoint?: Checkpoint | null, limit?: number): Promise<PullAnswer>
  /** What the device would hold after a first sync. */
  holds(collection: CollectionName): Promise<WireDocument[]>
  /** Pushes rows `[new, assumed?]`. */
  push(
    collection: CollectionName,
    ...rows: (readonly [document: object, assumed?: object | undefined])[]
  ): Promise<PushResult[]>
  /** Pushes one document and expects it to be accepted. */
  save(collection: CollectionName, document: object, assumed?: object): Promise<WireDocument>
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export const testPassword = 'correct horse battery'
/** As weak as scrypt goes: what is tested is not how long it takes. */
export const cheapPasswords = { N: 2, r: 8, p: 1 }

export type TestServer = Awaited<ReturnType<typeof startServer>>

export async function startServer(options: ServerOptions = {}) {
  const store = options.store ?? createEmbeddedStore({ folder: ':memory:' })
  const temporary = options.bytes ? undefined : makeTempFolder()
  const bytes = options.bytes ?? createDiskBytes(join(temporary?.folder ?? '', 'files'))
  await bytes.open()
  const failures: unknown[] = []
  const services: Services = await openServices({
    store,
    bytes,
    passwordCost: cheapPasswords,
    onError: (error) => void failures.push(error),
    ...(options.now && { now: options.now }),
    ...(options.takesUpCalls !== undefined && { takesUpCalls: options.takesUpCalls }),
  })
  const app: FastifyInstance = await buildApp({
    services,
    attemptsPerMinute: options.attemptsPerMinute ?? 1000,
    ...(options.webFolder && { webFolder: options.webFolder }),
    trustedProxies: options.trustedProxies,
  })
  if (options.listen) await app.listen({ port: 0, host: '127.0.0.1' })
  else await app.ready()
  const address = app.server.address() as AddressInfo | null

  async function call<T = Record<string, unknown>>(
    method: Method,
    path: string,
    { body, token, headers }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await app.inject({
      method,
      url: path.startsWith('/api/') || path.startsWith('/health') ? path : `/api/v1${path}`,
      headers: {
        [protocolHeader]: String(protocolVersion),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = response.body
    const isJson = String(response.headers['content-type']).includes('json')
    return {
      status: response.statusCode,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as T,
      headers: response.headers,
    }
  }

  function device(session: SessionAnswer): TestDevice {
    const asDevice: TestDevice['call'] = (method, path, body) =>
      call(method, path, { token: session.accessToken, ...(body !== undefined && { body }) })
    const pull: TestDevice['pull'] = async (collection, checkpoint = null, limit = 1000) => {
      const answer = await asDevice<PullAnswer>('POST', `/sync/${collection}/pull`, { checkpoint, limit })
      if (answer.status !== 200) throw new Error(`pull answered ${answer.status}: ${answer.text}`)
      return answer.body
    }
    const pullAll: TestDevice['pullAll'] = async (collection, checkpoint = null, limit = 1000) => {
      const documents: WireDocument[] = []
      for (let position = checkpoint; ;) {
        const page = await pull(collection, position, limit)
        documents.push(...page.documents)
        position = page.checkpoint
        if (!page.more) return { documents, checkpoint: position, more: false }
      }
    }
    const push: TestDevice['push'] = async (collection, ...rows) => {
      const answer = await asDevice<{ results: PushResult[] }>('POST', `/sync/${collection}/push`, {
        rows: rows.map(([newDocumentState, assumedMasterState]) => ({
          newDocumentState,
          ...(assumedMasterState && { assumedMasterState }),
        })),
      })
      if (answer.status !== 200) throw new Error(`push answered ${answer.status}: ${answer.text}`)
      return answer.body.results
    }
    const holds: TestDevice['holds'] = async (collection) => {
      const held = new Map<string, WireDocument>()
      for (const document of (await pullAll(collection)).documents)
        if (document._deleted) held.delete(document.id)
        else held.set(document.id, document)
      return [...held.values()]
    }
    return {
      session,
      user: session.user,
      call: asDevice,
      pull,
      pullAll,
      push,
      holds,
      async save(collection, document, assumed) {
        const [result] = await push(collection, [document, assumed])
        if (result?.outcome !== 'accepted')
          throw new Error(`push was not accepted: ${JSON.stringify(result)}`)
        const stored = await store.get({ kind: collection, id: result.id })
        if (!stored) throw new Error(`${collection} ${result.id} was accepted and is not there`)
        return { ...stored.body, revision: stored.revision } as unknown as WireDocument
      },
    }
  }

  let users = 0
  async function createUser(given: TestUser): Promise<UserRecord> {
    const email = given.email ?? `${given.role.replace('_', '-')}-${++users}@test.example`
    return services.people.create({
      name: given.name ?? email,
      email,
      password: testPassword,
      role: given.role,
      teamIds: given.teamIds ?? [],
      leadsTeamIds: given.leadsTeamIds ?? [],
    })
  }

  async function signIn(email: string, deviceId?: string): Promise<TestDevice> {
    const body = {
      email,
      password: testPassword,
      device: { name: 'laptop', platform: 'test', ...(deviceId && { id: deviceId }) },
    }
    const answer = await call<SessionAnswer>('POST', '/session', { body })
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`)
    return device(answer.body)
  }

  return {
    app,
    services,
    store,
    bytes,
    /** Errors of background work. */
    failures,
    /** Empty when it does not listen. */
    url: address ? `http://127.0.0.1:${address.port}` : '',
    call,
    /** A device with this session, such as the answer of a refresh. */
    device,
    createUser,
    signIn,
    /** A new user, signed in. */
    join: async (user: TestUser): Promise<TestDevice> => signIn((await createUser(user)).email),
    /** A team of this name; its id. */
    async createTeam(name: string): Promise<string> {
      const id = uuidv7()
      const at = new Date().toISOString()
      const document = { id, kind: 'team', name, createdAt: at, updatedAt: at }
      const [result] = await services.documents.write([{ collection: 'settings', document }])
      if (!result?.ok) throw new Error(`team ${name} was not made`)
      return id
    },
    async close(): Promise<void> {
      await app.close()
      await services.close()
      if (!options.store) await store.close()
      temporary?.remove()
    },
  }
}
