/** The strokes of a signature as the path of a picture: smooth, and small enough to travel with the document. */
import { largestSignaturePath } from '../../../shared/files/file-types.ts'

export interface Stroke {
  points: readonly { x: number; y: number }[]
}

export interface SignaturePicture {
  path: string
  /** Of what was drawn, and a little around it. */
  width: number
  height: number
}

const margin = 6

/** Undefined when nothing was drawn. Curves go through the middles between points, as the pad draws them. */
export function pictureOf(strokes: readonly Stroke[]): SignaturePicture | undefined {
  const points = strokes.flatMap((stroke) => stroke.points)
  if (points.length === 0) return undefined
  const left = Math.min(...points.map(({ x }) => x)) - margin
  const top = Math.min(...points.map(({ y }) => y)) - margin
  const moved = strokes.map((stroke) => stroke.points.map(({ x, y }) => ({ x: x - left, y: y - top })))
  const width = Math.ceil(Math.max(...points.map(({ x }) => x)) - left + margin)
  const height = Math.ceil(Math.max(...points.map(({ y }) => y)) - top + margin)
  for (let step = 1; ; step *= 2) {
    const path = moved.map((stroke) => strokePath(stroke, step)).join('')
    if (path.length <= largestSignaturePath) return { path, width, height }
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
