/**
 * The local database of one person on one server: a collection per entity, and the Sync inbox that never
 * leaves the device. Each person has a database of their own, so that what one of them had not sent
 * survives a colleague's session on the same computer.
 */
import { addRxPlugin, createRxDatabase } from 'rxdb/plugins/core'
import type { RxCollection, RxConflictHandler, RxDatabase, RxJsonSchema, RxStorage } from 'rxdb/plugins/core'
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election'
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { collectionNames, entityOf, isCollectionName } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { InboxEntry } from '../contract.ts'
import { fromLocal, localSchema, toLocal } from './local-shape.ts'
import { storageForInserts } from './insert-directly.ts'
import { keepMarks } from './keep-marks.ts'
import { markArrivals } from './mark-arrivals.ts'
import type { IsOutdated } from './mark-arrivals.ts'
import { settleNotes } from './settle-notes.ts'
import type { LocalRecord } from './local-shape.ts'

addRxPlugin(RxDBLeaderElectionPlugin)
addRxPlugin(RxDBLocalDocumentsPlugin)
addRxPlugin(RxDBMigrationSchemaPlugin)

export type LocalCollection = RxCollection<LocalRecord>
export type InboxCollection = RxCollection<InboxEntry>
export type LocalStorage = RxStorage<unknown, unknown>

export interface LocalDatabase {
  rx: RxDatabase
  collections: Record<CollectionName, LocalCollection>
  inbox: InboxCollection
}

const inboxSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 160 } },
  required: ['id'],
} as unknown as RxJsonSchema<InboxEntry>

export async function openDatabase(options: {
  name: string
  storage: LocalStorage
  /** Whether other tabs may have the same database open. */
  multiInstance: boolean
  conflictHandler: (collection: CollectionName) => RxConflictHandler<LocalRecord>
  /** What arrives and is not to be written. */
  isOutdated?: IsOutdated
}): Promise<LocalDatabase> {
  const rx = await createRxDatabase({
    name: options.name,
    storage: keepMarks(
      settleNotes(markArrivals(storageForInserts(options.storage), options.isOutdated)),
      (name) => (isCollectionName(name) ? entityOf(name).version : undefined),
    ),
    multiInstance: options.multiInstance,
    eventReduce: true,
    closeDuplicates: true,
    localDocuments: true,
  })
  const definitions = Object.fromEntries(
    collectionNames.map((name) => {
      const entity = entityOf(name)
      const strategies = entity.migrations.map((migrate, index) => [
        index + 1,
        (old: LocalRecord) => toLocal(entity, migrate(fromLocal(entity, old)) as LocalRecord),
      ])
      return [
        name,
        {
          schema: localSchema(entity),
          migrationStrategies: Object.fromEntries(strategies) as Record<
            number,
            (old: LocalRecord) => LocalRecord
          >,
          conflictHandler: options.conflictHandler(name),
        },
      ]
    }),
  )
  const adding = rx.addCollections({ ...definitions, syncInbox: { schema: inboxSchema } })
  const added = await adding.catch(async (reason: unknown) => {
    await rx.close().catch(() => undefined)
    throw reason
  })
  const { syncInbox, ...collections } = added as Record<string, unknown>
  return {
    rx,
    collections: collections as Record<CollectionName, LocalCollection>,
    inbox: syncInbox as InboxCollection,
  }
}

/** A name that two servers or two people never share. */
export const databaseName = (prefix: string, server: string, personId: string) =>
  `${prefix}-${server.replace(/^https?:\/\//, '').replace(/[^a-z0-9]+/gi, '-')}-${personId}`
