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
  /** `again`: the document has a line here already. */
  append(entry: IndexEntry, again: boolean): void
  /** Lines behind a position, oldest first; only where a document stands now. */
  after(at: number): Iterator<IndexEntry>
}

const fewStale = 64

export function createChangeLog(): ChangeLog {
  let lines: Line[] = []
  /** Lines of documents that have a newer one. */
  let stale = 0
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
    append(entry, again) {
      lines.push({ at: entry.at, entry })
      if (again) stale++
      if (stale <= fewStale || stale <= lines.length / 2) return
      lines = lines.filter(isCurrent)
      stale = 0
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
