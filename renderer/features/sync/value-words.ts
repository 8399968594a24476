/** Values in words for a comparison: lists item by item, because their number alone says nothing of a change. */
import type { Field } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { word } from '../../words/say.ts'

/** `document` gives a currency to amounts that have none of their own. Empty for an absent value. */
export function valueWords(
  field: Field,
  value: unknown,
  document: Readonly<Record<string, unknown>>,
  nameOf: NameOf,
): string {
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
