/**
 * Logs a call, visit, email, meeting or note in one go, where the person already is: on the page of the
 * customer or lead. A next step becomes a task in the same action, what was photographed or spoken a file. L and
 * the letter of a type begin, Mod+Enter saves from anywhere in it. What was typed stays until it is stored, also
 * while the person looks elsewhere.
 */
import { t } from '@lingui/core/macro'
import {
  Alert,
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'
import { createRecord, newStep } from '../../data/index.ts'
import type { Refusal } from '../../data/index.ts'
import { DayInput } from '../../ui/date-input.tsx'
import { dayOf, separators } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { typesToLog } from './interaction-rights.ts'
import { logWords, outcomeOptions, typeWord } from './interaction-words.tsx'
import { useLogKeys } from './use-log-keys.ts'
import { InteractionIcon } from '../../ui/interaction-icon.tsx'
import { whyNot, word } from '../../words/say.ts'

/** Who the interaction was with. */
export type Counterpart = { customer: Customer } | { lead: Lead }

interface InteractionComposerProps {
  person: Person
  with: Counterpart
  /** Takes what is kept beside the note, such as photos. */
  attachments?: ReactNode
  /** Called when the interaction is stored on this device, before the composer is free again. */
  onStored?: (id: string) => Promise<void>
  /** Called after all of it is stored. */
  onLogged?: (id: string) => void
}

interface Typed {
  type?: Interaction['type']
  outcome?: Interaction['outcome']
  notes: string
  minutes?: number
  next: string
  nextDay?: string
}

const nothingTyped = (): Typed => ({ notes: '', next: '' })

export const counterpartIds = (counterpart: Counterpart): Pick<Interaction, 'customerId' | 'leadId'> =>
  'customer' in counterpart ? { customerId: counterpart.customer.id } : { leadId: counterpart.lead.id }

/** The task that a next step becomes; without a day it waits among what is upcoming. */
export const nextStepOf = (
  counterpart: Counterpart,
  words: string,
  day: string | undefined,
): Partial<Task> => ({
  ...counterpartIds(counterpart),
  title: words.trim(),
  status: 'open',
  priority: 'normal',
  ...(day !== undefined && { dueDate: day }),
})

export function InteractionComposer(props: InteractionComposerProps) {
  const { person, with: counterpart, attachments, onStored, onLogged } = props
  const parent: AnyDocument =
    'customer' in counterpart ? { ...counterpart.customer } : { ...counterpart.lead }
  const now = useNow(60_000)
  const types = typesToLog(person, parent, now)
  const note = useRef<HTMLTextAreaElement>(null)
  const { value: typed, change, clear } = useKept([person.id, 'composer', parent.id], nothingTyped)
  const { outcome, notes, minutes, next, nextDay } = typed
  const type = typed.type && types.includes(typed.type) ? typed.type : types[0]
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [logged, setLogged] = useState('')
  useLogKeys(types, (chosen) => {
    change({ type: chosen })
    note.current?.focus()
  })
  if (type === undefined) return null

  async function log() {
    if (saving || type === undefined) return
    setSaving(true)
    setProblem(undefined)
    const step = newStep()
    const refuse = (result: Refusal) => setProblem(whyNot(result) || t`This could not be saved.`)
    try {
      // The task first: should it be refused, nothing was logged that would be logged twice.
      if (next.trim()) {
        const task = await createRecord('tasks', nextStepOf(counterpart, next, nextDay), step)
        if (!task.ok) return refuse(task)
        change({ next: '', nextDay: undefined })
      }
      const result = await createRecord(
        'interactions',
        {
          ...counterpartIds(counterpart),
          type,
          at: new Date().toISOString(),
          ...(outcome && { outcome }),
          ...(minutes !== undefined && { durationMinutes: minutes }),
          ...(notes.trim() && { notes: notes.trim() }),
        },
        step,
      )
      if (!result.ok) return refuse(result)
      clear({ type })
      await onStored?.(result.id)
      setLogged(
        next.trim()
          ? t`${{ kind: typeWord(type) }} logged, and a task made`
          : t`${{ kind: typeWord(type) }} logged`,
      )
      onLogged?.(result.id)
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : String(reason))
    } finally {
      setSaving(false)
    }
  }

  return (
    <Stack
      gap="xs"
      component="section"
      aria-label={t`Log an interaction`}
      onKeyDown={(event) => getHotkeyHandler([['mod+Enter', () => void log()]])(event)}
    >
      {types.length > 1 && (
        <SegmentedControl
          aria-label={t`Type`}
          value={type}
          onChange={(value) => change({ type: value })}
          data={types.map((value) => ({
            value,
            label: (
              <Group gap={6} wrap="nowrap" justify="center">
                <InteractionIcon type={value} />
                <span>{typeWord(value)}</span>
              </Group>
            ),
          }))}
          style={{ alignSelf: 'flex-start' }}
          maw="100%"
        />
      )}
      <Textarea
        ref={note}
        aria-label={t`What happened`}
        placeholder={t`What was said, what comes next`}
        value={notes}
        onChange={(event) => change({ notes: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
      />
      <Group gap="xs" align="flex-start">
        <TextInput
          aria-label={t`Next step`}
          placeholder={t`Next step, becomes a task`}
          value={next}
          onChange={(event) => change({ next: event.currentTarget.value })}
          maxLength={300}
          flex={1}
          miw={180}
        />
        <DayInput
          aria-label={t`Day of the next step`}
          placeholder={t`By when`}
          value={nextDay}
          onChange={(day) => change({ nextDay: day })}
          minDate={dayOf(new Date(now))}
          w={150}
        />
      </Group>
      {attachments}
      {problem && (
        <Alert color="red" icon={<IconAlertOctagon />} title={t`This was not saved`}>
          {problem}
        </Alert>
      )}
      <Group gap="xs">
        <Select
          aria-label={t`Outcome`}
          placeholder={t`Outcome, optional`}
          data={outcomeOptions.map(({ value, label }) => ({ value, label: word(label) }))}
          value={outcome ?? null}
          onChange={(value) => change({ outcome: value ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear the outcome` }}
          w={190}
        />
        <NumberInput
          aria-label={t`Minutes`}
          placeholder={t`Minutes`}
          value={minutes ?? ''}
          onChange={(value) => change({ minutes: value === '' ? undefined : Number(value) })}
          min={0}
          max={1440}
          allowDecimal={false}
          decimalSeparator={separators().decimal}
          hideControls
          w={90}
        />
        <Group gap="sm" ms="auto">
          <Text fz="xs" c="dimmed" visibleFrom="md">
            {t({ message: 'Ctrl+Enter', context: 'keys' })}
          </Text>
          <Button variant="light" loading={saving} onClick={() => void log()}>
            {logWords()[type]}
          </Button>
        </Group>
      </Group>
      <VisuallyHidden role="status">{logged}</VisuallyHidden>
    </Stack>
  )
}
