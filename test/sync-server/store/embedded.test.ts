import { spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts'
import { aWrite, describeDocumentStore, put, readFeed } from './document-store.contract.ts'

async function makeStore() {
  const { folder, remove } = makeTempFolder()
  const store = createEmbeddedStore({ folder })
  await store.open()
  return { store, dispose: () => store.close().finally(remove) }
}

describeDocumentStore('the embedded store', makeStore, { feedInOrder: true })

async function openIn(folder: string): Promise<DocumentStore> {
  const store = createEmbeddedStore({ folder, patience: 0 })
  await store.open()
  onTestFinished(() => store.close())
  return store
}

const writerFile = fileURLToPath(new URL('../../support/write-until-killed.ts', import.meta.url))

/** Lets a process write until it acknowledged so many documents, then kills it; the ids it acknowledged. */
async function writeAndKill(folder: string, first: number, acknowledgements: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', writerFile, folder, String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === acknowledgements) child.kill('SIGKILL')
  }
  return acknowledged
}

describe('the embedded store keeps its data in one file', () => {
  test('everything is there after closing and opening again', async () => {
    const folder = join(tempFolder(), 'made', 'with', 'parents')
    const before = await openIn(folder)
    const identity = await before.identity()
    const expected = await put(before, aWrite('a', { childrenPending: true }))
    await before.write([aWrite('b', { kind: 'tasks', parent: 'leads:a' }), aWrite('c')])
    await put(before, aWrite('a', { body: { id: 'a', name: 'Second' }, childrenPending: true, expected }))
    const documents = await before.getMany([
      { kind: 'leads', id: 'a' },
      { kind: 'tasks', id: 'b' },
    ])
    const feed = await readFeed(before)
    await before.close()

    const after = await openIn(folder)
    expect(await after.identity()).toBe(identity)
    expect(
      await after.getMany([
        { kind: 'leads', id: 'a' },
        { kind: 'tasks', id: 'b' },
      ]),
    ).toEqual(documents)
    const states = ({ changes }: typeof feed) => changes.map(({ sequence: _given, ...state }) => state)
    expect(states(await readFeed(after))).toEqual(states(feed))
    expect((await readFeed(after, { since: feed.last })).changes).toEqual([])
    expect(await after.pendingParents()).toHaveLength(1)
    await put(after, aWrite('d'))
    expect((await readFeed(after, { since: feed.last })).changes.map((change) => change.id)).toEqual(['d'])
  })

  test(
    'no acknowledged write is lost when its process is killed while it writes',
    { timeout: 60_000 },
    async () => {
      const folder = tempFolder()
      const acknowledged: string[] = []
      for (const round of [0, 1, 2])
        acknowledged.push(...(await writeAndKill(folder, round * 1_000_000, 400 + round * 333)))
      expect(acknowledged.length).toBeGreaterThan(1900)
      expect(acknowledged).not.toContain('conflict')

      const store = await openIn(folder)
      const found = await store.getMany(acknowledged.map((id) => ({ kind: 'leads', id })))
      expect(found.filter((document) => document?.body['notes'] !== 'x'.repeat(500))).toEqual([])
      const { changes } = await readFeed(store, { limit: 1000 })
      const positions = changes.map((change) => Number(change.sequence.split('.')[1]))
      expect(positions).toEqual(changes.map((_, index) => index + 1))
      expect(new Set(changes.map((change) => change.id)).size).toBe(changes.length)
    },
  )

  test('a second server on the same folder is told so and harms nothing', async () => {
    const folder = tempFolder()
    const first = await openIn(folder)
    await put(first, aWrite('a'))
    const second = createEmbeddedStore({ folder, patience: 0 })
    await expect(second.open()).rejects.toMatchObject({
      error: { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('Another Satchel server') },
    })
    await put(first, aWrite('b'))
    expect((await readFeed(first)).changes).toHaveLength(2)
  })

  test('a server in another process is told so as well', { timeout: 60_000 }, async () => {
    const folder = tempFolder()
    let refused: unknown
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', writerFile, folder, '0'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    for await (const line of createInterface({ input: child.stdout })) {
      if (refused !== undefined || line === 'conflict') continue
      refused = await createEmbeddedStore({ folder, patience: 0 })
        .open()
        .catch((error: unknown) => error)
      child.kill('SIGKILL')
    }
    expect(refused).toMatchObject({ error: { message: expect.stringContaining('Another Satchel server') } })
  })

  test('a server that starts while the last one is still closing waits for it', async () => {
    const folder = tempFolder()
    const first = await openIn(folder)
    await put(first, aWrite('a'))
    const second = createEmbeddedStore({ folder })
    const opening = second.open()
    setTimeout(() => void first.close(), 200)
    await opening
    expect(await second.get({ kind: 'leads', id: 'a' })).toBeDefined()
    await second.close()
  })

  test('a write that was asked for before closing is stored', async () => {
    const folder = tempFolder()
    const store = await openIn(folder)
    const writing = store.write([aWrite('a')])
    await store.close()
    expect(await writing).toMatchObject([{ ok: true }])
    expect(await (await openIn(folder)).get({ kind: 'leads', id: 'a' })).toBeDefined()
  })

  test('closing wakes who waits for a change', async () => {
    const store = await openIn(tempFolder())
    const { last } = await readFeed(store)
    const waiting = store.waitForChange(last, { timeout: 15_000, signal: new AbortController().signal })
    await store.close()
    await waiting
  })

  test('sequences are gapless, also over conflicts and concurrent calls', async () => {
    const store = await openIn(':memory:')
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        store.write([aWrite(`n${index}`), aWrite('same'), aWrite(`m${index}`)]),
      ),
    )
    const { changes } = await readFeed(store)
    expect(changes.map((change) => Number(change.sequence.split('.')[1]))).toEqual(
      Array.from({ length: 81 }, (_, index) => index + 1),
    )
  })

  test('a position beyond the end, of a file that was put back, means from the beginning', async () => {
    const store = await openIn(':memory:')
    await put(store, aWrite('a'))
    const { last } = await readFeed(store)
    expect((await readFeed(store, { since: `${last}9` })).changes).toHaveLength(1)
  })

  test('what is no JSON fails its own call and no other', async () => {
    const store = await openIn(':memory:')
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const results = await Promise.allSettled([
      store.write([aWrite('a')]),
      store.write([aWrite('b', { body: circular })]),
      store.write([aWrite('c')]),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('the log is taken into the file again and again, while the store is written to', async () => {
    const folder = tempFolder()
    const store = await openIn(folder)
    const notes = 'a'.repeat(20_000)
    for (let batch = 0; batch < 20; batch++)
      await store.write(
        Array.from({ length: 100 }, (_, index) => aWrite(`${batch}-${index}`, { body: { notes } })),
      )
    expect(statSync(join(folder, 'satchel.sqlite-wal')).size).toBeLessThan(9_000_000)
    expect(statSync(join(folder, 'satchel.sqlite')).size).toBeGreaterThan(30_000_000)
  })

  test('only the owner of the process may read the file', async () => {
    const folder = tempFolder()
    await put(await openIn(folder), aWrite('a'))
    for (const name of ['satchel.sqlite', 'satchel.sqlite-wal'])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
  })

  test('a file that is no database, or that a newer version wrote, is refused and left alone', async () => {
    const broken = tempFolder()
    writeFileSync(
      join(broken, 'satchel.sqlite'),
      'not a database at all, but long enough to be read as one'.repeat(40),
    )
    await expect(openIn(broken)).rejects.toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })

    const newer = tempFolder()
    const database = new DatabaseSync(join(newer, 'satchel.sqlite'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(openIn(newer)).rejects.toMatchObject({
      error: { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('newer version') },
    })
  })
})
