/** What a person set in a record, field by field; what the server sets never counts as a change. */
import { sameJson } from '../../shared/same-json.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { personsPart } from '../../shared/server-fields.ts'
import type { FieldChange } from './contract.ts'

/** In the order of the entity's fields; everything is new without `base`. */
export function changesOf(
  collection: CollectionName,
  base: AnyDocument | undefined,
  document: AnyDocument,
): FieldChange[] {
  return Object.entries(entityOf(collection).fields).flatMap(([name, field]) => {
    if (field.setBy === 'server' || ['id', 'createdAt', 'updatedAt'].includes(name)) return []
    const [was, now] = [personsPart(field, base?.[name]), personsPart(field, document[name])]
    return sameJson(was, now) ? [] : [{ field: name, was, now }]
  })
}
