/**
 * Conditions as a person reads and chooses them: which tests a column offers, what a new one starts with, and a
 * condition in words. "In the last days" is a span of days counted from today, whenever the list is looked at.
 */
import { t } from '@lingui/core/macro'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListColumn, ListName } from '../../../shared/lists/list-columns.ts'
import { unitsOf } from '../../../shared/lists/compared-amounts.ts'
import { testsFor, testsOf } from '../../../shared/lists/list-view.ts'
import type { Bound, ColumnTest, Condition } from '../../../shared/lists/list-view.ts'
import { word } from '../../words/say.ts'
import { formatDate, formatList, formatNumber, formatShare, formatUnits } from '../format.ts'
import { elsewhere } from './field-text.ts'
import type { NameOf } from './field-text.ts'
import { columnLabel, fieldBehind } from './view-columns.ts'

/** `last` and `next` are spans of days around today. */
export type Asked = ColumnTest['is'] | 'last' | 'next'

const isTime = ({ kind }: ListColumn) => kind === 'date' || kind === 'instant'
/** Kept in basis points; read and written in percent. */
export const isShare = (list: ListName, { name }: ListColumn): boolean =>
  fieldBehind(list, name)?.kind === 'basisPoints'
const isNumber = ({ kind }: ListColumn) => kind === 'number' || kind === 'amount'

/** What is offered for a column; one test of several that would say the same. */
export function askedOf(column: ListColumn): readonly Asked[] {
  const tests = testsFor(column.kind).filter((test) => {
    if (test === 'mine') return column.to === 'salesReps'
    if (column.kind === 'choice') return test !== 'equal' && test !== 'unequal'
    return test !== 'one-of' && test !== 'none-of'
  })
  return isTime(column) ? ['last', 'next', ...tests] : tests
}

export function askedIn(test: ColumnTest): Asked {
  if (test.is !== 'between') return test.is
  const [from, to] = [daysIn(test.from), daysIn(test.to)]
  if (from !== undefined && from <= 0 && to === 0) return 'last'
  return from === 0 && to !== undefined && to > 0 ? 'next' : 'between'
}

/** The days of a bound that counts from today. */
export const daysIn = (bound: Bound): number | undefined =>
  typeof bound === 'object' ? bound.days : undefined

/** A test of a column that can be asked at once; `before` gives what was typed already. */
export function testFor(column: ListColumn, asked: Asked, today: string, before?: ColumnTest): ColumnTest {
  const { name } = column
  const start = isTime(column) ? today : 0
  const value = before && 'value' in before && typeof before.value !== 'object' ? before.value : undefined
  switch (asked) {
    case 'last':
      return { column: name, is: 'between', from: { days: -30 }, to: { days: 0 } }
    case 'next':
      return { column: name, is: 'between', from: { days: 0 }, to: { days: 30 } }
    case 'between':
      return { column: name, is: 'between', from: start, to: start }
    case 'before':
    case 'after':
      return { column: name, is: asked, value: value === undefined ? start : (value as string | number) }
    case 'containing':
      return { column: name, is: 'containing', value: typeof value === 'string' ? value : '' }
    case 'equal':
    case 'unequal':
      return {
        column: name,
        is: asked,
        value:
          value ?? (column.kind === 'boolean' ? true : isNumber(column) ? 0 : isTime(column) ? today : ''),
      }
    case 'one-of':
    case 'none-of':
      return {
        column: name,
        is: asked,
        values: before && 'values' in before ? before.values : (column.options ?? []).slice(0, 1),
      }
    case 'empty':
    case 'filled':
    case 'mine':
      return { column: name, is: asked }
    default:
      return asked satisfies never
  }
}

export function askedWords(asked: Asked, column: ListColumn): string {
  switch (asked) {
    case 'containing':
      return t`contains`
    case 'equal':
      return t`is`
    case 'unequal':
      return t`is not`
    case 'one-of':
      return t`is one of`
    case 'none-of':
      return t`is none of`
    case 'empty':
      return t`is empty`
    case 'filled':
      return t`is not empty`
    case 'between':
      return t`is between`
    case 'before':
      return isNumber(column) ? t`is less than` : t`is before`
    case 'after':
      return isNumber(column) ? t`is more than` : t`is after`
    case 'mine':
      return t`is me`
    case 'last':
      return t`in the last days`
    case 'next':
      return t`in the next days`
    default:
      return asked satisfies never
  }
}

/** A single value as a person reads it. */
function valueWords(list: ListName, column: ListColumn, value: Bound | boolean, nameOf: NameOf): string {
  if (typeof value === 'object') {
    const days = value.days
    return days === 0
      ? t`today`
      : days < 0
        ? t`${formatNumber(-days)} days ago`
        : t`in ${formatNumber(days)} days`
  }
  if (typeof value === 'boolean') return value ? t`Yes` : t`No`
  if (column.kind === 'reference' || column.to)
    return nameOf(column.to ?? 'settings', String(value)) ?? elsewhere()
  if (column.kind === 'choice') {
    const option = fieldBehind(list, column.name)?.options?.find((each) => each.value === value)
    return option ? word(option.label) : String(value)
  }
  if (typeof value === 'number') {
    if (column.kind === 'amount') return formatUnits(unitsOf(value))
    return isShare(list, column) ? formatShare(value) : formatNumber(value)
  }
  return isTime(column) && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
}

/** "Status is one of New, Working". */
export function conditionWords(list: ListName, condition: Condition, nameOf: NameOf): string {
  const parts = testsOf(condition).map((test) => testWords(list, test, nameOf))
  if ('none' in condition) return t`none of: ${formatList(parts)}`
  return 'any' in condition ? t`any of: ${formatList(parts)}` : (parts[0] ?? '')
}

function testWords(list: ListName, test: ColumnTest, nameOf: NameOf): string {
  const column = columnOf(list, test.column)
  if (!column) return test.column
  const said = (value: Bound | boolean) => valueWords(list, column, value, nameOf)
  const values =
    test.is === 'between'
      ? `${said(test.from)} – ${said(test.to)}`
      : 'values' in test
        ? formatList(test.values.map(said))
        : 'value' in test
          ? said(test.value)
          : ''
  return `${columnLabel(list, column)} ${askedWords(askedIn(test), column)} ${values}`.trim()
}
