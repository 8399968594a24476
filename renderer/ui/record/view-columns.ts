/**
 * The columns that a list can show: those that its page draws, and every other one that the list knows, drawn by
 * the kind of its field. Internals of synchronisation are not offered.
 */
import type { Field, Fields } from '../../../shared/entities/fields.ts'
import { entityOf, isCollectionName } from '../../../shared/entities/index.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { columnOf, columnsOf } from '../../../shared/lists/list-columns.ts'
import type { ListColumn, ListName, ListRow } from '../../../shared/lists/list-columns.ts'
import { t } from '@lingui/core/macro'
import { word } from '../../words/say.ts'
import { formatMoney, formatNumber } from '../format.ts'
import type { Column } from '../table-columns.ts'
import { elsewhere, fieldText } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { fieldColumn, titleColumn } from './record-columns.tsx'
import { inSentence } from '../../words/entity-words.ts'

const internal = new Set([
  'id',
  'revision',
  'acceptedAt',
  'history',
  'importKey',
  'lastCall',
  'mergedInto',
  'absorbed',
  'mergedFrom',
  'rejectionWords',
  'ledgerSource',
  'concerns',
  // Millionths of a degree: asked for by the search around a customer alone.
  'location.latitude',
  'location.longitude',
])

/** The order of an item is said by its title. */
const isOffered = (list: ListName, name: string) =>
  !internal.has(name) && !(list === 'orderItems' && name === 'orderId')

/** What a person may choose from, the name first. */
export const offeredColumns = (list: ListName): readonly ListColumn[] =>
  [...columnsOf(list).values()].filter(({ name }) => isOffered(list, name))

/** An item has the fields of its line, and some of its order. */
function fieldsOf(list: ListName): Fields {
  if (isCollectionName(list)) return entityOf(list).fields
  const { lines, customerId, orderDate, currency } = entityOf('orders').fields
  return {
    ...lines?.fields,
    ...(customerId && { customerId }),
    ...(orderDate && { orderDate }),
    ...(currency && { currency }),
  }
}

/** The field behind a column; undefined for one that is computed. */
export function fieldBehind(list: ListName, name: string): Field | undefined {
  const [first = '', part] = name.split('.')
  const field = fieldsOf(list)[first]
  return part === undefined ? field : field?.fields?.[part]
}

/** "City", and inside an object "Ship to, city". */
export function columnLabel(list: ListName, { name, label }: ListColumn): string {
  const [first = '', part] = name.split('.')
  const whole = part === undefined ? undefined : fieldsOf(list)[first]
  if (name === 'teamId') return t`Team`
  return whole ? t`${{ whole: word(whole.label) }}, ${{ part: inSentence(word(label)) }}` : word(label)
}

/** The value of a column in words. */
export function columnText(list: ListName, column: ListColumn, row: ListRow, nameOf: NameOf): string {
  const field = fieldBehind(list, column.name)
  if (field && !column.name.includes('.'))
    return fieldText(field, row[column.name] ?? undefined, row, nameOf).replaceAll('\n', ', ')
  const value = column.value(row, nameOf)
  if (value === undefined) return ''
  if (field) return fieldText(field, value, row, nameOf)
  if (column.kind === 'amount')
    return formatMoney({ amount: Number(value), currency: column.currency?.(row) ?? 'USD' })
  if (column.kind === 'reference') return nameOf(column.to ?? 'settings', String(value)) ?? elsewhere()
  if (typeof value === 'number') return formatNumber(value)
  return typeof value === 'object' ? value.join(', ') : String(value)
}

function ownColumn<Row extends object>(list: ListName, column: ListColumn, nameOf: NameOf): Column<Row> {
  const { name } = column
  if (isCollectionName(list)) {
    const drawn = recordColumn(list, column, nameOf)
    if (drawn) return drawn as unknown as Column<Row>
  }
  const asRow = (document: Row) => document as unknown as ListRow
  return {
    id: name,
    header: columnLabel(list, column),
    value: (document) => {
      const value = column.value(asRow(document), nameOf)
      return typeof value === 'object' ? value.join(', ') : value
    },
    text: (document) => columnText(list, column, asRow(document), nameOf),
    ...(column.kind === 'amount' || column.kind === 'number'
      ? { width: 128, align: 'end' as const }
      : { minWidth: 140 }),
  }
}

/** Undefined for what is not a field as a whole. */
function recordColumn<C extends CollectionName>(
  collection: C,
  column: ListColumn,
  nameOf: NameOf,
): Column<DocumentIn<C>> | undefined {
  const { name } = column
  if (name === 'title') return titleColumn(collection)
  if (name.includes('.') || !entityOf(collection).fields[name]) return undefined
  return fieldColumn(collection, name as keyof DocumentIn<C> & string, nameOf, {
    header: columnLabel(collection, column),
  })
}

/**
 * The columns by name, those of the page as the page draws them; a name that nobody knows is left out. The
 * record's own name stays first: it is the link. Chosen columns stay where it is narrow: the table scrolls.
 */
export function columnsNamed<Row extends object>(
  list: ListName,
  given: readonly Column<Row>[],
  names: readonly string[] | undefined,
  nameOf: NameOf,
): readonly Column<Row>[] {
  if (!names) return given
  const [title] = given
  const chosen = names
    .filter((name) => name !== title?.id)
    .flatMap((name): Column<Row>[] => {
      const drawn = given.find(({ id }) => id === name)
      if (drawn) return [{ ...drawn, optional: false }]
      const column = columnOf(list, name)
      return column ? [ownColumn<Row>(list, column, nameOf)] : []
    })
  return title ? [title, ...chosen] : chosen
}
