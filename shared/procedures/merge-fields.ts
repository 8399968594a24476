/**
 * What merging two records of a kind makes of their fields, and what undoing it gives back. Pure; which of the
 * two values a field gets is chosen by a person or by the usual rule.
 */
import { sameJson } from '../same-json.ts'
import type { Field } from '../entities/fields.ts'
import type { AnyDocument } from '../entities/index.ts'
import { entityOf } from '../entities/index.ts'
import { absorbedOf } from '../merged-records.ts'
import type { Mergeable } from '../merged-records.ts'
import { canonical } from '../files/signature.ts'
import { mergeDocument } from '../sync/merge-document.ts'
import type { Write } from './define-procedure.ts'

export type Choice = 'survivor' | 'merged' | 'both'
export type Choices = Partial<Record<string, Choice>>

/** The fields a person chooses between, with the owner (and with them the team) as one of them. */
export const choosableFields = (collection: Mergeable): [name: string, field: Field][] =>
  Object.entries(entityOf(collection).fields).filter(
    ([name, { setBy }]) =>
      (setBy === 'person' && !['id', 'createdAt', 'updatedAt'].includes(name)) || name === 'ownerId',
  )

/** May both values be kept side by side? */
export const takesBoth = ({ merge }: Field): boolean => merge !== 'ask'

/** Values by field, before and after, of the fields that the merge changes; undefined is empty. */
export function changesOf(
  collection: Mergeable,
  survivor: AnyDocument,
  merged: AnyDocument,
  choices: Choices,
) {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  const put = (name: string, value: unknown) => {
    if (sameJson(survivor[name], value)) return
    before[name] = survivor[name]
    after[name] = value
  }
  for (const [name, field] of choosableFields(collection)) {
    const [own, other] = [survivor[name], merged[name]]
    const choice = choices[name] ?? usualChoice(field, own, other)
    if (choice === 'both') put(name, together(field, own, other))
    else if (choice === 'merged') put(name, other)
    if (name === 'ownerId' && choice === 'merged') put('teamId', merged['teamId'])
  }
  return { before, after }
}

function usualChoice(field: Field, own: unknown, other: unknown): Choice {
  if (isEmpty(other)) return 'survivor'
  if (isEmpty(own)) return field.setBy === 'ownership' ? 'survivor' : 'merged'
  return takesBoth(field) ? 'both' : 'survivor'
}

const isEmpty = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

type Item = { id: string } & Record<string, unknown>

/** Both values in one: texts one below the other, tags once each, list items without those that say the same. */
function together({ merge }: Field, own: unknown, other: unknown): unknown {
  if (isEmpty(own) || isEmpty(other)) return isEmpty(own) ? other : own
  if (merge === 'lines') {
    const [first, second] = [String(own), String(other)]
    return first.includes(second) ? first : `${first}\n\n${second}`
  }
  if (merge === 'set') return [...new Set([...(own as string[]), ...(other as string[])])]
  const items = own as Item[]
  const known = new Set(items.map(sayingOf))
  const ids = new Set(items.map(({ id }) => id))
  return [...items, ...(other as Item[]).filter((item) => !known.has(sayingOf(item)) && !ids.has(item.id))]
}

const sayingOf = (item: Item) => canonical({ ...item, id: undefined }).toLowerCase()

/** null takes a field away. */
export function withValues(document: AnyDocument, values: Record<string, unknown>): AnyDocument {
  const result = { ...document }
  for (const [name, value] of Object.entries(values))
    if (value === null || value === undefined) delete result[name]
    else result[name] = value
  return result
}

export const orNull = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]))

/** Gives back what the merge replaced; what was changed since stays as it was changed. */
export function restored(collection: Mergeable, survivor: AnyDocument, mergedId: string): Write {
  const { [mergedId]: absorbed, ...others } = absorbedOf(survivor)
  const left = Object.keys(others).length > 0 ? others : null
  const { before = {}, after = {} } = absorbed ?? {}
  const base = withValues(survivor, after)
  const mine = withValues(survivor, before)
  const { merged } = mergeDocument(entityOf(collection), base, mine, survivor)
  const names = Object.keys(after).filter((name) => !sameJson(merged[name], survivor[name]))
  const pick = (document: AnyDocument) =>
    orNull(Object.fromEntries(names.map((name) => [name, document[name]])))
  return {
    kind: 'change',
    collection,
    id: survivor.id,
    set: { ...pick(merged), absorbed: left },
    when: pick(survivor),
    each: true,
  }
}
