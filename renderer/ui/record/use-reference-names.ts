/** Names of the records that others refer to. Only what is drawn is asked for; no collection is read for it. */
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Entity } from '../../../shared/entities/define-entity.ts'
import { useNameOf } from '../../data/index.ts'
import type { NameOf } from './field-text.ts'

/** '' while a name is being asked for; the collections say what a screen refers to. */
export function useReferenceNames(_collections: readonly CollectionName[]): NameOf {
  return useNameOf()
}

/** The collections that these fields of an entity refer to. */
export function referencedBy(entity: Entity, names: readonly string[]): CollectionName[] {
  const targets = new Set<CollectionName>()
  for (const name of names) {
    const field = entity.fields[name]
    if (field?.kind === 'reference' && field.to) targets.add(field.to as CollectionName)
    if (field?.kind === 'value') targets.add('settings')
  }
  return [...targets]
}
