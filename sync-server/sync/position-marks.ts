/**
 * Which sequence of the store a position of the index stands for. Kept for some positions only: for one in
 * between, the mark before it is right too, and repeats a little.
 */
import type { Sequence } from '../store/document-store.ts'

const mostMarks = 8192

export function createPositionMarks() {
  let marks: { at: number; sequence: Sequence }[] = []
  return {
    /** Positions must not fall. */
    add(at: number, sequence: Sequence): void {
      const last = marks.at(-1)
      if (last?.at === at) last.sequence = sequence
      else marks.push({ at, sequence })
      if (marks.length > mostMarks) marks = marks.filter((_, index) => index % 2 === 1)
    },
    /** The sequence of the last mark at or before this position. */
    at(position: number): Sequence | undefined {
      const index = marks.findLastIndex((mark) => mark.at <= position)
      return marks[index]?.sequence
    },
  }
}
