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
  const content = JSON.stringify([deviceId, deleted, ordered(document)])
  return hash('sha256', content, 'base64url').slice(0, 22)
}

/**
 * The value with every object as a list: its keys in one order, then their values. Making objects of the
 * same keys in another order took three times as long.
 */
function ordered(value: object | null): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return [0, value.map((item: unknown) => orderedIn(item))]
  const { sorted, text } = keysOf(value)
  const list: unknown[] = [text]
  for (const key of sorted) list.push(orderedIn((value as Record<string, unknown>)[key]))
  return list
}

const orderedIn = (value: unknown): unknown => (typeof value === 'object' ? ordered(value) : value)

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
