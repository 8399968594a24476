/**
 * What every DocumentStore promises. `embedded.test.ts` and `couchdb.test.ts` run it; what only one of them
 * can promise is tested there.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type {
  Change,
  DocumentStore,
  Sequence,
  StoredDocument,
  Write,
} from '../../../sync-server/store/document-store.ts'

/** Makes an open, empty store; `dispose` closes it and removes its data. */
export type MakeStore = () => Promise<{ store: DocumentStore; dispose: () => Promise<void> }>

/** A new lead to write; `changes` replaces fields. */
export const aWrite = (id: string, changes: Partial<Write> = {}): Write => ({
  kind: 'leads',
  id,
  deleted: false,
  body: { id, name: `Lead ${id}` },
  channels: ['leads:team:north'],
  formerChannels: [],
  applied: [],
  ...changes,
})

/** Stores it and gives its revision; throws when it is a conflict. */
export async function put(store: DocumentStore, write: Write): Promise<string> {
  const [result] = await store.write([write])
  if (!result?.ok) throw new Error(`${write.kind}:${write.id} conflicts`)
  return result.revision
}

/** The whole feed, read in pages. */
export async function readFeed(
  store: DocumentStore,
  { since, limit = 100 }: { since?: Sequence | undefined; limit?: number } = {},
): Promise<{ changes: Change[]; last: Sequence; pages: number }> {
  const changes: Change[] = []
  let last = since
  for (let pages = 1; ; pages++) {
    const page = await store.changes({ since: last, limit })
    changes.push(...page.changes)
    last = page.last
    if (!page.more) return { changes, last, pages }
  }
}

const ids = (entries: readonly ({ id: string } | undefined)[]) => entries.map((entry) => entry?.id)
const sortedIds = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id).sort()

async function collect(pages: AsyncIterable<StoredDocument[]>): Promise<StoredDocument[]> {
  const all: StoredDocument[] = []
  for await (const page of pages) all.push(...page)
  return all
}

const never = () => new AbortController().signal

/**
 * `feedInOrder`: different documents come in the feed in the order of their writes. A CouchDB with several
 * shards does not promise it.
 */
export function describeDocumentStore(
  name: string,
  makeStore: MakeStore,
  { feedInOrder }: { feedInOrder: boolean },
): void {
  const expectFed = (changes: readonly Change[], expected: string[]) =>
    feedInOrder
      ? expect(ids(changes)).toEqual(expected)
      : expect(sortedIds(changes)).toEqual([...expected].sort())

  describe(`${name} keeps the contract of a document store`, () => {
    let store: DocumentStore
    let dispose: () => Promise<void>

    beforeEach(async () => {
      const made = await makeStore()
      store = made.store
      dispose = made.dispose
    })
    afterEach(() => dispose())

    describe('documents', () => {
      test('a document comes back as it was written, with a revision', async () => {
        const write = aWrite('a', {
          kind: 'interactions',
          body: { id: 'a', lines: [{ id: '1', quantity: 2, price: 1050 }], done: false, empty: {}, none: [] },
          channels: ['leads:owner:nina', 'leads:team:north'],
          formerChannels: ['leads:team:south'],
          parent: 'leads:b',
          applied: ['f1', 'f2'],
          childrenPending: true,
        })
        const revision = await put(store, write)
        expect(await store.get({ kind: 'interactions', id: 'a' })).toEqual({ ...write, revision })
      })

      test('what is absent stays absent', async () => {
        await put(store, aWrite('a', { parent: undefined, childrenPending: undefined }))
        const stored = await store.get({ kind: 'leads', id: 'a' })
        expect(stored).not.toHaveProperty('parent')
        expect(stored).not.toHaveProperty('childrenPending')
        expect(stored).not.toHaveProperty('expected')
      })

      test('a document that does not exist is undefined, also under the id of another kind', async () => {
        await put(store, aWrite('a'))
        expect(await store.get({ kind: 'leads', id: 'b' })).toBeUndefined()
        expect(await store.get({ kind: 'customers', id: 'a' })).toBeUndefined()
      })

      test('many documents come in the order they were asked for, with gaps and repetitions', async () => {
        await store.write([aWrite('a'), aWrite('b'), aWrite('c', { kind: 'customers' })])
        const found = await store.getMany([
          { kind: 'customers', id: 'c' },
          { kind: 'leads', id: 'missing' },
          { kind: 'leads', id: 'a' },
          { kind: 'leads', id: 'c' },
          { kind: 'leads', id: 'b' },
          { kind: 'leads', id: 'a' },
        ])
        expect(ids(found)).toEqual(['c', undefined, 'a', undefined, 'b', 'a'])
        expect(found[2]).toEqual(await store.get({ kind: 'leads', id: 'a' }))
        expect(await store.getMany([])).toEqual([])
      })

      test('thousands of documents are written in one call and read in one', async () => {
        const many = Array.from({ length: 2300 }, (_, index) => aWrite(`n${index}`))
        const results = await store.write(many)
        expect(results).toHaveLength(2300)
        expect(results.every((result) => result.ok)).toBe(true)
        expect(ids(await store.getMany(many))).toEqual(ids(many))
      })

      test('a large body comes back whole', async () => {
        const notes = 'Grüße, 你好 — '.repeat(60_000)
        await put(store, aWrite('a', { body: { id: 'a', notes } }))
        expect((await store.get({ kind: 'leads', id: 'a' }))?.body['notes']).toBe(notes)
      })

      test('ids and bodies may hold any text', async () => {
        const strange = ['ä/ö?#%&+ "x"', "o'brien\\", '你好 🧭', 'a:b:c', '_local/x', '\u00e9 and e\u0301']
        for (const id of strange)
          await put(store, aWrite(id, { body: { id, text: `${id}\u0000\n\t`, _id: 'mine', _rev: 'mine' } }))
        const found = await store.getMany(strange.map((id) => ({ kind: 'leads', id })))
        expect(ids(found)).toEqual(strange)
        for (const [index, id] of strange.entries()) {
          expect(found[index]?.body).toEqual({ id, text: `${id}\u0000\n\t`, _id: 'mine', _rev: 'mine' })
          expect(await store.get({ kind: 'leads', id })).toEqual(found[index])
        }
        expect(sortedIds((await readFeed(store)).changes)).toEqual([...strange].sort())
      })

      test('half a surrogate pair is replaced and harms no other document', async () => {
        const results = await store.write([
          aWrite('a', { body: { id: 'a', text: 'cut \ud83e', literal: String.raw`\ud83e` } }),
          aWrite('b'),
        ])
        expect(results.map((result) => result.ok)).toEqual([true, true])
        expect((await store.get({ kind: 'leads', id: 'a' }))?.body).toEqual({
          id: 'a',
          text: 'cut \ufffd',
          literal: String.raw`\ud83e`,
        })
      })
    })

    describe('compare and set', () => {
      test('a write that names the stored revision replaces the document and changes the revision', async () => {
        const first = await put(store, aWrite('a'))
        const second = await put(store, aWrite('a', { body: { id: 'a', name: 'New' }, expected: first }))
        const third = await put(store, aWrite('a', { body: { id: 'a', name: 'New' }, expected: second }))
        expect(new Set([first, second, third]).size).toBe(3)
        expect(await store.get({ kind: 'leads', id: 'a' })).toMatchObject({
          body: { name: 'New' },
          revision: third,
        })
      })

      test('a write that names an older revision, a foreign one or none conflicts and changes nothing', async () => {
        const first = await put(store, aWrite('a'))
        const second = await put(store, aWrite('a', { body: { id: 'a', name: 'Second' }, expected: first }))
        const foreign = ['1-00000000000000000000000000000000', 'nonsense', '']
        for (const expected of [first, undefined, ...foreign])
          expect(await store.write([aWrite('a', { body: { id: 'a', name: 'Lost' }, expected })])).toEqual([
            { ok: false, reason: 'conflict' },
          ])
        expect(await store.get({ kind: 'leads', id: 'a' })).toMatchObject({
          body: { name: 'Second' },
          revision: second,
        })
      })

      test('a write that names a revision of a document that does not exist conflicts', async () => {
        const expected = await put(store, aWrite('a'))
        expect(await store.write([aWrite('b', { expected })])).toEqual([{ ok: false, reason: 'conflict' }])
        expect(await store.get({ kind: 'leads', id: 'b' })).toBeUndefined()
      })

      test('each write of a call is judged alone', async () => {
        const first = await put(store, aWrite('a'))
        const results = await store.write([
          aWrite('b'),
          aWrite('a'),
          aWrite('c', { expected: 'nonsense' }),
          aWrite('a', { expected: first }),
          aWrite('d'),
        ])
        expect(results.map((result) => result.ok)).toEqual([true, false, false, true, true])
      })

      test('of two new documents with one id in one call the first wins', async () => {
        const results = await store.write([
          aWrite('a', { body: { id: 'a', name: 'First' } }),
          aWrite('b'),
          aWrite('a', { body: { id: 'a', name: 'Second' } }),
        ])
        expect(results.map((result) => result.ok)).toEqual([true, true, false])
        expect((await store.get({ kind: 'leads', id: 'a' }))?.body['name']).toBe('First')
      })

      test('a call with no writes answers with no results', async () => {
        expect(await store.write([])).toEqual([])
      })

      test('of many writers of one document exactly one wins each round', async () => {
        let expected: string | undefined
        for (let round = 0; round < 5; round++) {
          const results = await Promise.all(
            Array.from({ length: 12 }, (_, writer) =>
              store.write([aWrite('a', { body: { id: 'a', writer, round }, expected })]),
            ),
          )
          const winners = results.flatMap(([result], writer) =>
            result?.ok ? [{ writer, revision: result.revision }] : [],
          )
          expect(winners).toHaveLength(1)
          expected = winners[0]?.revision
          expect(await store.get({ kind: 'leads', id: 'a' })).toMatchObject({
            revision: expected,
            body: { writer: winners[0]?.writer, round },
          })
        }
        expect((await readFeed(store)).changes).toHaveLength(1)
      })

      test('a counter raised by concurrent writers that try again ends at the number of raises', async () => {
        await put(store, aWrite('a', { body: { count: 0 } }))
        const raise = async () => {
          for (;;) {
            const stored = await store.get({ kind: 'leads', id: 'a' })
            const count = Number(stored?.body['count']) + 1
            const [result] = await store.write([aWrite('a', { body: { count }, expected: stored?.revision })])
            if (result?.ok) return
          }
        }
        await Promise.all(Array.from({ length: 8 }, raise))
        expect((await store.get({ kind: 'leads', id: 'a' }))?.body['count']).toBe(8)
      })
    })

    describe('tombstones', () => {
      const bury = async (id: string) => {
        const expected = await put(store, aWrite(id))
        return put(
          store,
          aWrite(id, {
            deleted: true,
            channels: ['leads:team:north'],
            formerChannels: ['leads:owner:x'],
            expected,
          }),
        )
      }

      test('a tombstone keeps its last state and its channels, and the feed tells of it', async () => {
        const revision = await bury('a')
        expect(await store.get({ kind: 'leads', id: 'a' })).toMatchObject({
          deleted: true,
          body: { id: 'a', name: 'Lead a' },
          revision,
        })
        const { changes } = await readFeed(store)
        expect(changes).toHaveLength(1)
        expect(changes[0]).toMatchObject({
          kind: 'leads',
          id: 'a',
          deleted: true,
          channels: ['leads:team:north'],
          formerChannels: ['leads:owner:x'],
          revision,
        })
      })

      test('a new document on the id of a tombstone conflicts; naming its revision revives it', async () => {
        const revision = await bury('a')
        expect(await store.write([aWrite('a')])).toEqual([{ ok: false, reason: 'conflict' }])
        await put(store, aWrite('a', { expected: revision }))
        expect((await store.get({ kind: 'leads', id: 'a' }))?.deleted).toBe(false)
      })
    })

    describe('lists', () => {
      test('a list holds all living documents of the kind and no others, in pages', async () => {
        const many = Array.from({ length: 1201 }, (_, index) => aWrite(`n${String(index).padStart(5, '0')}`))
        await store.write([...many, aWrite('x', { kind: 'leadsother' }), aWrite('y', { kind: 'lead' })])
        const stored = await store.get({ kind: 'leads', id: 'n00700' })
        await put(store, aWrite('n00700', { deleted: true, expected: stored?.revision }))

        const pages: StoredDocument[][] = []
        for await (const page of store.list('leads')) pages.push(page)
        expect(pages.length).toBeGreaterThan(1)
        expect(pages.every((page) => page.length > 0 && page.length <= 1000)).toBe(true)
        expect(sortedIds(pages.flat())).toEqual(ids(many.filter((write) => write.id !== 'n00700')))
        expect(pages[0]?.[0]).toMatchObject({ kind: 'leads', body: { id: 'n00000' } })
      })

      test('the list of a kind without documents is empty', async () => {
        await put(store, aWrite('a'))
        expect(await collect(store.list('orders'))).toEqual([])
      })

      test('children are the living documents that name the parent, of any kind', async () => {
        const expected = await put(store, aWrite('t3', { kind: 'tasks', parent: 'leads:a' }))
        await store.write([
          aWrite('a'),
          aWrite('t1', { kind: 'tasks', parent: 'leads:a' }),
          aWrite('i1', { kind: 'interactions', parent: 'leads:a' }),
          aWrite('t2', { kind: 'tasks', parent: 'leads:b' }),
          aWrite('t3', { kind: 'tasks', parent: 'leads:a', deleted: true, expected }),
        ])
        const children = await store.children({ kind: 'leads', id: 'a' })
        expect(sortedIds(children)).toEqual(['i1', 't1'])
        expect(children.find((child) => child.id === 't1')).toEqual(
          await store.get({ kind: 'tasks', id: 't1' }),
        )
        expect(await store.children({ kind: 'customers', id: 'a' })).toEqual([])
      })

      test('a child that changes its parent is found with the new one only', async () => {
        const expected = await put(store, aWrite('t1', { kind: 'tasks', parent: 'leads:a' }))
        expect(ids(await store.children({ kind: 'leads', id: 'a' }))).toEqual(['t1'])
        await put(store, aWrite('t1', { kind: 'tasks', parent: 'leads:ü', expected }))
        expect(await store.children({ kind: 'leads', id: 'a' })).toEqual([])
        expect(ids(await store.children({ kind: 'leads', id: 'ü' }))).toEqual(['t1'])
      })

      test('all children of a parent are found, however many', async () => {
        await store.write(
          Array.from({ length: 1100 }, (_, index) =>
            aWrite(`t${index}`, { kind: 'tasks', parent: 'leads:a' }),
          ),
        )
        expect(new Set(ids(await store.children({ kind: 'leads', id: 'a' }))).size).toBe(1100)
      })

      test('parents whose children wait are found until the mark is taken away', async () => {
        const expected = await put(store, aWrite('a', { childrenPending: true }))
        await store.write([aWrite('b'), aWrite('c', { kind: 'customers', childrenPending: true })])
        expect(sortedIds(await store.pendingParents())).toEqual(['a', 'c'])
        await put(store, aWrite('a', { expected }))
        expect(ids(await store.pendingParents())).toEqual(['c'])
      })
    })

    describe('the changes feed', () => {
      test('an empty store has an empty feed that ends', async () => {
        const page = await store.changes({ limit: 10 })
        expect(page).toMatchObject({ changes: [], more: false })
        expect((await store.changes({ since: page.last, limit: 10 })).changes).toEqual([])
      })

      test('each document has one line, its newest state without body, and moves to the end when it changes', async () => {
        const first = await put(store, aWrite('a'))
        await put(store, aWrite('b'))
        const second = await put(
          store,
          aWrite('a', {
            expected: first,
            channels: ['leads:team:south'],
            formerChannels: ['leads:team:north'],
            parent: 'leads:z',
            childrenPending: true,
            applied: ['f1'],
          }),
        )
        const { changes } = await readFeed(store)
        expectFed(changes, ['b', 'a'])
        const { sequence, ...change } = changes.find((each) => each.id === 'a') ?? { sequence: undefined }
        expect(sequence).toBeTypeOf('string')
        expect(change).toEqual({
          kind: 'leads',
          id: 'a',
          revision: second,
          deleted: false,
          channels: ['leads:team:south'],
          formerChannels: ['leads:team:north'],
          parent: 'leads:z',
          childrenPending: true,
        })
      })

      test('reading on from a position gives what came after it, and nothing at the end', async () => {
        await store.write([aWrite('a'), aWrite('b')])
        const { last } = await readFeed(store)
        expect((await readFeed(store, { since: last })).changes).toEqual([])
        await put(store, aWrite('c'))
        await put(store, aWrite('d'))
        const after = await readFeed(store, { since: last })
        expectFed(after.changes, ['c', 'd'])
        const [one, other] = after.changes
        expect(ids((await readFeed(store, { since: one?.sequence })).changes)).toEqual([other?.id])
      })

      test('pages are full and together hold everything once', async () => {
        for (let index = 0; index < 25; index++) await put(store, aWrite(`n${index}`))
        const page = await store.changes({ limit: 10 })
        expect(page.changes).toHaveLength(10)
        expect(page.more).toBe(true)
        const { changes, pages } = await readFeed(store, { limit: 10 })
        expect(pages).toBe(3)
        expectFed(
          changes,
          Array.from({ length: 25 }, (_, index) => `n${index}`),
        )
      })

      test('a page that ends exactly at the end says that there is no more', async () => {
        for (let index = 0; index < 10; index++) await put(store, aWrite(`n${index}`))
        const page = await store.changes({ limit: 10 })
        expect(page.changes).toHaveLength(10)
        expect(page.more).toBe(false)
      })

      test('an unknown position means from the beginning', async () => {
        await store.write([aWrite('a'), aWrite('b')])
        const { last } = await readFeed(store)
        const unknown = ['nonsense', '', '999999', last.replace(/^./, (mark) => (mark === 'f' ? '0' : 'f'))]
        for (const since of unknown)
          expect(sortedIds((await readFeed(store, { since })).changes), since).toEqual(['a', 'b'])
      })

      test('writes that conflict leave no line', async () => {
        await put(store, aWrite('a'))
        const { last } = await readFeed(store)
        await store.write([aWrite('a')])
        expect((await readFeed(store, { since: last })).changes).toEqual([])
      })

      test('a reader that follows while others write sees every document in its newest state', async () => {
        const writers = Array.from({ length: 4 }, async (_, writer) => {
          for (let index = 0; index < 15; index++) {
            const expected = await put(store, aWrite(`${writer}-${index}`))
            if (index % 3 === 0)
              await put(store, aWrite(`${writer}-${index}`, { expected, channels: ['moved'] }))
          }
        })
        const written = Promise.all(writers)
        let done = false
        void written.then(() => (done = true))
        const seen = new Map<string, Change>()
        let since: Sequence | undefined
        for (let last = false; !last;) {
          last = done
          const page = await store.changes({ since, limit: 7 })
          for (const change of page.changes) seen.set(change.id, change)
          since = page.last
          if (page.more) last = false
          else if (!last) await store.waitForChange(since, { timeout: 50, signal: never() })
        }
        await written
        expect(seen.size).toBe(60)
        const newest = await store.getMany([...seen.values()])
        expect([...seen.values()].map((change) => change.revision)).toEqual(
          newest.map((one) => one?.revision),
        )
      })
    })

    describe('waiting for a change', () => {
      const elapsed = async (work: Promise<void>) => {
        const start = performance.now()
        await work
        return performance.now() - start
      }

      test('a write wakes who waits', async () => {
        await put(store, aWrite('a'))
        const { last } = await readFeed(store)
        const waiting = elapsed(store.waitForChange(last, { timeout: 10_000, signal: never() }))
        setTimeout(() => void put(store, aWrite('b')), 150)
        expect(await waiting).toBeLessThan(5000)
        expect(ids((await readFeed(store, { since: last })).changes)).toEqual(['b'])
      })

      test('who has not read everything does not wait', async () => {
        await put(store, aWrite('a'))
        for (const since of [undefined, 'nonsense'])
          expect(
            await elapsed(store.waitForChange(since, { timeout: 10_000, signal: never() })),
          ).toBeLessThan(5000)
      })

      test('the wait ends by itself after its time', async () => {
        await put(store, aWrite('a'))
        const { last } = await readFeed(store)
        const took = await elapsed(store.waitForChange(last, { timeout: 300, signal: never() }))
        expect(took).toBeGreaterThan(250)
        expect(took).toBeLessThan(5000)
      })

      test('the wait ends when it is aborted, also when it was aborted before', async () => {
        await put(store, aWrite('a'))
        const { last } = await readFeed(store)
        const aborting = new AbortController()
        setTimeout(() => aborting.abort(), 150)
        expect(
          await elapsed(store.waitForChange(last, { timeout: 10_000, signal: aborting.signal })),
        ).toBeLessThan(5000)
        expect(
          await elapsed(store.waitForChange(last, { timeout: 10_000, signal: aborting.signal })),
        ).toBeLessThan(5000)
      })

      test('many may wait at once', async () => {
        const { last } = await readFeed(store)
        const waiting = Promise.all(
          Array.from({ length: 8 }, () => store.waitForChange(last, { timeout: 10_000, signal: never() })),
        )
        setTimeout(() => void put(store, aWrite('a')), 100)
        await waiting
      })
    })

    test('opening an open store changes nothing', async () => {
      await put(store, aWrite('a'))
      const identity = await store.identity()
      await store.open()
      expect(await store.identity()).toBe(identity)
      expect(await store.get({ kind: 'leads', id: 'a' })).toBeDefined()
    })

    test('a store answers, and other data has another identity', async () => {
      await store.ping()
      const other = await makeStore()
      try {
        expect(await store.identity()).toBe(await store.identity())
        expect(await other.store.identity()).not.toBe(await store.identity())
        expect(await store.identity()).toMatch(/^[0-9a-f-]{36}$/)
      } finally {
        await other.dispose()
      }
    })

    test('a closed store answers STORE_UNAVAILABLE', async () => {
      await store.close()
      await expect(store.ping()).rejects.toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
      await expect(store.write([aWrite('a')])).rejects.toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
      await store.close()
    })
  })
}
