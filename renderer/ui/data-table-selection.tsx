/** What can be done with the selected rows of a table; it comes when there are any. */
import { t } from '@lingui/core/macro'
import { ActionBar, Checkbox } from '@mantine/core'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { formatNumber } from './format.ts'
import type { TableSelection } from './table-selection.ts'

interface SelectionBarProps {
  selection: TableSelection
  actions: (ids: readonly string[], clear: () => void) => ReactNode
}

function Bar({ selection: { ids, isAll, toggleAll, clear }, actions }: SelectionBarProps) {
  return (
    <ActionBar opened={ids.length > 0} onClose={clear} closeOnEscape aria-label={t`Selection`}>
      <Checkbox
        size="xs"
        label={t`${{ count: formatNumber(ids.length) }} selected`}
        checked={isAll === true}
        indeterminate={isAll === undefined}
        onChange={toggleAll}
      />
      <ActionBar.Divider />
      {actions(ids, clear)}
      <ActionBar.CloseButton aria-label={t`Clear the selection`} />
    </ActionBar>
  )
}

export const SelectionBar = memo(Bar)
