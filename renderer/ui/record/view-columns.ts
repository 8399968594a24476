/**
 * The columns that a list can show: those that its page draws, and every other one that the list knows, drawn by
 * the kind of its field. Internals of synchronisation are not offered.
 */
import type { Field } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { columnOf, columnsOf } from '../../../shared/lists/list-columns.ts'
import type { ListColumn, ListRow } from '../../../shared/lists/list-columns.ts'
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
])

/** What a person may choose from, the name first. */
export const offeredColumns = (collection: CollectionName): readonly ListColumn[] =>
  [...columnsOf(collection).values()].filter(({ name }) => !internal.has(name))

/** The field behind a column; undefined for one that is computed. */
export function fieldBehind(collection: CollectionName, name: string): Field | undefined {
  const [first = '', part] = name.split('.')
  const field = entityOf(collection).fields[first]
  return part === undefined ? field : field?.fields?.[part]
}

/** "City", and inside an object "Ship to, city". */
export function columnLabel(collection: CollectionName, { name, label }: ListColumn): string {
  const [first = '', part] = name.split('.')
  const whole = part === undefined ? undefined : entityOf(collection).fields[first]
  if (name === 'teamId') return t`Team`
  return whole ? t`${{ whole: word(whole.label) }}, ${{ part: inSentence(word(label)) }}` : word(label)
}

/** The value of a column in words. */
export function columnText(
  collection: CollectionName,
  column: ListColumn,
  row: ListRow,
  nameOf: NameOf,
): string {
  const field = fieldBehind(collection, column.name)
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

function ownColumn<C extends CollectionName>(
  collection: C,
  column: ListColumn,
  nameOf: NameOf,
): Column<DocumentIn<C>> {
  const { name } = column
  if (name === 'title') return titleColumn(collection)
  if (!name.includes('.') && entityOf(collection).fields[name])
    return fieldColumn(collection, name as keyof DocumentIn<C> & string, nameOf, {
      header: columnLabel(collection, column),
    })
  const asRow = (document: DocumentIn<C>) => document as unknown as ListRow
  return {
    id: name,
    header: columnLabel(collection, column),
    value: (document) => {
      const value = column.value(asRow(document), nameOf)
      return typeof value === 'object' ? value.join(', ') : value
    },
    text: (document) => columnText(collection, column, asRow(document), nameOf),
    ...(column.kind === 'amount' || column.kind === 'number'
      ? { width: 128, align: 'end' as const }
      : { minWidth: 140 }),
  }
}

/**
 * The columns by name, those of the page as the page draws them; a name that nobody knows is left out. The
 * record's own name stays first: it is the link. Chosen columns stay where it is narrow: the table scrolls.
 */
export function columnsNamed<C extends CollectionName>(
  collection: C,
  given: readonly Column<DocumentIn<C>>[],
  names: readonly string[] | undefined,
  nameOf: NameOf,
): readonly Column<DocumentIn<C>>[] {
  if (!names) return given
  const [title] = given
  const chosen = names
    .filter((name) => name !== title?.id)
    .flatMap((name): Column<DocumentIn<C>>[] => {
      const drawn = given.find(({ id }) => id === name)
      if (drawn) return [{ ...drawn, optional: false }]
      const column = columnOf(collection, name)
      return column ? [ownColumn(collection, column, nameOf)] : []
    })
  return title ? [title, ...chosen] : chosen
}
