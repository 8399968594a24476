/**
 * How a person arranged a list (conditions, order, columns, groups), as it lies in the table's state and as it
 * is kept in a saved view. The same arrangement has the same text, so that a change of it can be seen.
 */
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import type { SavedView } from '../../../shared/lists/saved-view.ts'
import { mergeParts } from '../../../shared/sync/merge-document.ts'
import { anyChoice } from '../table-columns.ts'
import type { TableState } from '../table-state.ts'

export type Arrangement = Pick<TableState, 'sorting' | 'text' | 'choices' | 'where' | 'columns' | 'groupBy'>

/** What a state holds of it; what was never touched is absent. */
export function arrangementOf(state: Arrangement): Arrangement {
  const { where, columns, groupBy } = state
  const choices = Object.entries(state.choices).filter(([, value]) => value !== anyChoice)
  return {
    sorting: state.sorting,
    text: state.text.trim(),
    choices: Object.fromEntries(choices.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(where && where.length > 0 && { where }),
    ...(columns && { columns }),
    ...(groupBy !== undefined && { groupBy }),
  }
}

export const arrangementText = (state: Arrangement): string => JSON.stringify(arrangementOf(state))

/** A saved view's; a condition that a choice above the list can show is shown there. */
export function arrangementIn(saved: SavedView, choiceIds: readonly string[]): Arrangement {
  const { view, columns } = saved
  const choices: Record<string, string> = {}
  const where: Condition[] = []
  for (const condition of view.where ?? []) {
    const isChoice =
      'column' in condition &&
      condition.is === 'equal' &&
      choiceIds.includes(condition.column) &&
      choices[condition.column] === undefined
    if (isChoice) choices[condition.column] = String(condition.value)
    else where.push(condition)
  }
  return arrangementOf({
    sorting: (view.sort ?? []).map(({ by, desc }) => ({ id: by, desc: desc === true })),
    text: view.search ?? '',
    choices,
    where,
    ...(columns && { columns }),
    ...(view.groupBy !== undefined && { groupBy: view.groupBy }),
  })
}

/**
 * What a view becomes when a person saves their arrangement of it: `opened` is what it held when they opened it,
 * `theirs` what it holds now. Where a colleague changed it meanwhile each part follows who changed it; undefined
 * when both made something different of the same part.
 */
export function updatedView(
  list: ListName,
  opened: Arrangement,
  mine: Arrangement,
  theirs: SavedView,
): SavedView | undefined {
  const { share, pinned } = theirs
  const kept = { ...(pinned && { pinned }), ...(share !== undefined && { share }) }
  const saved = (arrangement: Arrangement) => ({ ...viewToSave(list, arrangement), ...kept })
  return mergeParts(saved(opened), saved(mine), theirs)?.value as SavedView | undefined
}

/** The question to save. A column that only this screen knows is neither sorted by nor shown elsewhere. */
export function viewToSave(
  list: ListName,
  state: Arrangement,
): { view: ListView; columns?: readonly string[] } {
  const { sorting, text, choices, where = [], columns, groupBy } = arrangementOf(state)
  const conditions: Condition[] = [
    ...Object.entries(choices).map(([column, value]) => ({ column, is: 'equal' as const, value })),
    ...where,
  ]
  const sort = sorting
    .filter(({ id }) => columnOf(list, id) !== undefined)
    .slice(0, 5)
    .map(({ id, desc }) => ({ by: id, ...(desc && { desc }) }))
  const shown = columns?.filter((name) => columnOf(list, name) !== undefined)
  return {
    view: {
      list,
      ...(conditions.length > 0 && { where: conditions }),
      ...(text && { search: text }),
      ...(sort.length > 0 && { sort }),
      ...(groupBy !== undefined && { groupBy }),
    },
    ...(shown && shown.length > 0 && { columns: shown }),
  }
}
