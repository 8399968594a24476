/** Values in words for a comparison: lists item by item, because their number alone says nothing of a change. */
import type { Field } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { readSavedView } from '../../../shared/lists/saved-view.ts'
import type { SavedView } from '../../../shared/lists/saved-view.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { viewWords } from '../../ui/record/view-words.ts'
import { word } from '../../words/say.ts'

/** `document` gives a currency to amounts that have none of their own. Empty for an absent value. */
export function valueWords(
  field: Field,
  value: unknown,
  document: Readonly<Record<string, unknown>>,
  nameOf: NameOf,
): string {
  const view = field.kind === 'value' ? savedViewIn(document, value) : undefined
  if (view) return viewWords(view, nameOf)
  if (field.kind !== 'list' || !Array.isArray(value)) return fieldText(field, value, document, nameOf)
  const parts = Object.entries(field.fields ?? {}).filter(
    ([name, part]) => name !== 'id' && part.setBy !== 'server',
  )
  return (value as Record<string, unknown>[])
    .map((item) =>
      parts
        .map(([name, part]) => fieldText(part, item[name], document, nameOf))
        .filter((words) => words !== '')
        .join(' · '),
    )
    .join('\n')
}

function savedViewIn(document: Readonly<Record<string, unknown>>, value: unknown): SavedView | undefined {
  const read = readSavedView({ id: '', ...document, value })
  return read.ok ? read.saved : undefined
}

/** What a person typed, as text for the clipboard. */
export function recordAsText(collection: CollectionName, document: AnyDocument, nameOf: NameOf): string {
  const entity = entityOf(collection)
  const lines = Object.entries(entity.fields).flatMap(([name, field]) => {
    if (field.setBy === 'server' || ['id', 'createdAt', 'updatedAt'].includes(name)) return []
    const words = valueWords(field, document[name], document, nameOf)
    return words === '' ? [] : [`${word(field.label)}: ${words.replaceAll('\n', '\n  ')}`]
  })
  return [`${word(entity.label.one)}: ${entity.title(document)}`, ...lines].join('\n')
}
