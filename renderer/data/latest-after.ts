/**
 * Hands on the latest of what comes, so many milliseconds after the first of it came: what comes in quick succession
 * is told once.
 */
export function latestAfter<T>(milliseconds: number, tell: (value: T) => void): (value: T) => void {
  let latest: { value: T } | undefined
  return (value) => {
    const isFirst = latest === undefined
    latest = { value }
    if (!isFirst) return
    setTimeout(() => {
      const given = latest
      latest = undefined
      if (given) tell(given.value)
    }, milliseconds)
  }
}
