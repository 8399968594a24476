/**
 * A view that somebody gave a name, as it lies in a `settings` document of kind 'view': the question, the
 * columns and whether it stands beside the title. Whoever may see it is said in `share`, which access.ts
 * judges by. What is read here was written by anybody's device: it is checked before it is used.
 */
import type { AnyDocument } from '../entities/index.ts'
import { checkListView } from './list-view.ts'
import type { ListView } from './list-view.ts'
import { columnOf } from './list-columns.ts'
import { shareOf } from './view-share.ts'

export interface SavedView {
  view: ListView
  /** Names of columns in their order; those that the list has by itself when absent. */
  columns?: readonly string[]
  /** A tab beside the title. */
  pinned?: boolean
  /** `everyone`, or the id of a team; its owner alone when absent. */
  share?: string
}

export type ReadView = { ok: true; saved: SavedView } | { ok: false; problems: string[] }

const mostColumns = 40
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a settings document says, or everything that keeps it from being a view. */
export function readSavedView(document: Pick<AnyDocument, 'id'> & Record<string, unknown>): ReadView {
  if (document['kind'] !== 'view') return { ok: false, problems: ['this is not a view'] }
  const { value } = document
  if (!isRecord(value)) return { ok: false, problems: ['the view is empty'] }
  const problems = checkListView(value['view'])
  const { columns, pinned } = value
  if (problems.length > 0) return { ok: false, problems }
  const view = value['view'] as ListView
  if (columns !== undefined) {
    if (!Array.isArray(columns) || columns.length === 0 || columns.length > mostColumns)
      return { ok: false, problems: ['its columns are not a list of names'] }
    const unknown = columns.filter((name) => typeof name !== 'string' || !columnOf(view.list, name))
    if (unknown.length > 0)
      return { ok: false, problems: unknown.map((name) => `${view.list} has no column ${String(name)}`) }
  }
  const share = shareOf(document)
  return {
    ok: true,
    saved: {
      view,
      ...(columns !== undefined && { columns: [...new Set(columns as string[])] }),
      ...(pinned === true && { pinned }),
      ...(share !== undefined && { share }),
    },
  }
}

/** The list that a settings document is a view of, if it says one; also of one that cannot be used. */
export function listOfView(document: Readonly<Record<string, unknown>>): string | undefined {
  const { value } = document
  const view = isRecord(value) ? value['view'] : undefined
  return isRecord(view) && typeof view['list'] === 'string' ? view['list'] : undefined
}
