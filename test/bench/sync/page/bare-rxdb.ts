/**
 * RxDB alone on the database that the product made: one collection, one query, one list. Reopening the
 * product is measured against it.
 */
import { addRxPlugin, createRxDatabase } from 'rxdb/plugins/core'
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { browserStorage } from '../../../../renderer/data/worker/browser-storage.ts'
import { localSchema } from '../../../../renderer/data/worker/local-shape.ts'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../../shared/entities/index.ts'
import { firstShown, showList } from './show-list.ts'

addRxPlugin(RxDBLocalDocumentsPlugin)
addRxPlugin(RxDBMigrationSchemaPlugin)

async function firstList(): Promise<number> {
  const name = decodeURIComponent(location.hash.slice(1))
  const database = await createRxDatabase({
    name,
    // Another set of indexes would be made first, and for everybody.
    storage: browserStorage(),
    multiInstance: true,
    eventReduce: true,
    localDocuments: true,
  })
  const entity = entityOf('leads')
  // The product has migrated already; they only have to be there.
  const migrationStrategies = Object.fromEntries(
    entity.migrations.map((_, index) => [index + 1, (document: unknown) => document]),
  )
  const { leads } = await database.addCollections({
    leads: { schema: localSchema(entity), migrationStrategies },
  })
  if (!leads) throw new Error('there is no collection')
  const found = await leads.find({ selector: {}, sort: [{ updatedAtInverse: 'asc' }], limit: 50 }).exec()
  showList(found.map((document) => document.toJSON() as AnyDocument))
  return firstShown()
}

const shown = firstList()
const bench = { firstList: () => shown }

export type BareRxdbBench = typeof bench
Object.assign(window, { bench })
