/**
 * The files of one import -> what is to be sent, in the order in which records refer to each other, and
 * what is refused already here. Files that only complete others (categories, territories, order items)
 * disappear into the rows they complete.
 *
 * `values` of a row always apply; `defaults` fill only what is empty, so that an import that is repeated
 * does not take back what people decided in Satchel since: owners, teams, states.
 */
import type { CodedError } from '../errors.ts'
import { fileKinds, targetOf } from './file-kinds.ts'
import type { FileKind } from './file-kinds.ts'
import { importOrder } from './import-messages.ts'
import type { ImportCollection, ImportRow } from './import-messages.ts'
import { mappingProblem } from './mapping.ts'
import { planOrders, usualReps } from './plan-orders.ts'
import { planPeople } from './plan-people.ts'
import type { Territories } from './plan-people.ts'
import { readRows, textOf } from './read-rows.ts'
import { english, phrase, said } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import type { ImportFile, ImportNote, ReadRow } from './read-rows.ts'

export interface PlanOptions {
  /** Of amounts whose row names none. */
  currency: string
  /** Of email addresses made for employees who have none. */
  emailDomain: string
}

export const usualOptions: PlanOptions = { currency: 'USD', emailDomain: 'northwind.example' }

export interface PlannedRow extends ImportRow {
  file: string
  /** The name a person knows the record by. */
  title: string
}

export interface Batch {
  collection: ImportCollection
  rows: PlannedRow[]
}

export interface RefusedRow {
  file: string
  row: number
  kind: FileKind
  key: string
  title: string
  problem: string
  /** The words of the problem, one of each. */
  phrases: readonly Phrase[]
}

export interface ImportPlan {
  /** In the order in which they have to be written. */
  batches: Batch[]
  refused: RefusedRow[]
  notes: ImportNote[]
  /** What is wrong with whole files; nothing should be written while there is one. */
  errors: CodedError[]
}

interface Planned {
  kind: FileKind
  collection: ImportCollection
  read: ReadRow
  planned: ImportRow
}

export function planImport(files: readonly ImportFile[], options: PlanOptions = usualOptions): ImportPlan {
  const errors = files.flatMap(
    ({ table, mapping }) => mappingProblem(table.name, mapping, table.headers) ?? [],
  )
  if (errors.length > 0) return { batches: [], refused: [], notes: [], errors }
  const plan: ImportPlan = { batches: [], refused: [], notes: [], errors }
  const read = readAll(files, options, plan.notes)
  const rowsOf = (kind: FileKind) => read.get(kind) ?? []

  const names = new Map<FileKind, Map<string, string>>()
  for (const kind of ['teams', 'categories', 'suppliers', 'shippers'] as const)
    if (read.has(kind)) names.set(kind, namesByKey(rowsOf(kind)))
  for (const [kind, rows] of read) applyLookups(kind, rows, names, plan.notes)

  const people = planPeople(rowsOf('salesReps'), territoriesOf(rowsOf), options.emailDomain)
  const teams = new Set([...(names.get('teams')?.values() ?? []), ...people.teamOf.values()])
  const reps = usualReps(rowsOf('orders'))
  const orders = planOrders({
    orders: rowsOf('orders'),
    ...(read.has('orderLines') && { lines: rowsOf('orderLines') }),
    currency: options.currency,
    prefix: orderPrefix(files),
    productNames: namesByKey(rowsOf('products')),
    teamOf: people.teamOf,
  })

  const planned: Planned[] = [
    ...people.rows.map((row) => ({ kind: 'salesReps' as const, collection: 'salesReps' as const, ...row })),
    ...rowsOf('products').map((row) => simple('products', 'products', row, { discontinued: false })),
    ...rowsOf('customers').map((row) => planCustomer(row, reps, people.teamOf, plan.notes)),
    ...rowsOf('leads').map((row) => simple('leads', 'leads', row, { source: 'other', status: 'new' })),
    ...orders.rows.map((row) => ({ kind: 'orders' as const, collection: 'orders' as const, ...row })),
    ...rowsOf('interactions').map((row) => simple('interactions', 'interactions', row, {})),
    ...rowsOf('tasks').map((row) => simple('tasks', 'tasks', row, { status: 'open', priority: 'normal' })),
    ...rowsOf('cases').map((row) => simple('cases', 'cases', row, { status: 'open', priority: 'normal' })),
  ]
  refuseTwins(planned)
  if (read.has('salesReps')) refuseStrayTerritories(rowsOf('repTerritories'), rowsOf('salesReps'))
  const missingOrder = (row: ReadRow) =>
    refused('orderLines', row, [
      phrase('no order {order} in this import', { order: `'${textOf(row.values['order'])}'` }),
    ])
  plan.refused.push(
    ...planned
      .filter(({ read: { problems } }) => problems.length > 0)
      .map((row) => refused(row.kind, row.read, row.read.problems)),
    ...orders.strayLines.map((row) =>
      row.problems.length > 0 ? refused('orderLines', row, row.problems) : missingOrder(row),
    ),
    ...completing.flatMap((kind) =>
      rowsOf(kind)
        .filter(({ problems }) => problems.length > 0)
        .map((row) => refused(kind, row, row.problems)),
    ),
  )
  plan.batches = importOrder.flatMap((collection) => {
    const rows =
      collection === 'settings'
        ? teamRows(teams, rowsOf('teams'))
        : planned.filter((row) => row.collection === collection).flatMap(toRow)
    return rows.length > 0 ? [{ collection, rows }] : []
  })
  return plan
}

/** Keys are unique over all files of a kind, also those made of names. */
function refuseTwins(planned: readonly Planned[]) {
  const seen = new Map<string, ReadRow>()
  for (const { collection, read, planned: row } of planned) {
    const first = seen.get(`${collection}:${row.key}`)
    if (!first) seen.set(`${collection}:${row.key}`, read)
    else if (read.problems.length === 0)
      read.problems.push(
        phrase('is the same record as row {row} of {file}', { row: first.row, file: first.file }),
      )
  }
}

function refuseStrayTerritories(rows: readonly ReadRow[], people: readonly ReadRow[]) {
  const known = new Set(people.map(({ key }) => key))
  for (const { values, problems } of rows)
    if (problems.length === 0 && !known.has(textOf(values['rep'])))
      problems.push(phrase('no employee {rep} in this import', { rep: `'${textOf(values['rep'])}'` }))
}

/** Files whose rows become no record of their own. */
const completing = ['teams', 'territories', 'repTerritories', 'categories', 'suppliers', 'shippers'] as const

function readAll(
  files: readonly ImportFile[],
  options: PlanOptions,
  notes: ImportNote[],
): Map<FileKind, ReadRow[]> {
  const read = new Map<FileKind, ReadRow[]>()
  const currencies = new Map<string, string>()
  // Orders before their items, whose amounts are in the order's currency.
  const ordersFirst = [...files].sort(
    (a, b) => Number(b.mapping.kind === 'orders') - Number(a.mapping.kind === 'orders'),
  )
  for (const file of ordersFirst) {
    const { kind } = file.mapping
    const result = readRows(file, ({ order }) => currencies.get(order ?? '') ?? options.currency)
    if (kind === 'orders')
      for (const { key, values } of result.rows)
        if (key !== undefined && typeof values['currency'] === 'string')
          currencies.set(key, values['currency'])
    notes.push(...result.notes)
    read.set(kind, [...(read.get(kind) ?? []), ...result.rows])
  }
  return read
}

const namesByKey = (rows: readonly ReadRow[]) =>
  new Map(
    rows.flatMap(({ key, values, problems }) =>
      key !== undefined && problems.length === 0 ? [[key, textOf(values['name'])] as const] : [],
    ),
  )

/** Replaces the number of a category, supplier, shipper or team by its name. */
function applyLookups(
  kind: FileKind,
  rows: readonly ReadRow[],
  names: ReadonlyMap<FileKind, ReadonlyMap<string, string>>,
  notes: ImportNote[],
) {
  for (const { name, label, lookup } of fileKinds[kind].targets) {
    if (lookup === undefined || lookup === 'territories') continue
    const known = names.get(lookup)
    let left = 0
    for (const row of rows) {
      const value = row.values[name]
      if (typeof value !== 'string') continue
      const found = known?.get(value)
      if (found !== undefined) row.values[name] = found
      else if (/^\d+$/.test(value)) {
        if (known)
          row.problems.push(
            phrase('{label} {value} is not in the file of {file}', {
              label,
              value: `'${value}'`,
              file: fileKinds[lookup].label.toLowerCase(),
            }),
          )
        else left++
        delete row.values[name]
      }
    }
    if (left > 0)
      notes.push({
        file: rows[0]?.file ?? '',
        ...said('{label} is a number in {left} rows and stays empty: choose the file of {file} as well', {
          label,
          left,
          file: fileKinds[lookup].label.toLowerCase(),
        }),
      })
  }
}

function territoriesOf(rowsOf: (kind: FileKind) => readonly ReadRow[]): Territories {
  const places = new Map<string, { name: string; team: string }>()
  for (const { key, values, problems } of rowsOf('territories'))
    if (key !== undefined && problems.length === 0)
      places.set(key, { name: textOf(values['name']), team: textOf(values['team']) })
  const byRep = new Map<string, string[]>()
  for (const { values, problems } of rowsOf('repTerritories')) {
    if (problems.length > 0) continue
    const rep = textOf(values['rep'])
    byRep.set(rep, [...(byRep.get(rep) ?? []), textOf(values['territory'])])
  }
  return { places, byRep }
}

function teamRows(teams: ReadonlySet<string>, reads: readonly ReadRow[]): PlannedRow[] {
  return [...teams].map((name) => {
    const read = reads.find(({ values }) => values['name'] === name)
    return {
      row: read?.row ?? 1,
      key: name.slice(0, 80),
      file: read?.file ?? '',
      title: name,
      values: { kind: 'team', name },
    }
  })
}

/** Northwind's orders keep a sign of where they come from; so do all others. */
function orderPrefix(files: readonly ImportFile[]): string {
  const orders = files.find(({ mapping }) => mapping.kind === 'orders')
  const isNorthwind = ['orderID', 'employeeID', 'shipVia'].every((heading) =>
    orders?.table.headers.includes(heading),
  )
  return isNorthwind ? 'NW-' : 'IMP-'
}

function simple(
  kind: FileKind,
  collection: ImportCollection,
  read: ReadRow,
  usual: Record<string, unknown>,
): Planned {
  const { stockOnHand, currency, ...values } = read.values
  const defaults = Object.fromEntries(Object.entries(usual).filter(([name]) => values[name] === undefined))
  const kept =
    targetOf(kind, 'currency') && collection !== 'orders'
      ? values
      : { ...values, ...(currency !== undefined && { currency }) }
  return {
    kind,
    collection,
    read,
    planned: {
      row: read.row,
      key: read.key ?? naturalKey(values),
      values: nested(kept),
      defaults,
      ...(typeof stockOnHand === 'number' && { stock: stockOnHand }),
    },
  }
}

function planCustomer(
  read: ReadRow,
  reps: ReadonlyMap<string, string>,
  teamOf: ReadonlyMap<string, string>,
  notes: ImportNote[],
): Planned {
  const { planned, ...row } = simple('customers', 'customers', read, { status: 'active' })
  const { contact, ...values } = planned.values
  const named = typeof contact === 'object' && contact !== null && 'name' in contact
  if (contact !== undefined && !named)
    notes.push({ file: read.file, row: read.row, ...said('the contact has no name and is left out') })
  const defaults: Record<string, unknown> = { ...planned.defaults }
  const rep = values['ownerId'] === undefined ? reps.get(planned.key) : undefined
  if (rep !== undefined) defaults['ownerId'] = { collection: 'salesReps', importKey: rep }
  const team = rep === undefined ? undefined : teamOf.get(rep)
  if (team !== undefined) defaults['teamId'] = { collection: 'settings', importKey: team }
  return {
    ...row,
    planned: {
      ...planned,
      defaults,
      values: { ...values, ...(named && { contacts: [{ key: 'main', ...contact }] }) },
    },
  }
}

/** Of a file that has no column of keys: what a person would recognise the record by. */
function naturalKey(values: Record<string, unknown>): string {
  const words =
    values['sku'] ?? values['email'] ?? [values['name'], values['company']].filter(Boolean).join(' ')
  return `name:${textOf(words).toLowerCase()}`.slice(0, 80)
}

/** `{'address.city': x}` -> `{address: {city: x}}`. */
function nested(values: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const [outer = '', inner] = path.split('.')
    if (inner === undefined) result[outer] = value
    else result[outer] = { ...(result[outer] as object | undefined), [inner]: value }
  }
  return result
}

const titleOf = (read: ReadRow, planned?: ImportRow) => {
  const { name, subject, title, lastName } = read.values
  const titles = [planned?.values['name'], name, subject, title, lastName, planned?.key, read.key]
  return titles.map(textOf).find((text) => text !== '') ?? ''
}

const refused = (kind: FileKind, read: ReadRow, problems: readonly Phrase[]): RefusedRow => ({
  file: read.file,
  row: read.row,
  kind,
  key: read.key ?? '',
  title: titleOf(read),
  problem: problems.map(english).join('; '),
  phrases: problems,
})

const toRow = ({ read, planned }: Planned): PlannedRow[] =>
  read.problems.length > 0
    ? []
    : [{ ...planned, values: nested(planned.values), file: read.file, title: titleOf(read, planned) }]
