/** The strokes of a signature as the path of a picture: smooth, and small enough to travel with the document. */
import { largestSignaturePath } from '../../../shared/files/file-types.ts'

export interface Stroke {
  points: readonly { x: number; y: number }[]
}

/** Undefined when nothing was drawn. Curves go through the middles between points, as the pad draws them. */
export function pathOf(strokes: readonly Stroke[]): string | undefined {
  if (strokes.length === 0) return undefined
  for (let step = 1; ; step *= 2) {
    const path = strokes.map(({ points }) => strokePath(points, step)).join('')
    if (path.length <= largestSignaturePath) return path || undefined
  }
}

const round = (value: number) => Math.max(0, Math.round(value * 10) / 10)

function strokePath(points: Stroke['points'], step: number): string {
  const taken = points.filter((_, index) => index % step === 0 || index === points.length - 1)
  const [first, ...rest] = taken
  if (!first) return ''
  const at = ({ x, y }: { x: number; y: number }) => `${round(x)} ${round(y)}`
  // A dot is a line too short to be seen as one.
  if (rest.length === 0) return `M${at(first)}L${at({ x: first.x + 0.5, y: first.y })}`
  let path = `M${at(first)}`
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    const end = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : point
    path += `Q${at(point)} ${at(end)}`
  }
  return path
}
