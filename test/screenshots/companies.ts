/** Companies to take pictures of: nobody's, one of each record, thousands of each, and the demo company. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { createCompany, fillAll, openFolder, testPassword } from '../bench/sync/company.ts'
import { makeBook } from '../bench/ui/book.ts'
import type { Book } from '../bench/ui/book.ts'
import { startServerProcess } from '../support/server-process.ts'

/** `none`, `one` and `many` say how many records of each kind there are (5,000 customers in `many`). */
export const companyKinds = ['none', 'one', 'many', 'northwind'] as const
export type CompanyKind = (typeof companyKinds)[number]

export interface PicturedCompany {
  kind: CompanyKind
  url: string
  admin: { email: string; password: string }
  close(): Promise<void>
}

/** A server process with this company; `close` takes it away with all its data. */
export async function openCompany(kind: CompanyKind): Promise<PicturedCompany> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-screenshots-'))
  if (kind !== 'northwind') await fillFolder(folder, kind)
  const server = await startServerProcess({ dataFolder: folder, demo: kind === 'northwind' })
  return {
    kind,
    url: server.url,
    admin:
      kind === 'northwind'
        ? { email: 'admin@demo.example', password: 'satchel-demo' }
        : { email: 'admin@bench.example', password: testPassword },
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fillFolder(folder: string, kind: 'none' | 'one' | 'many') {
  const { services, store, done } = await openFolder(folder)
  const { reps } = await createCompany(services, kind === 'many' ? 12 : 1)
  if (kind !== 'none') {
    const today = new Date().toISOString().slice(0, 10)
    const people = reps.map(({ id }) => id)
    await fillAll(store, kind === 'many' ? makeBook(50_000, people, today) : oneOfEach(people, today))
  }
  await done()
}

/** The first record of each kind, all about the one customer and the one product. */
function oneOfEach(people: readonly string[], today: string): Book {
  const book = makeBook(500, people, today)
  const first = (name: string) => book.find(([collection]) => collection === name)?.[1][0]
  const [customerId, productId] = [first('customers')?.id, first('products')?.id]
  const joined = (document: AnyDocument): AnyDocument => ({
    ...document,
    ...('customerId' in document && { customerId }),
    ...(Array.isArray(document['lines']) && {
      lines: document['lines'].slice(0, 1).map((line: object) => ({ ...line, productId })),
    }),
  })
  return book.map(([collection, documents]) => [collection, documents.slice(0, 1).map(joined)] as const)
}
