/** Calendar days as `2026-05-03` and moments as ISO UTC instants; the person sees and types local ones. */
import { t } from '@lingui/core/macro'
import { DateInput, DateTimePicker } from '@mantine/dates'
import type { DateInputProps, DateTimePickerProps } from '@mantine/dates'
import { fromLocalTime, parseDay, toLocalTime } from './typed-dates.ts'
import { formatDate, formatInstant, hasTwelveHours } from './format.ts'

interface DayInputProps extends Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat' | 'dateParser'> {
  value: string | undefined
  onChange: (day: string | undefined) => void
}

/** Takes "2026-05-03", "3.5.2026", "3 May", "today", "tomorrow" and "+7" as well as a click. */
export const DayInput = ({ value, onChange, ...input }: DayInputProps) => (
  <DateInput
    clearable
    clearButtonProps={{ 'aria-label': t`Clear the date` }}
    {...input}
    value={value ?? null}
    valueFormat={(day) => formatDate(day)}
    dateParser={(typed) => parseDay(typed, new Date()) ?? null}
    onChange={(day) => onChange(day ?? undefined)}
  />
)

interface MomentInputProps extends Omit<
  DateTimePickerProps,
  'value' | 'onChange' | 'valueFormat' | 'type' | 'defaultValue' | 'defaultDate'
> {
  value: string | undefined
  onChange: (instant: string | undefined) => void
}

/** Its control is a button, which cannot be said to be required; an empty one is refused in words. */
export const MomentInput = ({ value, onChange, ...input }: MomentInputProps) => (
  <DateTimePicker
    {...input}
    aria-required={undefined}
    timePickerProps={{ format: hasTwelveHours() ? '12h' : '24h' }}
    valueFormat={(local) => formatInstant(fromLocalTime(local))}
    value={value === undefined ? null : toLocalTime(value)}
    onChange={(local) => onChange(local ? fromLocalTime(local) : undefined)}
  />
)
