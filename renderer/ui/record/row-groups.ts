/** The groups of a list as its table draws them: the worker knows their keys and counts, the page their words. */
import { t } from '@lingui/core/macro'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListColumn, ListName } from '../../../shared/lists/list-columns.ts'
import { unitsOf } from '../../../shared/lists/compared-amounts.ts'
import type { ViewGroup } from '../../data/index.ts'
import { word } from '../../words/say.ts'
import { formatDate, formatInstant, formatNumber, formatUnits } from '../format.ts'
import type { RowGroup } from '../table-source.ts'
import { elsewhere } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { columnLabel, fieldBehind } from './view-columns.ts'

/** Undefined where the list is not grouped, or its groups are not known yet. */
export function groupsOf(
  list: ListName,
  groupBy: string | undefined,
  groups: readonly ViewGroup[] | undefined,
  nameOf: NameOf,
): readonly RowGroup[] | undefined {
  const column = groupBy === undefined ? undefined : columnOf(list, groupBy)
  if (!column || !groups) return undefined
  return groups.map(({ key, count }) => ({
    key: String(key ?? ''),
    label:
      key === undefined ? t`No ${{ column: columnLabel(list, column) }}` : words(list, column, key, nameOf),
    count,
  }))
}

function words(list: ListName, column: ListColumn, key: string | number | boolean, nameOf: NameOf): string {
  if (typeof key === 'boolean') return `${columnLabel(list, column)}: ${key ? t`Yes` : t`No`}`
  if (column.kind === 'tags' && column.to)
    return String(key)
      .split(', ')
      .map((id) => nameOf(column.to ?? 'settings', id) ?? elsewhere())
      .join(', ')
  if (column.kind === 'reference') return nameOf(column.to ?? 'settings', String(key)) ?? elsewhere()
  if (column.kind === 'choice') {
    const option = fieldBehind(list, column.name)?.options?.find(({ value }) => value === key)
    return option ? word(option.label) : String(key)
  }
  if (typeof key === 'number') return column.kind === 'amount' ? formatUnits(unitsOf(key)) : formatNumber(key)
  if (column.kind === 'date') return formatDate(key)
  return column.kind === 'instant' ? formatInstant(key) : key
}
