/** Table columns from field names: width, alignment, words, sorting and drawing follow from each field's kind. */
import type { FieldKind } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import type { ChoiceFilter, Column } from '../table-columns.ts'
import { fieldText, sortValue } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { FieldValue, isState } from './field-value.tsx'
import { word } from '../../words/say.ts'

const widths: Partial<Record<FieldKind, number>> = {
  choice: 176,
  date: 128,
  instant: 192,
  integer: 104,
  basisPoints: 88,
  money: 136,
  minorUnits: 136,
  boolean: 104,
  phone: 156,
  list: 96,
}
const atTheEnd: readonly FieldKind[] = ['integer', 'basisPoints', 'money', 'minorUnits', 'list']

export const reads = (document: object, name: string): unknown => (document as Record<string, unknown>)[name]

/** The record's name: always the first column, and the link. */
export function titleColumn<C extends CollectionName>(collection: C, header?: string): Column<DocumentIn<C>> {
  const entity = entityOf(collection)
  const title = (document: DocumentIn<C>) => entity.title(document)
  return { id: 'title', header: header ?? word(entity.label.one), value: title, text: title, minWidth: 180 }
}

/** `more` replaces parts of the column, such as its header or width. */
export function fieldColumn<C extends CollectionName>(
  collection: C,
  name: keyof DocumentIn<C> & string,
  nameOf?: NameOf,
  more: Partial<Column<DocumentIn<C>>> = {},
): Column<DocumentIn<C>> {
  const field = entityOf(collection).fields[name]
  if (!field) throw new Error(`${collection} has no field ${name}`)
  const width = widths[field.kind]
  return {
    id: name,
    header: word(field.label),
    value: (document) => sortValue(field, reads(document, name), nameOf),
    text: (document) => fieldText(field, reads(document, name), document, nameOf).replaceAll('\n', ', '),
    // Only states are drawn: a list full of links would say that everything matters.
    ...(isState(field) && {
      cell: (document: DocumentIn<C>) => <FieldValue field={field} value={reads(document, name)} />,
    }),
    ...(width !== undefined && { width }),
    align: atTheEnd.includes(field.kind) ? 'end' : 'start',
    ...more,
  }
}

/** A filter by the options of a choice field. */
export function choiceFilter<C extends CollectionName>(
  collection: C,
  name: keyof DocumentIn<C> & string,
): ChoiceFilter<DocumentIn<C>> {
  const field = entityOf(collection).fields[name]
  return {
    id: name,
    label: field ? word(field.label) : name,
    options: (field?.options ?? []).map(({ value, label }) => ({ value, label: word(label) })),
  }
}
