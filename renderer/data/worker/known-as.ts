/**
 * The device that the server knows this database by. What a device has to give up the server works out from what it
 * ever sent to it, so a database that comes under a new name, because a browser was killed before it had written who
 * is signed in, would keep for good what was taken from its person or deleted meanwhile.
 */
import type { LocalDatabase } from './open-database.ts'

const noteId = 'known-as'

export interface KnownAs {
  /** Undefined in a database that nothing was sent to yet. */
  read(): Promise<string | undefined>
  write(deviceId: string): Promise<void>
}

export const knownAs = ({ rx }: LocalDatabase): KnownAs => ({
  async read() {
    const note = await rx.getLocal<{ deviceId: string }>(noteId)
    return note?.get('deviceId') as string | undefined
  },
  async write(deviceId) {
    await rx.upsertLocal(noteId, { deviceId })
  },
})
