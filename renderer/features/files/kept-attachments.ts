/**
 * Waiting photos and voice notes on this device, so that they outlive the window as what is typed beside them does: a
 * tablet often ends the app while its camera is open. Each window has its own (`this-window.ts`).
 */
import { deleteDB, openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import { settleEstate, thisWindow } from '../../ui/this-window.ts'
import type { Attachment } from './waiting-attachments.ts'

const name = 'satchel-attachments'

interface Kept extends DBSchema {
  attachments: {
    key: [window: string, place: string, id: string]
    value: { window: string; place: string; id: string; item: Attachment }
  }
}

let opened: Promise<IDBPDatabase<Kept>> | undefined

function attachments(): Promise<IDBPDatabase<Kept>> {
  const forget = () => (opened = undefined)
  opened ??= openDB<Kept>(name, 1, {
    upgrade: (database) =>
      void database.createObjectStore('attachments', { keyPath: ['window', 'place', 'id'] }),
    // Somebody signed out in another window, and it is being deleted.
    blocking: (_current, _next, event) => {
      forget()
      ;(event.target as IDBDatabase).close()
    },
    terminated: forget,
  })
  opened.catch(forget)
  return opened
}

export async function keepAttachment(place: string, item: Attachment): Promise<void> {
  await (await attachments()).put('attachments', { window: thisWindow(), place, id: item.id, item })
}

export async function dropAttachment(place: string, id: string): Promise<void> {
  await (await attachments()).delete('attachments', [thisWindow(), place, id])
}

/** Those of this window, and of closed ones, which are this window's from now on. */
export async function inheritAttachments(locks: LockManager): Promise<{ place: string; item: Attachment }[]> {
  return settleEstate(locks, async (isClosed) => {
    const { store, done } = (await attachments()).transaction('attachments', 'readwrite')
    const all = await store.getAll()
    const ours = all.filter(({ window }) => window === thisWindow() || isClosed(window))
    const moves = ours
      .filter(({ window }) => window !== thisWindow())
      .flatMap((kept) => [
        store.delete([kept.window, kept.place, kept.id]),
        store.put({ ...kept, window: thisWindow() }),
      ])
    await Promise.all([...moves, done])
    return ours.map(({ place, item }) => ({ place, item }))
  })
}

/** Nothing of it stays, not even its name. */
export const dropAllAttachments = (): Promise<void> => deleteDB(name)
