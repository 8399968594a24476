import { fillWithDefaultSettings, now } from 'rxdb/plugins/core'
import type { RxDocumentData } from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, test } from 'vitest'
import { deviceStorage, isTroubleOfDevice, troubleOf } from '../../../renderer/data/worker/device-storage.ts'

interface Note {
  id: string
}

test('[D4] what is written behind a clock that was turned back is later than what was there before', async () => {
  const device = deviceStorage(getRxStorageMemory(), { shortestPause: 1, longestPause: 8 })
  const notes = await device.storage.createStorageInstance<Note>({
    databaseInstanceToken: 'token',
    databaseName: 'clocks',
    collectionName: 'notes',
    schema: fillWithDefaultSettings<Note>({
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 40 } },
    }),
    options: {},
    multiInstance: false,
    devMode: false,
  })
  const row = (id: string, lwt: number) => ({
    document: { id, _deleted: false, _attachments: {}, _rev: '1-a', _meta: { lwt } } as RxDocumentData<Note>,
  })
  const before = now()
  device.writeAfter(before)
  await notes.bulkWrite([row('a', before - 86_400_000), row('b', before - 86_400_000)], 'test')
  await notes.bulkWrite([row('c', before + 5000)], 'test')
  const stored = await notes.findDocumentsById(['a', 'b', 'c'], false)
  const times = stored.map(({ _meta }) => _meta.lwt)
  expect(times[0]).toBeGreaterThan(before)
  expect(times[1]).toBeGreaterThan(times[0] ?? 0)
  expect(times[2]).toBe(before + 5000)
  await notes.close()
})

test('[D6] a full disk is recognised however libraries have wrapped it, and other failures are none', () => {
  const quota = new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  const wrapped = [
    quota,
    new Error('the transaction was aborted', { cause: quota }),
    { name: 'indexed_db_went_bad', status: 500, reason: 'QuotaExceededError' },
    Object.assign(new Error('AbortError'), { inner: quota }),
  ]
  for (const reason of wrapped) {
    expect(isTroubleOfDevice(reason)).toBe(true)
    expect(troubleOf(reason).message).toBe('This device has no room left for your data.')
  }
  expect(isTroubleOfDevice(new TypeError('undefined is not a function'))).toBe(false)
})
