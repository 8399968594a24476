/**
 * The same customers in a plain Dexie table, as one would write it in an afternoon: the list is the first fifty
 * by an index and a count, the search looks through all of them for the words. No worker, no framework.
 */
import { Dexie } from 'dexie'

interface Customer {
  id: string
  name: string
  status: string
  notes?: string
}

const database = new Dexie('plain')
database.version(1).stores({ customers: 'id,name' })
const customers = database.table<Customer>('customers')
const body = document.getElementById('rows') as HTMLTableSectionElement

function show(rows: readonly Customer[]) {
  body.replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement('tr')
      for (const text of [row.name, row.status]) line.insertCell().textContent = text
      return line
    }),
  )
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

/** Milliseconds until the frame in which the work can be seen. */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  await nextFrame()
  return performance.now() - started
}

const bench = {
  fill: async (rows: Customer[]) => void (await customers.bulkPut(rows)),
  open: () =>
    timed(async () => {
      const [rows] = await Promise.all([customers.orderBy('name').limit(50).toArray(), customers.count()])
      show(rows)
    }),
  search: (text: string) =>
    timed(async () => {
      const words = text.toLowerCase().split(' ')
      const rows = await customers
        .filter((row) => {
          const all = JSON.stringify(row).toLowerCase()
          return words.every((word) => all.includes(word))
        })
        .limit(50)
        .toArray()
      show(rows)
    }),
}

export type DexieBench = typeof bench
Object.assign(window, { bench })
