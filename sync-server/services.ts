/**
 * Everything the server's routes work with, built over one store. The order matters: the index learns of a
 * change before anybody is told of it.
 */
import type { Context } from './context.ts'
import { createAudit } from './audit.ts'
import type { Audit } from './audit.ts'
import { createMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import { openMirror } from './mirror.ts'
import type { Mirror } from './mirror.ts'
import type { PasswordCost } from './people/passwords.ts'
import { createPeople } from './people/people.ts'
import type { PeopleService } from './people/people.ts'
import { createFileService } from './files/file-service.ts'
import type { FileService } from './files/file-service.ts'
import { readSecret } from './secret.ts'
import { createExecutor } from './procedures/executor.ts'
import type { Executor } from './procedures/executor.ts'
import { createTakeUp } from './procedures/take-up.ts'
import type { TakeUp } from './procedures/take-up.ts'
import { createAccessTokens } from './sessions/access-tokens.ts'
import { createSessions } from './sessions/sessions.ts'
import type { DeviceRecord, Sessions } from './sessions/sessions.ts'
import type { ByteStore } from './store/byte-store.ts'
import type { DocumentStore } from './store/document-store.ts'
import { createChangeFeed, tellWrites } from './sync/change-feed.ts'
import type { ChangeFeed } from './sync/change-feed.ts'
import { createChannelIndex } from './sync/channel-index.ts'
import type { ChannelIndex } from './sync/channel-index.ts'
import { createCheckpoints } from './sync/checkpoint.ts'
import { createDocuments } from './sync/documents.ts'
import type { DocumentWriter } from './sync/documents.ts'
import { createHoldings } from './sync/holdings.ts'
import { createListChanges } from './sync/list-changes.ts'
import type { ListChanges } from './sync/list-changes.ts'
import { createBranchSettler } from './sync/settle-branches.ts'
import { createPokes } from './sync/pokes.ts'
import type { Pokes } from './sync/pokes.ts'

export interface Services extends Context {
  people: PeopleService
  documents: DocumentWriter
  devices: Mirror<DeviceRecord>
  sessions: Sessions
  feed: ChangeFeed
  index: ChannelIndex
  listChanges: ListChanges
  pokes: Pokes
  executor: Executor
  takeUp: TakeUp
  audit: Audit
  metrics: Metrics
  /** Absent where no place for bytes was given. */
  files?: FileService
  /** Stops the background work; the store stays open. */
  close(): Promise<void>
}

export interface ServiceOptions {
  store: DocumentStore
  /** Where the bytes of files are kept, opened; a server without has no files. */
  bytes?: ByteStore | undefined
  now?: () => number
  secret?: string
  passwordCost?: PasswordCost
  onError: (error: unknown) => void
  /** Whether this process carries out what waits to be; true when absent. */
  takesUpCalls?: boolean
}

/** How often what an interrupted process left is looked for. */
const resumeEvery = 60_000

/** Opens the store and reads its feed to the end; throws STORE_UNAVAILABLE. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { onError, now = Date.now } = options
  await options.store.open()
  const feed = createChangeFeed(options.store, onError)
  const store = tellWrites(options.store, () => feed.wrote())
  const secret = await readSecret(store, options.secret)
  const documents = createDocuments({ store, now, onError })
  const people = await createPeople({
    store,
    documents,
    now,
    ...(options.passwordCost && { cost: options.passwordCost }),
  })
  const devices = await openMirror<DeviceRecord>(store, 'devices')
  const index = createChannelIndex()
  const pokes = createPokes()
  const executor = createExecutor({ store, documents, people, now, onError })
  const takeUp = createTakeUp({ store, executor, onError })
  const takesUpCalls = options.takesUpCalls ?? true

  const branches = createBranchSettler({ store, documents, now, onError })

  feed.subscribe((page) => {
    pokes.touched(index.apply(page))
    people.refresh(page.changes).catch(onError)
    devices.refresh(page.changes).catch(onError)
    branches.found(page.changes)
    const mayWait = page.changes.some(({ kind }) => kind === 'calls' || kind === 'orders')
    if (takesUpCalls && mayWait) takeUp.poke()
  })
  const files =
    options.bytes && createFileService({ store, bytes: options.bytes, feed, channels: index, now, onError })
  await feed.start()
  await documents.resumePendingParents()
  await people.repairDirectory()

  const resuming = setInterval(() => {
    documents.resumePendingParents().catch(onError)
    void branches.settle()
  }, resumeEvery)
  resuming.unref()
  if (takesUpCalls) takeUp.poke()

  return {
    store,
    now,
    people,
    documents,
    devices,
    executor,
    takeUp,
    feed,
    index,
    pokes,
    sessions: createSessions({ people, devices, tokens: createAccessTokens(secret, now), now }),
    listChanges: createListChanges({
      store,
      feed,
      index,
      checkpoints: createCheckpoints(secret),
      holdings: createHoldings(store),
      data: await store.identity(),
    }),
    audit: createAudit(store, now),
    metrics: createMetrics(),
    ...(files && { files }),
    async close() {
      clearInterval(resuming)
      files?.close()
      pokes.close()
      await takeUp.stop()
      await feed.stop()
    },
  }
}
