/**
 * Recognises a push that was applied before. The same content of the same device gives the same text,
 * whatever the order of its keys: a device that merged or restored a document may name them in another one.
 */
import { hash } from 'node:crypto'

interface Keys {
  given: readonly string[]
  sorted: readonly string[]
  /** All of them in one text. */
  text: string
}

/** By the keys in the order given; few, because documents have the fields of their entity. */
const known = new Map<string, Keys>()
const mostKnown = 1000
/** The last ones asked for, by how many they are: the documents of a push look alike. */
const latest: (Keys | undefined)[] = []
const mostLatest = 100

/** The same for the same push of the same device, however often it is sent. */
export function fingerprintOf(
  deviceId: string,
  { document, deleted }: { document: object; deleted: boolean },
): string {
  const content = `${textOf(deviceId)}${deleted}${textOf(document)}`
  return hash('sha256', content, 'base64url').slice(0, 22)
}

/**
 * One text for each value of JSON, whatever the order of its keys: of an object its keys in one order, then their
 * values. Texts say how long they are, so that none can be taken for what stands beside it; JSON takes longer.
 */
function textOf(value: unknown): string {
  if (typeof value === 'string') return `${value.length}"${value}`
  if (typeof value !== 'object' || value === null) return `${String(value)};`
  if (Array.isArray(value)) return value.reduce<string>(withText, `${value.length}[`)
  const { sorted, text } = keysOf(value)
  let all = text
  for (const key of sorted) all += textOf((value as Record<string, unknown>)[key])
  return all
}

const withText = (all: string, item: unknown) => all + textOf(item)

function keysOf(value: object): Keys {
  const given = Object.keys(value)
  const last = latest[given.length]
  if (last && isSame(last.given, given)) return last
  const name = given.join('\n')
  const found = known.get(name)
  // Free JSON may have a key with the separator in it.
  if (found && isSame(found.given, given)) {
    if (given.length < mostLatest) latest[given.length] = found
    return found
  }
  if (known.size >= mostKnown) known.clear()
  const sorted = given.toSorted()
  const keys = { given, sorted, text: JSON.stringify(sorted) }
  known.set(name, keys)
  return keys
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
