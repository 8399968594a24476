/** Hard names and telephone numbers through everything between a form and a list: checked, kept, sorted, found. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLists } from '../../../../renderer/data/worker/lists/lists.ts'
import type { Lists } from '../../../../renderer/data/worker/lists/lists.ts'
import { toLocal } from '../../../../renderer/data/worker/local-shape.ts'
import type { LocalRecord } from '../../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../../renderer/data/worker/open-database.ts'
import type { LocalDatabase } from '../../../../renderer/data/worker/open-database.ts'
import { csvOf } from '../../../../renderer/ui/record/export-csv.ts'
import { draftOf, valuesOf } from '../../../../renderer/ui/record/draft-values.ts'
import { problemOf } from '../../../../renderer/ui/record/field-problems.ts'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { ListView } from '../../../../shared/lists/list-view.ts'
import { aDocument, anId } from '../../../support/a-document.ts'
import { hardNames, phonesOfTenCountries, wordsOfHardNames } from '../../../support/hard-words.ts'
import { until } from '../../../support/start-device.ts'

const { fields } = entityOf('customers')
let database: LocalDatabase
let lists: Lists

beforeEach(async () => {
  database = await openDatabase({
    name: `hard-${anId()}`,
    storage: getRxStorageDexie({ indexedDB: new IDBFactory(), IDBKeyRange }),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })
  lists = openLists({
    database,
    personId: () => anId(),
    isFilled: Promise.resolve(),
    now: () => Date.parse('2026-05-10T12:00:00'),
    report: (reason) => {
      throw reason
    },
  })
})
afterEach(async () => {
  lists.close()
  await database.rx.close()
})

/** What a form makes of what was typed; nothing of it is refused. */
function typed(record: Record<string, unknown>) {
  const draft = draftOf(fields, record)
  const values = valuesOf(fields, draft)
  for (const name of Object.keys(record))
    expect(problemOf(fields[name]!, values[name]), String(record[name])).toBeUndefined()
  return values
}

const put = (records: Record<string, unknown>[]) =>
  database.collections.customers.bulkInsert(
    records.map((each) => toLocal(entityOf('customers'), aDocument('customers', typed(each))) as LocalRecord),
  )

/** Waits until the index has been built. */
async function searched(known: string) {
  await until(async () => (await lists.search(known)).length > 0)
  return async (text: string) => (await lists.search(text)).map(({ title }) => title)
}

async function rowsOf(view: ListView, count: number): Promise<Record<string, unknown>[]> {
  let rows: readonly object[] = []
  let isReady = false
  const handle = lists.watchView(view, { offset: 0, limit: 50 }, (answer) => {
    if (answer.rows.length > 0) rows = answer.rows
    isReady = answer.provisional !== true && answer.total === count
  })
  await until(
    () => isReady,
    () => rows,
  )
  await handle.stop()
  return rows as Record<string, unknown>[]
}

test('names of all kinds pass the form, stand in the list letter by letter and are found', async () => {
  await put(hardNames.map((name) => ({ name })))
  const sorted = await rowsOf({ list: 'customers', sort: [{ by: 'title' }] }, hardNames.length)
  expect(new Set(sorted.map(({ name }) => name))).toEqual(new Set(hardNames))
  const found = await searched('obrien')
  for (const [place, word] of wordsOfHardNames.entries()) {
    const name = hardNames[place]
    expect(await found(word), word).toContain(name)
    expect((await rowsOf({ list: 'customers', search: word }, 1)).map((row) => row['name'])).toEqual([name])
    const where = [{ column: 'name', is: 'equal' as const, value: name ?? '' }]
    expect((await rowsOf({ list: 'customers', where }, 1)).map((row) => row['name'])).toEqual([name])
  }
  const file = csvOf(
    ['Name'],
    hardNames.map((text) => [{ kind: 'text', text }]),
  )
  for (const name of hardNames) expect(file).toContain(name.replaceAll('"', '""'))
})

test('a name of 301 characters is refused in the form', () => {
  expect(problemOf(fields['name']!, 'x'.repeat(301))).toBeTypeOf('string')
  expect(problemOf(fields['name']!, 'x'.repeat(300))).toBeUndefined()
})

test('telephone numbers of ten countries stay as they are written and are found by their end', async () => {
  await put(phonesOfTenCountries.map(([phone], place) => ({ name: `Customer ${place}`, phone })))
  const kept = await rowsOf({ list: 'customers', sort: [{ by: 'title' }] }, phonesOfTenCountries.length)
  expect(kept.map(({ phone }) => phone)).toEqual(phonesOfTenCountries.map(([phone]) => phone))
  const found = await searched(phonesOfTenCountries[0][1])
  for (const [place, [phone, end]] of phonesOfTenCountries.entries()) {
    expect(await found(end), phone).toContain(`Customer ${place}`)
    expect(await found(phone), phone).toContain(`Customer ${place}`)
  }
})
