/**
 * The Sync inbox: what a person typed and could not simply be applied. Writing an entry twice leaves one,
 * because its id says what it is about; so every path may write first and change the document after.
 */
import type { Observable } from 'rxjs'
import { map } from 'rxjs'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { InboxEntry } from '../contract.ts'
import type { InboxCollection } from './open-database.ts'

export interface Inbox {
  /** `about` tells entries of the same kind on the same document apart. */
  put(entry: Omit<InboxEntry, 'id' | 'title' | 'at'>, about: string): Promise<void>
  get(id: string): Promise<InboxEntry | undefined>
  all(): Promise<InboxEntry[]>
  remove(id: string): Promise<void>
  /** As it was before it was removed. */
  restore(entry: InboxEntry): Promise<void>
  /** Newest first. */
  entries$: Observable<InboxEntry[]>
}

export function openInbox(collection: () => InboxCollection, now: () => number): Inbox {
  const newestFirst = (entries: InboxEntry[]) => entries.sort((a, b) => (a.at < b.at ? 1 : -1))
  const all = async () =>
    newestFirst((await collection().find().exec()).map((entry) => entry.toMutableJSON()))
  return {
    async put(entry, about) {
      const id = `${entry.documentId}-${entry.kind}-${about}`.slice(0, 160)
      const before = await collection().findOne(id).exec()
      const at = before?.toJSON().at ?? new Date(now()).toISOString()
      await collection().incrementalUpsert({ ...entry, id, at, title: titleOf(entry.collection, entry.mine) })
    },
    async get(id) {
      const entry = await collection().findOne(id).exec()
      return entry?.toMutableJSON()
    },
    all,
    async remove(id) {
      const entry = await collection().findOne(id).exec()
      await entry?.incrementalRemove()
    },
    async restore(entry) {
      await collection().incrementalUpsert(entry)
    },
    get entries$() {
      return collection()
        .find()
        .$.pipe(map((entries) => newestFirst(entries.map((entry) => entry.toMutableJSON()))))
    },
  }
}

/** The name a person knows the document by; never empty. */
export function titleOf(collection: CollectionName, document: AnyDocument): string {
  const entity = entityOf(collection)
  const title = entity.title(document) as string | undefined
  return title || entity.label.one
}
