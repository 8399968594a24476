/**
 * What a list can be sorted, filtered, grouped and added up by: every field of its entity, parts of its
 * objects (`address.city`), and columns that are computed from the record. A column that only a screen would
 * compute could not be sorted by where the rows are; so each is made here, once.
 */
import { entityOf, isCollectionName, collectionNames } from '../entities/index.ts'
import type { CollectionName } from '../entities/index.ts'
import type { Field, FieldKind, Fields } from '../entities/fields.ts'
import type { Order } from '../entities/order.ts'
import { availableOf, stockStateIds, stockStateOf } from '../entities/product.ts'
import type { Product } from '../entities/product.ts'
import { lineTotal, orderTotals } from '../money.ts'
import { movementSource } from '../derived-id.ts'
import { attentionOf, orderAttentionIds } from '../order-attention.ts'
import { unitsWaitedFor } from '../order-lifecycle.ts'

/** A collection, or rows that are made from its documents. */
export type ListName = CollectionName | 'orderItems'
export const listNames: readonly ListName[] = [...collectionNames, 'orderItems']
export const isListName = (name: string): name is ListName => listNames.includes(name as ListName)
/** Whose documents a list is made of. */
export const collectionOf = (list: ListName): CollectionName => (list === 'orderItems' ? 'orders' : list)

export type ColumnKind =
  'text' | 'number' | 'amount' | 'choice' | 'date' | 'instant' | 'boolean' | 'reference' | 'tags'

export type ColumnValue = string | number | boolean | readonly string[] | undefined
/** The name of a record on this device. */
export type NameOf = (collection: CollectionName, id: string) => string | undefined
/** A row of a list: a document, or what was made of one. */
export type ListRow = Readonly<Record<string, unknown>> & { readonly id: string }

export interface ListColumn {
  name: string
  label: string
  kind: ColumnKind
  /** Of a choice: its values in their order. */
  options?: readonly string[]
  /** Of a reference, and of tags that are ids. */
  to?: CollectionName
  /** The collections whose names the value is made of. */
  names?: readonly CollectionName[]
  /** Ids for references, minor units for amounts, undefined for what is not there. */
  value: (row: ListRow, nameOf: NameOf) => ColumnValue
  /** Of an amount: the currency that its row has. */
  currency?: (row: ListRow) => string | undefined
}

const kinds: Record<Exclude<FieldKind, 'object' | 'list' | 'value'>, ColumnKind> = {
  text: 'text',
  multiline: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  currency: 'text',
  integer: 'number',
  basisPoints: 'number',
  money: 'amount',
  minorUnits: 'amount',
  choice: 'choice',
  date: 'date',
  time: 'text',
  instant: 'instant',
  reference: 'reference',
  boolean: 'boolean',
  tags: 'tags',
}

/** An optional field that an index names is blank where it is absent. */
const filled = (value: unknown): ColumnValue =>
  value === '' || value === null ? undefined : (value as ColumnValue)

/** Whose ids an entity holds in a list of them: of customers, or of teams. */
const customersOr = (name: string): CollectionName => (name === 'customerIds' ? 'customers' : 'settings')

function fieldColumn(name: string, field: Field, read: (row: ListRow) => unknown): ListColumn | undefined {
  const base = { name, label: field.label }
  switch (field.kind) {
    case 'object':
      return undefined
    case 'list':
      return { ...base, kind: 'number', value: (row) => (read(row) as unknown[] | undefined)?.length }
    case 'value':
      return {
        ...base,
        kind: 'tags',
        to: customersOr(name),
        names: [customersOr(name)],
        value(row) {
          const value = read(row)
          return Array.isArray(value) ? (value as string[]) : undefined
        },
      }
    case 'money':
      return {
        ...base,
        kind: 'amount',
        value: (row) => (read(row) as { amount: number } | undefined)?.amount,
        currency: (row) => (read(row) as { currency: string } | undefined)?.currency,
      }
    case 'minorUnits':
      return {
        ...base,
        kind: 'amount',
        value: (row) => filled(read(row)),
        currency: (row) => filled(row['currency']) as string | undefined,
      }
    default: {
      const kind = kinds[field.kind]
      return {
        ...base,
        kind,
        ...(field.options && { options: field.options.map((option) => option.value) }),
        ...(kind === 'reference' && { to: field.to as CollectionName, names: [field.to as CollectionName] }),
        value: (row) => filled(read(row)),
      }
    }
  }
}

function fieldColumns(fields: Fields): ListColumn[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind !== 'object') return fieldColumn(name, field, (row) => row[name]) ?? []
    return Object.entries(field.fields ?? {}).flatMap(
      ([part, inner]) =>
        fieldColumn(
          `${name}.${part}`,
          inner,
          (row) => (row[name] as Record<string, unknown> | undefined)?.[part],
        ) ?? [],
    )
  })
}

const text = (row: ListRow, name: string) => filled(row[name]) as string | undefined

/** The name of the first of these references that this device holds. */
const nameOfFirst =
  (references: readonly (readonly [field: string, to: CollectionName])[]) =>
  (row: ListRow, nameOf: NameOf): string | undefined => {
    for (const [field, to] of references) {
      const id = text(row, field)
      const name = id === undefined ? undefined : nameOf(to, id)
      if (name !== undefined) return name
    }
    return undefined
  }

const totals = new WeakMap<object, number>()
function totalOf(row: ListRow): number {
  let total = totals.get(row)
  if (total === undefined) {
    total = orderTotals(row as unknown as Order).total
    totals.set(row, total)
  }
  return total
}

const counterparts = [
  ['customerId', 'customers'],
  ['leadId', 'leads'],
] as const
const subjects = [...counterparts, ['orderId', 'orders']] as const
const currency = (row: ListRow) => text(row, 'currency')

/** Columns beyond the fields, by list. A new one is an entry here and can be sorted and filtered by. */
const computed: Partial<Record<ListName, readonly ListColumn[]>> = {
  customers: [
    {
      name: 'place',
      label: 'Place',
      kind: 'text',
      value(row) {
        const address = row['address'] as { city?: string; country?: string } | undefined
        return [address?.city, address?.country].filter(Boolean).join(', ') || undefined
      },
    },
    {
      name: 'contact',
      label: 'Contact',
      kind: 'text',
      value: (row) => (row['contacts'] as { name: string }[] | undefined)?.[0]?.name,
    },
  ],
  orders: [
    { name: 'total', label: 'Total', kind: 'amount', value: totalOf, currency },
    {
      name: 'attention',
      label: 'Needs attention',
      kind: 'choice',
      options: orderAttentionIds,
      value: (row) => attentionOf(row as unknown as Order),
    },
    {
      name: 'waiting',
      label: 'Units waited for',
      kind: 'number',
      value: (row) => unitsWaitedFor(row as unknown as Order),
    },
    // Each has to be derived, which takes a while for all: asked for by who reads the ledger alone.
    { name: 'ledgerSource', label: 'Source', kind: 'text', value: ({ id }) => movementSource(id) },
  ],
  products: [
    {
      name: 'state',
      label: 'State',
      kind: 'choice',
      options: stockStateIds,
      value: (row) => stockStateOf(row as unknown as Product),
    },
    {
      name: 'available',
      label: 'Available',
      kind: 'number',
      value: (row) => availableOf(row as unknown as Product),
    },
  ],
  calls: [
    { name: 'ledgerSource', label: 'Source', kind: 'text', value: ({ id }) => movementSource(id) },
    {
      // The order or lead that the call is about.
      name: 'concerns',
      label: 'About',
      kind: 'text',
      value(row) {
        const input = row['input'] as { orderId?: unknown; leadId?: unknown } | undefined
        const id = input?.orderId ?? input?.leadId
        return typeof id === 'string' ? id : undefined
      },
    },
  ],
  interactions: [
    {
      name: 'with',
      label: 'With',
      kind: 'text',
      names: ['customers', 'leads'],
      value: nameOfFirst(counterparts),
    },
  ],
  tasks: [
    {
      name: 'about',
      label: 'About',
      kind: 'text',
      names: ['customers', 'leads', 'orders'],
      value: nameOfFirst(subjects),
    },
  ],
}

const titleColumn = (collection: CollectionName): ListColumn => {
  const entity = entityOf(collection)
  return {
    name: 'title',
    label: entity.label.one,
    kind: 'text',
    value: (row) => filled(entity.title(row)),
  }
}

/** Items of orders as rows of their own; see `orderItemsOf`. */
function itemColumns(): ListColumn[] {
  const { lines, orderDate } = entityOf('orders').fields
  const item = fieldColumns(lines?.fields ?? {})
  return [
    ...item,
    {
      name: 'orderId',
      label: 'Order',
      kind: 'reference',
      to: 'orders',
      value: (row) => text(row, 'orderId'),
    },
    { name: 'orderTitle', label: 'Order', kind: 'text', value: (row) => text(row, 'orderTitle') },
    {
      name: 'customerId',
      label: 'Customer',
      kind: 'reference',
      to: 'customers',
      names: ['customers'],
      value: (row) => text(row, 'customerId'),
    },
    {
      name: 'orderDate',
      label: orderDate?.label ?? '',
      kind: 'date',
      value: (row) => text(row, 'orderDate'),
    },
    { name: 'currency', label: 'Currency', kind: 'text', value: currency },
    {
      name: 'total',
      label: 'Total',
      kind: 'amount',
      value: (row) => lineTotal(row as unknown as Parameters<typeof lineTotal>[0]),
      currency,
    },
  ]
}

function columnsFor(list: ListName): ReadonlyMap<string, ListColumn> {
  const columns = isCollectionName(list)
    ? [titleColumn(list), ...fieldColumns(entityOf(list).fields), ...(computed[list] ?? [])]
    : itemColumns()
  return new Map(columns.map((column) => [column.name, column]))
}

const known = new Map<ListName, ReadonlyMap<string, ListColumn>>()

/** All columns of a list by their names. */
export function columnsOf(list: ListName): ReadonlyMap<string, ListColumn> {
  let columns = known.get(list)
  if (!columns) {
    columns = columnsFor(list)
    known.set(list, columns)
  }
  return columns
}

export const columnOf = (list: ListName, name: string): ListColumn | undefined => columnsOf(list).get(name)
