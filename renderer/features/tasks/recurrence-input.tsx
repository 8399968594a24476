/** Chooses how often a task comes again: the usual rules for its day, or one of one's own. */
import { Chip, Fieldset, Group, NumberInput, Select, Stack } from '@mantine/core'
import { plural, t } from '@lingui/core/macro'
import { useState } from 'react'
import { DayInput } from '../../ui/date-input.tsx'
import { dayOf, formatWeekday } from '../../ui/format.ts'
import { OptionalLabel } from '../../ui/optional-label.tsx'
import { plainWords } from '../../ui/record/plain-words.ts'
import type { OwnInput } from '../../ui/record/record-form.tsx'
import { partsOf, recurrenceWords, ruleFrom, ruleOn, usualRules, weekdays } from './recurrence-words.ts'
import type { Frequency, RuleParts } from './recurrence-words.ts'

const own = 'own'

export const RecurrenceInput: OwnInput = ({ path, value, onChange, problemAt, draft }) => {
  const rule = plainWords(value)
  const [today] = useState(() => dayOf(new Date()))
  const day = plainWords(draft['dueDate']) || today
  const usual = usualRules(day)
  const [opened, setOpened] = useState(false)
  const isOwn = rule !== '' && (opened || !usual.includes(rule))
  return (
    <Stack gap="xs">
      <Select
        name={path}
        label={<OptionalLabel label={t`Repeats`} />}
        error={problemAt(path)}
        placeholder={t`Does not repeat`}
        clearable
        clearButtonProps={{ 'aria-label': t`Does not repeat` }}
        data={[
          ...usual.map((one) => ({ value: one, label: recurrenceWords(one) })),
          { value: own, label: isOwn ? recurrenceWords(rule) : t`Another rule…` },
        ]}
        value={rule === '' ? null : isOwn ? own : rule}
        onChange={(next) => {
          setOpened(next === own)
          if (next !== own) onChange(next ?? '')
          else if (rule === '') onChange(ruleFrom(ruleOn(day, 'WEEKLY')))
        }}
      />
      {isOwn && <OwnRule rule={partsOf(rule)} day={day} onChange={(parts) => onChange(ruleFrom(parts))} />}
    </Stack>
  )
}

interface OwnRuleProps {
  rule: RuleParts
  day: string
  onChange: (rule: RuleParts) => void
}

function OwnRule({ rule, day, onChange }: OwnRuleProps) {
  const ends = rule.until ? 'until' : rule.count === undefined ? 'never' : 'count'
  const units: { value: Frequency; label: string }[] = [
    { value: 'DAILY', label: plural(rule.interval, { one: 'day', other: 'days' }) },
    { value: 'WEEKLY', label: plural(rule.interval, { one: 'week', other: 'weeks' }) },
    { value: 'MONTHLY', label: plural(rule.interval, { one: 'month', other: 'months' }) },
    { value: 'YEARLY', label: plural(rule.interval, { one: 'year', other: 'years' }) },
  ]
  return (
    <Fieldset legend={t`Rule`}>
      <Stack gap="sm">
        <Group align="end" gap="xs">
          <NumberInput
            label={t`Every`}
            w={80}
            min={1}
            max={999}
            allowDecimal={false}
            value={rule.interval}
            onChange={(interval) => onChange({ ...rule, interval: Math.max(1, Number(interval) || 1) })}
          />
          <Select
            aria-label={t({ message: 'Unit', context: 'of time' })}
            w={140}
            data={units}
            allowDeselect={false}
            value={rule.frequency}
            onChange={(frequency) =>
              frequency &&
              onChange({
                ...ruleOn(day, frequency),
                interval: rule.interval,
                count: rule.count,
                until: rule.until,
              })
            }
          />
        </Group>
        {rule.frequency === 'WEEKLY' && (
          <Chip.Group
            multiple
            value={rule.days}
            onChange={(days) =>
              onChange({ ...rule, days: weekdays.filter((weekday) => days.includes(weekday)) })
            }
          >
            <Group gap={6} role="group" aria-label={t`On these days`}>
              {weekdays.map((weekday, index) => (
                <Chip key={weekday} value={weekday} size="sm">
                  {formatWeekday(index + 1, 'short')}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
        <Group align="end" gap="xs">
          <Select
            label={t`Ends`}
            w={160}
            allowDeselect={false}
            data={[
              { value: 'never', label: t`Never` },
              { value: 'until', label: t`On a day` },
              { value: 'count', label: t`After some times` },
            ]}
            value={ends}
            onChange={(next) =>
              onChange({
                ...rule,
                until: next === 'until' ? day : undefined,
                count: next === 'count' ? 10 : undefined,
              })
            }
          />
          {ends === 'until' && (
            <DayInput
              aria-label={t`Last day`}
              clearable={false}
              minDate={day}
              value={rule.until}
              onChange={(until) => onChange({ ...rule, until: until ?? day })}
            />
          )}
          {ends === 'count' && (
            <NumberInput
              aria-label={t`How many times`}
              w={100}
              min={1}
              max={999}
              allowDecimal={false}
              value={rule.count ?? 1}
              onChange={(count) => onChange({ ...rule, count: Math.max(1, Number(count) || 1) })}
            />
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}
