/** A list of records on the screen, as small as it gets, and when its first row could be seen. */
import type { AnyDocument } from '../../../../shared/entities/index.ts'

let shownAt: number | undefined

export function showList(documents: readonly AnyDocument[]): void {
  const rows = documents.map((record) => {
    const row = document.createElement('li')
    row.textContent = `${String(record['name'])}, ${String(record['status'])}`
    return row
  })
  document.getElementById('list')?.replaceChildren(...rows)
  if (rows.length > 0 && shownAt === undefined) requestAnimationFrame(() => (shownAt ??= performance.now()))
}

/** Milliseconds after the navigation began; waits for the first row. */
export async function firstShown(): Promise<number> {
  while (shownAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
  return shownAt
}
