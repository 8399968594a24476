/**
 * The newest lines of the changes feed, as they were written. Whoever follows the feed is nearly always just
 * behind, and need not have read from the disk what this process has just put there.
 */
import type { Change } from './document-store.ts'

interface Line {
  position: number
  change: Change
}

interface KeyedLine extends Line {
  key: string
}

export interface RecentChanges {
  /** Positions must rise. */
  add(position: number, change: Change): void
  /** Up to `limit` lines behind a position, oldest first; undefined when it is too long ago. */
  after(position: number, limit: number): Line[] | undefined
}

const most = 4096

/** `from`: the position up to which nothing is remembered. */
export function createRecentChanges(from: number): RecentChanges {
  let lines: KeyedLine[] = []
  let forgotten = from
  /** Where each document stands; its older lines no longer count. */
  const newest = new Map<string, number>()
  const keyOf = ({ kind, id }: Change) => `${kind}:${id}`
  const isNewest = ({ position, key }: KeyedLine) => newest.get(key) === position

  function forgetHalf() {
    const old = lines.slice(0, most / 2)
    lines = lines.slice(most / 2)
    for (const line of old) if (isNewest(line)) newest.delete(line.key)
    forgotten = old.at(-1)?.position ?? forgotten
  }

  /** The first index whose position is greater. */
  function firstAfter(position: number): number {
    let [low, high] = [0, lines.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((lines[middle]?.position ?? 0) > position) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    add(position, change) {
      const key = keyOf(change)
      lines.push({ position, change, key })
      newest.set(key, position)
      if (lines.length >= most) forgetHalf()
    },
    after(position, limit) {
      if (position < forgotten) return undefined
      const found: Line[] = []
      for (let index = firstAfter(position); index < lines.length && found.length < limit; index++) {
        const line = lines[index]
        if (line && isNewest(line)) found.push(line)
      }
      return found
    },
  }
}
