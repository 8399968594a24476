/** What stands between the rows of a table: heads of groups, places of rows on their way, and what is not in view. */
import classes from './data-table.module.css'
import { formatNumber } from './format.ts'
import type { RowGroup } from './table-source.ts'

/** The rows that are not in view, as room. */
export const Spacer = ({ span, height }: { span: number; height: number }) => (
  <tr aria-hidden className={classes['spacer']}>
    <td colSpan={span} style={{ height }} />
  </tr>
)

interface GroupRowProps {
  group: RowGroup
  line: number
  span: number
  height: number
}

/** The head of a group: what its rows have in common, and how many they are. */
export const GroupRow = ({ group, line, span, height }: GroupRowProps) => (
  <tr className={classes['group']} style={{ height }} data-line={line}>
    <th colSpan={span} scope="rowgroup">
      {group.label} <span>{formatNumber(group.count)}</span>
    </th>
  </tr>
)

/** Where a row that is still on its way will stand. */
export const PlaceholderRow = ({ index, span, height }: { index: number; span: number; height: number }) => (
  <tr
    className={classes['placeholder']}
    style={{ height }}
    data-index={index}
    aria-rowindex={index + 2}
    aria-busy
  >
    <td colSpan={span}>
      <span />
    </td>
  </tr>
)
