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

export interface ChangeLog {
  /** `again`: the document has a line here already. */
  append(entry: IndexEntry, again: boolean): void
  /** Lines behind a position, oldest first; only where a document stands now. */
  after(at: number): Iterator<IndexEntry>
}

const fewStale = 64

export function createChangeLog(): ChangeLog {
  /** Two lists for the lines, so that none of them is an object of its own: there are many. */
  let positions: number[] = []
  let entries: IndexEntry[] = []
  /** Lines of documents that have a newer one. */
  let stale = 0

  /** The first index whose position is greater. */
  function firstAfter(at: number): number {
    let [low, high] = [0, positions.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((positions[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    append(entry, again) {
      positions.push(entry.at)
      entries.push(entry)
      if (again) stale++
      if (stale <= fewStale || stale <= entries.length / 2) return
      const known = positions
      entries = entries.filter((one, index) => one.at === known[index])
      positions = entries.map((one) => one.at)
      stale = 0
    },
    *after(at) {
      const [lines, known] = [entries, positions]
      for (let index = firstAfter(at); index < lines.length; index++) {
        const entry = lines[index]
        if (entry && entry.at === known[index]) yield entry
      }
    },
  }
}
