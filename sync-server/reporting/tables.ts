/**
 * Which documents become rows of which tables. Columns follow from the fields of the entities and nothing is named
 * twice: `requiredDate` is `required_date`, an object's parts carry its name, money is an amount and a currency, a
 * list is a table of its own. What is written here is only which tables there are and what they leave out.
 */
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Field, Fields } from '../../shared/entities/fields.ts'

export interface Column {
  name: string
  /** The table that the value is a key of. */
  references?: string
  /** A code of `currencies`. */
  isCurrency?: true
  read: (item: Item) => unknown
}

export interface Table {
  name: string
  /** Key of the document: `id`, of a list's table the column that names its owner. */
  key: string
  columns: readonly Column[]
  /** The rows of a document; none when it is not one of this table's. */
  rows: (document: AnyDocument) => Row[]
}

/** By column. */
export type Row = Readonly<Record<string, unknown>>
type Item = Readonly<Record<string, unknown>>

interface Source {
  collection: CollectionName
  table: string
  /** Of the collection's fields only these. */
  only?: readonly string[]
  includes?: (document: AnyDocument) => boolean
  /** The tables of its lists, by field. */
  lists?: Readonly<Record<string, { table: string; key: string }>>
}

const sources: readonly Source[] = [
  {
    collection: 'settings',
    table: 'teams',
    only: ['id', 'name'],
    includes: ({ kind }) => kind === 'team',
  },
  {
    collection: 'salesReps',
    table: 'sales_representatives',
    lists: { targets: { table: 'sales_targets', key: 'sales_representative_id' } },
  },
  { collection: 'leads', table: 'leads' },
  {
    collection: 'customers',
    table: 'customers',
    lists: { contacts: { table: 'customer_contacts', key: 'customer_id' } },
  },
  { collection: 'products', table: 'products' },
  {
    collection: 'orders',
    table: 'orders',
    lists: { lines: { table: 'order_items', key: 'order_id' } },
  },
  { collection: 'interactions', table: 'interactions' },
  { collection: 'tasks', table: 'tasks' },
  {
    collection: 'cases',
    table: 'cases',
    lists: { comments: { table: 'case_comments', key: 'case_id' } },
  },
  { collection: 'stockMovements', table: 'stock_movements' },
]

/** The server's own workings; nobody asks a report for them. */
const leftOut = new Set(['revision', 'history', 'absorbed', 'mergedFrom', 'lastCall', 'rejectionWords'])

const tableOf = new Map(sources.map(({ collection, table }) => [collection as string, table]))

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function columnsOf(fields: Fields, prefix = '', inside = (item: Item): Item | undefined => item): Column[] {
  return Object.entries(fields).flatMap(([field, definition]) => {
    if (leftOut.has(field) || definition.kind === 'list') return []
    const name = prefix + snake(field)
    const read = (item: Item) => inside(item)?.[field]
    if (definition.kind === 'object')
      return columnsOf(definition.fields ?? {}, `${name}_`, (item) => read(item) as Item | undefined)
    if (definition.kind !== 'money') return [{ name, read, ...targetOf(definition) }]
    const money = (item: Item) => read(item) as { amount: number; currency: string } | undefined
    return [
      { name, read: (item: Item) => money(item)?.amount },
      { name: `${name}_currency`, isCurrency: true as const, read: (item: Item) => money(item)?.currency },
    ]
  })
}

function targetOf({ kind, to = '' }: Field): Pick<Column, 'references' | 'isCurrency'> {
  if (kind === 'currency') return { isCurrency: true }
  const references = kind === 'reference' ? (to === 'settings' ? 'teams' : tableOf.get(to)) : undefined
  return references === undefined ? {} : { references }
}

const rowOf = (columns: readonly Column[], item: Item): Row =>
  Object.fromEntries(columns.map(({ name, read }) => [name, read(item)]))

function tablesOf({ collection, table, only, includes, lists = {} }: Source): Table[] {
  const { fields } = entityOf(collection)
  const columns = columnsOf(
    only ? Object.fromEntries(Object.entries(fields).filter(([name]) => only.includes(name))) : fields,
  )
  const main: Table = {
    name: table,
    key: 'id',
    columns,
    rows: (document) => (includes?.(document) === false ? [] : [rowOf(columns, document)]),
  }
  const parts = Object.entries(lists).map(([field, { table: name, key }]): Table => {
    const own = columnsOf(fields[field]?.fields ?? {})
    return {
      name,
      key,
      columns: [{ name: key, read: () => undefined }, { name: 'position', read: () => undefined }, ...own],
      rows: (document) =>
        ((document[field] ?? []) as Item[]).map((item, index) => ({
          ...rowOf(own, item),
          [key]: document.id,
          position: index + 1,
        })),
    }
  })
  return [main, ...parts]
}

/** The tables of each collection, that of the documents first; in an order in which most references are met. */
export const projected: ReadonlyMap<CollectionName, readonly Table[]> = new Map(
  sources.map((source) => [source.collection, tablesOf(source)]),
)

/** Every column that points to a table, by that table. */
export const referencesTo: ReadonlyMap<string, readonly { table: Table; column: string }[]> = Map.groupBy(
  [...projected.values()]
    .flat()
    .flatMap((table) =>
      table.columns.flatMap(({ name, references }) =>
        references === undefined ? [] : [{ table, column: name, references }],
      ),
    ),
  ({ references }) => references,
)
