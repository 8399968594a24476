/** Notes in a record who changed what, when it is stored. Everything that writes a record comes through here. */
import { sameJson } from '../../shared/same-json.ts'
import { mostChanges } from '../../shared/entities/history.ts'
import type { HistoryFieldChange, RecordChange } from '../../shared/entities/history.ts'
import type { Field } from '../../shared/entities/fields.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { personsPart } from '../../shared/server-fields.ts'

/** Changes of one person on one device within this time are one. */
const together = 10 * 60_000
const longest = 80

interface Made {
  /** ISO UTC. */
  at: string
  by: string | undefined
  device: string | undefined
}

/** The history that the new state has; undefined while there is none. */
export function historyAfter(
  collection: CollectionName,
  before: AnyDocument,
  after: AnyDocument,
  { at, by, device }: Made,
): RecordChange[] | undefined {
  const known = before['history']
  const fields = changedFields(entityOf(collection).fields, before, after)
  if (fields.length === 0) return known
  const [latest, ...older] = known ?? []
  const isTogether =
    latest !== undefined &&
    latest.by === by &&
    latest.device === device &&
    Date.parse(at) - Date.parse(latest.at) < together
  const change: RecordChange = {
    at,
    ...(by !== undefined && { by }),
    ...(device !== undefined && { device }),
    fields: isTogether ? joined(latest.fields, fields) : fields,
  }
  return [change, ...(isTogether ? older : (known ?? []))].slice(0, mostChanges)
}

const ofItself = new Set(['id', 'createdAt', 'updatedAt'])

function changedFields(
  fields: Readonly<Record<string, Field>>,
  before: AnyDocument,
  after: AnyDocument,
): HistoryFieldChange[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.setBy === 'server' || ofItself.has(name)) return []
    const [from, to] = [personsPart(field, before[name]), personsPart(field, after[name])]
    if (sameJson(from, to)) return []
    return [{ name, ...shortOf('from', field, from), ...shortOf('to', field, to) }]
  })
}

const shortKinds = new Set<Field['kind']>([
  'choice',
  'reference',
  'date',
  'time',
  'boolean',
  'integer',
  'basisPoints',
])

const shortOf = (name: 'from' | 'to', { kind }: Field, value: unknown): Partial<HistoryFieldChange> =>
  shortKinds.has(kind) && isShort(value) ? { [name]: value } : {}

const isShort = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= longest)

/** What was so at first and what is so now. */
function joined(
  earlier: readonly HistoryFieldChange[],
  later: readonly HistoryFieldChange[],
): HistoryFieldChange[] {
  const first = new Map(earlier.map((change) => [change.name, change]))
  const both = later.map((change) => {
    const known = first.get(change.name)
    if (!known) return change
    const { from: _, ...now } = change
    return known.from === undefined ? now : { ...now, from: known.from }
  })
  const names = new Set(later.map(({ name }) => name))
  return [...both, ...earlier.filter(({ name }) => !names.has(name))].slice(0, 60)
}
