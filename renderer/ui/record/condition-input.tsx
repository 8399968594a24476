/** One condition of a list: a column, a test that fits it, and what it is compared with. */
import { t } from '@lingui/core/macro'
import { CloseButton, Group, MultiSelect, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListColumn, ListName } from '../../../shared/lists/list-columns.ts'
import { mostDecimals, typedHundredths, unitsOf } from '../../../shared/lists/compared-amounts.ts'
import type { Bound, ColumnTest, Condition } from '../../../shared/lists/list-view.ts'
import { useNameOf } from '../../data/index.ts'
import { word } from '../../words/say.ts'
import { DayInput } from '../date-input.tsx'
import { dayOf, separators } from '../format.ts'
import { ReferenceInput } from './reference-input.tsx'
import { columnLabel, fieldBehind, offeredColumns } from './view-columns.ts'
import { askedIn, askedOf, askedWords, conditionWords, daysIn, isShare, testFor } from './view-conditions.ts'

interface ConditionInputProps {
  list: ListName
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}

export function ConditionInput({ list, condition, onChange, onRemove }: ConditionInputProps) {
  const nameOf = useNameOf()
  const words = conditionWords(list, condition, nameOf)
  const remove = <CloseButton aria-label={t`Remove the condition: ${words}`} onClick={onRemove} />
  const column = 'column' in condition ? columnOf(list, condition.column) : undefined
  // Alternatives come with views made elsewhere; they are kept and can be removed.
  if (!('column' in condition) || !column)
    return (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        {remove}
      </Group>
    )
  const today = () => dayOf(new Date())
  const tests = askedOf(column)
  const asked = askedIn(condition)
  return (
    <Stack gap={6}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Select
          aria-label={t`Column`}
          flex={1}
          searchable
          allowDeselect={false}
          data={offeredColumns(list).map((each) => ({
            value: each.name,
            label: columnLabel(list, each),
          }))}
          value={column.name}
          onChange={(name) => {
            const next = name === null ? undefined : columnOf(list, name)
            if (next) onChange(testFor(next, askedOf(next)[0] ?? 'filled', today()))
          }}
        />
        <Select
          aria-label={t`Test`}
          flex={1}
          allowDeselect={false}
          data={(tests.includes(asked) ? tests : [asked, ...tests]).map((each) => ({
            value: each,
            label: askedWords(each, column),
          }))}
          value={asked}
          onChange={(next) => next && onChange(testFor(column, next, today(), condition))}
        />
        {remove}
      </Group>
      <ValueInput list={list} column={column} test={condition} onChange={onChange} />
    </Stack>
  )
}

interface ValueInputProps {
  list: ListName
  column: ListColumn
  test: ColumnTest
  onChange: (test: ColumnTest) => void
}

function ValueInput({ list, column, test, onChange }: ValueInputProps) {
  const one = (value: Bound | boolean, label: string, change: (value: Bound | boolean) => void) => (
    <OneValue list={list} column={column} value={value} label={label} onChange={change} />
  )
  switch (test.is) {
    case 'empty':
    case 'filled':
    case 'mine':
      return null
    case 'between': {
      const asked = askedIn(test)
      if (asked === 'between')
        return (
          <Group gap="xs" grow>
            {one(test.from, t`From`, (from) => onChange({ ...test, from: from as Bound }))}
            {one(test.to, t`To`, (to) => onChange({ ...test, to: to as Bound }))}
          </Group>
        )
      const days = Math.abs((asked === 'last' ? daysIn(test.from) : daysIn(test.to)) ?? 0)
      return (
        <NumberInput
          aria-label={t`Days`}
          suffix={` ${t`days`}`}
          min={0}
          max={3_660}
          allowDecimal={false}
          value={days}
          onChange={(next) => {
            const count = Math.min(3_660, Math.max(0, Math.round(Number(next) || 0)))
            onChange(
              asked === 'last'
                ? { ...test, from: { days: count === 0 ? 0 : -count } }
                : { ...test, to: { days: Math.max(1, count) } },
            )
          }}
        />
      )
    }
    case 'one-of':
    case 'none-of':
      return (
        <MultiSelect
          aria-label={t`Values`}
          data={optionsOf(list, column)}
          value={test.values.map(String)}
          onChange={(values) => onChange({ ...test, values })}
        />
      )
    case 'containing':
      return (
        <TextInput
          aria-label={t`Words`}
          value={test.value}
          maxLength={300}
          onChange={({ currentTarget }) => onChange({ ...test, value: currentTarget.value })}
        />
      )
    case 'before':
    case 'after':
      return one(test.value, t`Value`, (value) => onChange({ ...test, value: value as Bound }))
    case 'equal':
    case 'unequal':
      return one(test.value, t`Value`, (value) =>
        onChange({ ...test, value: value as string | number | boolean }),
      )
    default:
      return test satisfies never
  }
}

interface OneValueProps {
  list: ListName
  column: ListColumn
  value: Bound | boolean
  label: string
  onChange: (value: Bound | boolean) => void
}

function OneValue({ list, column, value, label, onChange }: OneValueProps) {
  const common = { 'aria-label': label }
  const text = typeof value === 'object' ? '' : String(value)
  if (column.to) return <ReferenceInput {...common} collection={column.to} value={text} onChange={onChange} />
  switch (column.kind) {
    case 'boolean':
    case 'choice':
      return (
        <Select
          {...common}
          allowDeselect={false}
          data={optionsOf(list, column)}
          value={text}
          onChange={(next) => onChange(column.kind === 'boolean' ? next === 'true' : (next ?? ''))}
        />
      )
    case 'date':
    case 'instant':
      return (
        <DayInput
          {...common}
          clearable={false}
          value={typeof value === 'string' ? value : undefined}
          onChange={(day) => day && onChange(day)}
        />
      )
    case 'number':
    case 'amount': {
      const isAmount = column.kind === 'amount'
      const isPercent = isShare(list, column)
      const typed = (entered: number) =>
        isAmount ? typedHundredths(entered) : Math.round(isPercent ? entered * 100 : entered)
      return (
        <NumberInput
          {...common}
          allowDecimal={isAmount || isPercent}
          decimalScale={isAmount ? mostDecimals : isPercent ? 2 : 0}
          {...(isPercent && { suffix: ' %' })}
          thousandSeparator={separators().group}
          decimalSeparator={separators().decimal}
          value={isAmount ? unitsOf(Number(value)) : Number(value) / (isPercent ? 100 : 1)}
          onChange={(next) => onChange(typed(Number(next || 0)))}
        />
      )
    }
    default:
      return (
        <TextInput
          {...common}
          value={text}
          maxLength={300}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
  }
}

function optionsOf(list: ListName, column: ListColumn): { value: string; label: string }[] {
  if (column.kind === 'boolean')
    return [
      { value: 'true', label: t`Yes` },
      { value: 'false', label: t`No` },
    ]
  const known = fieldBehind(list, column.name)?.options
  return (column.options ?? []).map((value) => ({
    value,
    label: word(known?.find((option) => option.value === value)?.label ?? value),
  }))
}
