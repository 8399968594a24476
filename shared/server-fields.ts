/**
 * Values that the server alone sets, in a document and in the items of its lists. What a client sends for
 * them is replaced by the stored values, and they never count as a person's change.
 */
import type { Field, Fields } from './entities/fields.ts'

type Item = Record<string, unknown>

const itemsOf = (value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : [])
const serverNames = (fields: Fields | undefined) =>
  Object.entries(fields ?? {}).flatMap(([name, field]) => (field.setBy === 'server' ? [name] : []))

interface Kept {
  fields: [name: string, field: Field][]
  lists: [name: string, names: string[]][]
}

/** What the server keeps of each entity, found once: every document that is pushed comes through here. */
const keptOf = new WeakMap<Fields, Kept>()

function findKept(fields: Fields): Kept {
  const entries = Object.entries(fields)
  const isServers = ([, field]: [string, Field]) => field.setBy === 'server'
  const kept: Kept = {
    fields: entries.filter(isServers),
    lists: entries
      .filter((entry) => !isServers(entry) && entry[1].kind === 'list')
      .map(([name, field]): [string, string[]] => [name, serverNames(field.fields)])
      .filter(([, names]) => names.length > 0),
  }
  keptOf.set(fields, kept)
  return kept
}

/** `proposed` with every server-set value as it is in `stored`; undefined for a new document. */
export function keepServerFields(fields: Fields, stored: Item | undefined, proposed: Item): Item {
  const kept: Item = { ...proposed }
  const own = keptOf.get(fields) ?? findKept(fields)
  for (const [name, field] of own.fields)
    if (stored && stored[name] !== undefined) kept[name] = stored[name]
    else if (!stored && field.required) kept[name] = firstValue(field)
    // Taking a key out of an object makes every later look at it slower.
    else if (name in kept) delete kept[name]
  for (const [name, names] of own.lists)
    if (Array.isArray(kept[name])) kept[name] = keepInItems(names, stored?.[name], kept[name])
  return kept
}

function keepInItems(names: readonly string[], stored: unknown, proposed: unknown): unknown {
  const before = new Map(itemsOf(stored).map((item) => [item['id'], item]))
  return itemsOf(proposed).map((item) => {
    const kept = { ...item }
    const was = before.get(item['id'])
    for (const name of names)
      if (was && was[name] !== undefined) kept[name] = was[name]
      else delete kept[name]
    return kept
  })
}

/** The value of a field without what the server sets inside it. */
export function personsPart(field: Field, value: unknown): unknown {
  const names = field.kind === 'list' ? serverNames(field.fields) : []
  if (names.length === 0 || !Array.isArray(value)) return value
  return itemsOf(value).map((item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name))),
  )
}

/** Does the path of a field error, such as `lines.0.confirmed`, lead to what the server sets? */
export function isServerField(fields: Fields, path: string): boolean {
  const [name = '', ...rest] = path.split('.')
  const field = fields[name]
  if (field === undefined || field.setBy === 'server') return field !== undefined
  if (!field.fields || rest.length === 0) return false
  return isServerField(field.fields, (field.kind === 'list' ? rest.slice(1) : rest).join('.'))
}

/** What a required field of the server starts with. */
function firstValue({ kind, options }: Field): unknown {
  if (kind === 'choice') return options?.[0]?.value ?? ''
  if (kind === 'integer' || kind === 'minorUnits') return 0
  if (kind === 'boolean') return true
  return kind === 'value' ? [] : ''
}
