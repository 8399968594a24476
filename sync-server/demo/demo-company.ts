/**
 * The demo company: Northwind as its own files have it, taken in by the same import that everybody uses,
 * with its orders moved to the present and a made-up history of leads, interactions, tasks and cases.
 * Three of Northwind's employees are the demo sales accounts; the caller sees to it that the store is empty.
 */
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { SatchelError } from '../../shared/errors.ts'
import { openFiles } from '../../shared/import/open-files.ts'
import { planImport } from '../../shared/import/plan.ts'
import type { ImportPlan } from '../../shared/import/plan.ts'
import { runImport } from '../../shared/import/run-import.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Product } from '../../shared/entities/product.ts'
import type { Context, ServerWrite } from '../context.ts'
import { createImporter } from '../import/import-rows.ts'
import { makeHistory } from './demo-history.ts'
import { makePriceList } from './demo-prices.ts'
import type { DemoPerson } from './demo-history.ts'

export const demoPassword = 'satchel-demo'

/** Northwind's employees who sign in, by their key there. */
const salesAccounts: Record<string, string> = {
  '1': 'rep.north@demo.example',
  '3': 'rep.south@demo.example',
  '5': 'lead.north@demo.example',
}
/** Northwind's four regions are two teams here. */
const teamOfRegion: Record<string, string> = {
  Eastern: 'North',
  Northern: 'North',
  Western: 'South',
  Southern: 'South',
}
const leaders: Record<string, string[]> = { '5': ['North'], '2': ['North', 'South'] }

const northwindFolder = path.join(import.meta.dirname, '../../test/fixtures/northwind')
const day = 24 * 60 * 60 * 1000

/** `folder` holds Northwind's CSV files. Throws when they cannot be read or a record is refused. */
export async function makeDemoCompany(context: Context, folder = northwindFolder): Promise<void> {
  const at = new Date(context.now()).toISOString()
  const companyId = '0d4b8a7e-5a77-5d0b-9f43-3c1f1f6f5b53'
  const company = { id: companyId, createdAt: at, updatedAt: at, kind: 'company', name: 'Northwind Traders' }
  await writeAll(context, [{ collection: 'settings', document: company }])

  const plan = forDemo(await readPlan(folder), context.now())
  const importer = createImporter(context)
  const run = await runImport(
    plan,
    async (collection, request) => ({
      ok: true,
      value: { results: await importer.importRows(collection, request, { signIns: false }) },
    }),
    { commit: true, importId: uuidv7({ msecs: context.now() }) },
  )
  const refused = run.outcomes.find(({ action }) => action === 'refused')
  if (run.stopped || refused)
    throw new SatchelError('INVALID_FILE', {
      message: `Demo company: ${refused?.problem ?? 'import stopped'}`,
    })

  const { admin, support } = await addOffice(context)
  const people = context.people.all()
  await Promise.all(
    Object.values(salesAccounts).map(async (email) => {
      const person = people.find((one) => one.email === email)
      if (person) await context.people.setPassword(person.id, demoPassword)
    }),
  )
  const reps = people
    .filter(({ role }) => role === 'sales_rep')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id, email, teamIds }): DemoPerson => ({
      id,
      teamId: teamIds[0] ?? '',
      isDemoAccount: Object.values(salesAccounts).includes(email),
    }))
  const all = async (kind: CollectionName) => {
    const documents: AnyDocument[] = []
    for await (const page of context.store.list(kind))
      documents.push(...page.map(({ body }) => body as AnyDocument))
    return documents
  }
  const customers = await all('customers')
  customers.sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1))
  const office = (id: string): DemoPerson => ({ id, teamId: reps[0]?.teamId ?? '', isDemoAccount: true })
  const history = makeHistory({
    reps,
    customers,
    admin: office(admin),
    support: office(support),
    now: context.now(),
    seed: 1996,
  })
  await writeAll(context, [...history, makePriceList((await all('products')) as unknown as Product[], at)])
}

async function readPlan(folder: string): Promise<ImportPlan> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort()
  const chosen = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(path.join(folder, name)) })),
  )
  const { files, errors } = openFiles(chosen)
  for (const { table, mapping } of files)
    if (mapping.kind === 'teams')
      for (const row of table.rows) row.cells = row.cells.map((cell) => teamOfRegion[cell ?? ''] ?? cell)
  const plan = planImport(files)
  const error = [...errors, ...plan.errors][0]
  if (error) throw new SatchelError(error.code, error)
  return plan
}

/** Gives the demo accounts their addresses, and moves the orders so that the newest is two days old. */
function forDemo(plan: ImportPlan, now: number): ImportPlan {
  for (const { collection, rows } of plan.batches) {
    if (collection === 'salesReps')
      for (const { key, values, defaults } of rows) {
        const email = salesAccounts[key]
        if (email !== undefined) values['email'] = email
        const leads = (leaders[key] ?? []).map((importKey) => ({ collection: 'settings', importKey }))
        if (defaults) {
          defaults['leadsTeamIds'] = leads
          const own = (defaults['teamIds'] as { importKey: string }[]).slice(0, 1)
          defaults['teamIds'] = [...own, ...leads.filter(({ importKey }) => importKey !== own[0]?.importKey)]
        }
      }
    if (collection !== 'orders') continue
    const newest =
      rows
        .map(({ values }) => String(values['orderDate']))
        .sort()
        .at(-1) ?? ''
    const shift = Math.floor((now - 2 * day - Date.parse(`${newest}T00:00:00Z`)) / day)
    for (const { values } of rows)
      for (const field of ['orderDate', 'requiredDate', 'shippedDate'])
        if (typeof values[field] === 'string') values[field] = shifted(values[field], shift)
    for (const { values, defaults } of rows.slice(-6))
      if (defaults && values['shippedDate'] === undefined) defaults['status'] = 'submitted'
  }
  return plan
}

const shifted = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

async function addOffice({ people }: Context): Promise<{ admin: string; support: string }> {
  const person = { password: demoPassword, teamIds: [], leadsTeamIds: [] }
  const [admin, support] = await Promise.all([
    people.create({
      ...person,
      name: 'Alex Morgan',
      email: 'admin@demo.example',
      role: 'admin',
      profile: { jobTitle: 'Office manager', department: 'Administration' },
    }),
    people.create({
      ...person,
      name: 'Sam Ortiz',
      email: 'support@demo.example',
      role: 'support',
      profile: { jobTitle: 'Customer support', department: 'Support' },
    }),
  ])
  return { admin: admin.id, support: support.id }
}

async function writeAll({ documents }: Context, writes: readonly ServerWrite[]) {
  const failed = (await documents.write(writes)).find((result) => !result.ok)
  if (failed && !failed.ok) throw new SatchelError(failed.error.code, failed.error)
}
