/** A saved view in words, one line for each part of it: what two people made of one view can be told apart. */
import { t } from '@lingui/core/macro'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { SavedView } from '../../../shared/lists/saved-view.ts'
import { everyone } from '../../../shared/lists/view-share.ts'
import { formatList } from '../format.ts'
import { elsewhere } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { columnLabel } from './view-columns.ts'
import { conditionWords } from './view-conditions.ts'

export function viewWords({ view, columns, pinned, share }: SavedView, nameOf: NameOf): string {
  const { list, where = [], search, sort = [], groupBy } = view
  const label = (name: string) => {
    const column = columnOf(list, name)
    return column ? columnLabel(list, column) : name
  }
  const order = sort.map(({ by, desc }) =>
    desc ? t`${{ column: label(by) }} (descending)` : t`${{ column: label(by) }} (ascending)`,
  )
  const lines = [
    ...where.map((condition) => conditionWords(list, condition, nameOf)),
    ...(search ? [t`Search: ${search}`] : []),
    ...(order.length > 0 ? [t`Sorted by: ${{ columns: formatList(order) }}`] : []),
    ...(groupBy === undefined ? [] : [t`Grouped by: ${{ column: label(groupBy) }}`]),
    ...(columns ? [t`Columns: ${{ columns: formatList(columns.map(label)) }}`] : []),
    ...(pinned ? [t`A tab above the list`] : []),
    ...(share === undefined
      ? []
      : [
          share === everyone
            ? t`Shared with everyone`
            : t`Shared with ${{ team: nameOf('settings', share) ?? elsewhere() }}`,
        ]),
  ]
  return lines.length > 0 ? lines.join('\n') : t`The whole list, as it is by itself`
}
