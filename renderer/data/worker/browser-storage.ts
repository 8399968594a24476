/**
 * The browser's own storage for the local database: RxDB's storage on Dexie, without the two indexes of each
 * collection that Dexie's part adds and no query of ours can use. Every index costs a first sync a tenth.
 *
 * A database that was made with them keeps them, and works as before: Dexie adds what is missing to a store
 * and never minds what there is besides.
 */
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { LocalStorage } from './open-database.ts'

type Settings = NonNullable<Parameters<typeof getRxStorageDexie>[0]>

/** Tests give another `indexedDB` than the browser's. */
export function browserStorage(settings: Settings = {}): LocalStorage {
  return getRxStorageDexie({
    ...settings,
    onCreate(database) {
      const version = database.version.bind(database)
      database.version = (number) => {
        const made = version(number)
        const stores = made.stores.bind(made)
        made.stores = (given) =>
          stores(
            Object.fromEntries(
              Object.entries(given).map(([name, indexes]) => [name, indexes && neededIndexes(indexes)]),
            ),
          )
        return made
      }
    },
  })
}

/**
 * Of a store as Dexie writes it, such as `id, [_deleted+id], [_deleted+name+id], [_meta.lwt+id], _meta.lwt`: the
 * key and what RxDB plans queries with. It does so with `[_deleted+key]` only where there is no other; the last
 * one is for RxDB's cleanup plugin, which we do not have.
 */
export function neededIndexes(store: string): string {
  const [key = '', ...indexes] = store.split(', ')
  const ofLiving = `[_deleted+${key}]`
  const isOtherOfLiving = (index: string) => index.startsWith('[_deleted+') && index !== ofLiving
  const left = indexes.filter(
    (index) => index !== '_meta.lwt' && (index !== ofLiving || !indexes.some(isOtherOfLiving)),
  )
  return [key, ...left].join(', ')
}
