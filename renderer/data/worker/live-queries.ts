/**
 * Queries of the page over the local database, answered as plain documents. A burst of writes (a first
 * load, a long sync) gives at most five answers a second; the first answer is given at once and the last
 * one always.
 */
import type { MangoQuery } from 'rxdb/plugins/core'
import { asyncScheduler, map, throttleTime } from 'rxjs'
import type { Observable } from 'rxjs'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { isMergeable } from '../../../shared/merged-records.ts'
import type { Query } from '../contract.ts'
import { fromLocal } from './local-shape.ts'
import type { LocalRecord } from './local-shape.ts'
import type { LocalDatabase } from './open-database.ts'

const shortestGap = 200

export interface LiveQueries {
  live(collection: CollectionName, query: Query): Observable<AnyDocument[]>
  find(collection: CollectionName, query: Query): Promise<AnyDocument[]>
  get(collection: CollectionName, id: string): Promise<AnyDocument | undefined>
  count(collection: CollectionName): Promise<number>
  liveCount(collection: CollectionName): Observable<number>
}

export function liveQueries({ collections }: LocalDatabase): LiveQueries {
  const query = (collection: CollectionName, asked: Query) =>
    collections[collection].find(mangoOf(collection, asked))
  const plain = (collection: CollectionName, documents: { toJSON(): object }[]) => {
    const entity = entityOf(collection)
    return documents.map((document) => fromLocal(entity, document.toJSON() as Record<string, unknown>))
  }
  return {
    live: (collection, asked) =>
      query(collection, asked).$.pipe(
        throttleTime(shortestGap, asyncScheduler, { leading: true, trailing: true }),
        map((documents) => plain(collection, documents)),
      ),
    find: async (collection, asked) => plain(collection, await query(collection, asked).exec()),
    async get(collection, id) {
      const document = await collections[collection].findOne(id).exec()
      return document ? plain(collection, [document])[0] : undefined
    },
    count: (collection) => collections[collection].count().exec(),
    liveCount: (collection) =>
      collections[collection]
        .count()
        .$.pipe(throttleTime(shortestGap, asyncScheduler, { leading: true, trailing: true })),
  }
}

/**
 * Newest first unless asked otherwise, and by id among equals, so that a limited list is always the same.
 * Records that were merged into others are found by their id only.
 */
function mangoOf(collection: CollectionName, { selector, sort, limit }: Query): MangoQuery<LocalRecord> {
  const byId = selector && Object.keys(selector).length === 1 && typeof selector['id'] === 'string'
  const order = Object.entries(sort ?? { updatedAtInverse: 'asc' as const })
  return {
    selector:
      !isMergeable(collection) || (selector && ('id' in selector || 'mergedInto' in selector))
        ? (selector ?? {})
        : { ...selector, mergedInto: { $exists: false } },
    sort: byId ? [{ id: 'asc' }] : order.map(([field, direction]) => ({ [field]: direction })),
    ...(limit !== undefined && { limit }),
  }
}
