/**
 * Three-way merge of one document, field by field: `base` is the server's state that the person edited,
 * `mine` what they made of it, `theirs` the server's state now. No clock takes part. A value that loses is
 * never dropped: it comes back as a clash, and the caller keeps it in the person's Sync inbox.
 */
import { sameJson } from '../same-json.ts'
import type { Entity } from '../entities/define-entity.ts'
import type { MergePolicy } from '../entities/fields.ts'
import type { AnyDocument } from '../entities/index.ts'
import { keepServerFields, personsPart } from '../server-fields.ts'

export interface Clash {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

export interface Merge {
  merged: AnyDocument
  /** Fields that both sides changed to different values; `merged` holds theirs. */
  clashes: Clash[]
}

/** Without a base (the device lost it) every field that differs is a clash. */
export function mergeDocument(
  entity: Entity,
  base: AnyDocument | undefined,
  mine: AnyDocument,
  theirs: AnyDocument,
): Merge {
  let merged: AnyDocument = { ...theirs }
  const clashes: Clash[] = []
  for (const [name, field] of Object.entries(entity.fields)) {
    if (name === 'id' || name === 'createdAt' || name === 'updatedAt' || field.setBy === 'server') continue
    const was = personsPart(field, base?.[name])
    const my = personsPart(field, mine[name])
    const their = personsPart(field, theirs[name])
    if (sameJson(my, their) || (base && sameJson(my, was))) continue
    if (base && sameJson(their, was)) {
      assign(merged, name, my)
      continue
    }
    const both = field.merge === 'ask' ? undefined : mergeValue(field.merge, was, my, their)
    if (both) assign(merged, name, both.value)
    else clashes.push({ field: name, base: was, mine: my, theirs: their })
  }
  merged = keepServerFields(entity.fields, theirs, merged) as AnyDocument
  if (!sameJson({ ...merged, updatedAt: '' }, { ...theirs, updatedAt: '' })) merged.updatedAt = mine.updatedAt
  return { merged, clashes }
}

function assign(document: AnyDocument, name: string, value: unknown) {
  if (value === undefined) delete document[name]
  else document[name] = value
}

/** Undefined when the two sides cannot be reconciled. */
function mergeValue(
  policy: Exclude<MergePolicy, 'ask'>,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { value: unknown } | undefined {
  if (policy === 'lines') {
    const lines = mergeLines(textLines(base), textLines(mine), textLines(theirs))
    return lines && { value: lines.join('\n') }
  }
  if (policy === 'set') {
    const [was, my, their] = [stringSet(base), stringSet(mine), stringSet(theirs)]
    const kept = [...their].filter((tag) => my.has(tag) || !was.has(tag))
    return { value: [...new Set([...kept, ...[...my].filter((tag) => !was.has(tag))])] }
  }
  if (policy === 'parts') return mergeParts(base, mine, theirs)
  return mergeItems(items(base), items(mine), items(theirs))
}

type Parts = Readonly<Record<string, unknown>>
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Merges two edits of an object: each part follows the side that changed it, and parts that are objects are merged
 * in the same way. Undefined when both sides made something different of one part.
 */
export function mergeParts(base: unknown, mine: unknown, theirs: unknown): { value: unknown } | undefined {
  if (sameJson(mine, theirs) || sameJson(mine, base)) return { value: theirs }
  if (sameJson(theirs, base)) return { value: mine }
  if (!isParts(base) || !isParts(mine) || !isParts(theirs)) return undefined
  const merged: Record<string, unknown> = { ...theirs }
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    const part = mergeParts(base[name], mine[name], theirs[name])
    if (!part) return undefined
    if (part.value === undefined) delete merged[name]
    else merged[name] = part.value
  }
  return { value: merged }
}

const textLines = (text: unknown) => (typeof text === 'string' && text !== '' ? text.split('\n') : [])
const stringSet = (list: unknown) => new Set(Array.isArray(list) ? (list as string[]) : [])

type Item = { id: string } & Record<string, unknown>
const items = (list: unknown) =>
  new Map((Array.isArray(list) ? (list as Item[]) : []).map((item) => [item.id, item]))

/** An item that only one side touched follows that side; one that both touched differently is a clash. */
function mergeItems(
  base: Map<string, Item>,
  mine: Map<string, Item>,
  theirs: Map<string, Item>,
): { value: Item[] } | undefined {
  const merged = new Map(theirs)
  for (const id of new Set([...base.keys(), ...mine.keys()])) {
    const [was, my, their] = [base.get(id), mine.get(id), theirs.get(id)]
    if (sameJson(my, was) || sameJson(my, their)) continue
    if (!sameJson(their, was)) return undefined
    if (my) merged.set(id, my)
    else merged.delete(id)
  }
  return { value: [...merged.values()] }
}

/**
 * Merges two edits of a text by lines. Each side is seen as one changed stretch between an untouched head
 * and tail; stretches that do not touch are both applied, lines that both sides added at the same place
 * are kept one after the other, anything else is undefined.
 */
export function mergeLines(base: string[], mine: string[], theirs: string[]): string[] | undefined {
  const [my, their] = [changedStretch(base, mine), changedStretch(base, theirs)]
  const bothInsert = my.from === my.to && their.from === their.to && my.from === their.from
  if (bothInsert) return [...base.slice(0, my.from), ...their.lines, ...my.lines, ...base.slice(my.from)]
  const [first, second] = my.from <= their.from ? [my, their] : [their, my]
  if (first.to > second.from) return undefined
  return [
    ...base.slice(0, first.from),
    ...first.lines,
    ...base.slice(first.to, second.from),
    ...second.lines,
    ...base.slice(second.to),
  ]
}

/** Replaces `base[from..to)` by `lines`. */
function changedStretch(base: string[], edited: string[]) {
  let from = 0
  while (from < base.length && from < edited.length && base[from] === edited[from]) from++
  let tail = 0
  while (
    tail < base.length - from &&
    tail < edited.length - from &&
    base[base.length - 1 - tail] === edited[edited.length - 1 - tail]
  )
    tail++
  return { from, to: base.length - tail, lines: edited.slice(from, edited.length - tail) }
}
