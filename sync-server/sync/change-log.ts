/**
 * The documents of one channel in the order they changed. A document that changes again moves to the end;
 * its old lines are dropped when there are too many of them.
 */
export interface IndexEntry {
  id: string
  revision: string
  /** Position of the last change; unique and rising over the whole index. */
  at: number
  deleted: boolean
  channels: readonly string[]
  formerChannels: readonly string[]
}

interface Line {
  at: number
  entry: IndexEntry
}

export interface ChangeLog {
  append(entry: IndexEntry): void
  /** Lines behind a position, oldest first; only where a document stands now. */
  after(at: number): Iterator<IndexEntry>
}

const fewStale = 64

export function createChangeLog(): ChangeLog {
  let lines: Line[] = []
  const known = new Set<IndexEntry>()
  const isCurrent = ({ at, entry }: Line) => entry.at === at

  /** The first index whose position is greater. */
  function firstAfter(at: number): number {
    let [low, high] = [0, lines.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((lines[middle]?.at ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    append(entry) {
      lines.push({ at: entry.at, entry })
      known.add(entry)
      const stale = lines.length - known.size
      if (stale > fewStale && stale > known.size) lines = lines.filter(isCurrent)
    },
    *after(at) {
      const current = lines
      for (let index = firstAfter(at); index < current.length; index++) {
        const line = current[index]
        if (line && isCurrent(line)) yield line.entry
      }
    },
  }
}
