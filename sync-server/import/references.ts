/** Replaces the keys by which a row names other records with their ids. */
import { entityOf } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import { isKeyReference } from '../../shared/import/import-messages.ts'
import type { KeyReference } from '../../shared/import/import-messages.ts'

const deepest = 6

/** Throws RELATED_NOT_FOUND, naming the field and the key, when `find` does not know one. */
export function resolveReferences(
  values: Record<string, unknown>,
  find: (reference: KeyReference) => string | undefined,
): Record<string, unknown> {
  const resolve = (value: unknown, field: string, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest)
      throw new SatchelError('INVALID_DOCUMENT', { field, message: `${field} is nested too deeply` })
    if (isKeyReference(value)) {
      const id = find(value)
      if (id !== undefined) return id
      const what = entityOf(value.collection).label.one.toLowerCase()
      throw new SatchelError('RELATED_NOT_FOUND', {
        field,
        message: `There is no ${value.collection === 'settings' ? 'team' : what} with the key '${value.importKey}'.`,
      })
    }
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${field}.${index}`, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, resolve(inner, `${field}.${name}`, depth + 1)]),
    )
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, resolve(value, name, 0)]))
}
