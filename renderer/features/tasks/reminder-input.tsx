/** Chooses when the device reminds of a task. */
import { Select } from '@mantine/core'
import { t } from '@lingui/core/macro'
import { OptionalLabel } from '../../ui/optional-label.tsx'
import { plainWords } from '../../ui/record/plain-words.ts'
import type { OwnInput } from '../../ui/record/record-form.tsx'
import { reminderWords } from './recurrence-words.ts'

const offered = [0, 10, 30, 60, 120, 1440, 2880, 10_080]

export const ReminderInput: OwnInput = ({ path, value, onChange, problemAt }) => {
  const text = plainWords(value)
  const minutes =
    text === '' || offered.includes(Number(text)) ? offered : [...offered, Number(text)].sort((a, b) => a - b)
  return (
    <Select
      name={path}
      label={<OptionalLabel label={t`Reminder`} />}
      error={problemAt(path)}
      placeholder={t`None`}
      clearable
      clearButtonProps={{ 'aria-label': t`No reminder` }}
      data={minutes.map((one) => ({ value: String(one), label: reminderWords(one) }))}
      value={text === '' ? null : text}
      onChange={(next) => {
        onChange(next === null ? '' : Number(next))
        // Asked when it makes sense, and only once: the system remembers the answer.
        if (next !== null && 'Notification' in window && Notification.permission === 'default')
          void Notification.requestPermission()
      }}
    />
  )
}
