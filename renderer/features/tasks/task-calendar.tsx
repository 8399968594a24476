/**
 * Tasks by day, week or month. A task is moved by drag to another day or time; a click on a free place plans a
 * new one there. What is overdue stands above the calendar whatever it shows, so that it is never out of sight.
 */
import '@mantine/schedule/styles.css'
import { plural, t } from '@lingui/core/macro'
import { Alert, Anchor, Box, Group, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Schedule } from '@mantine/schedule'
import type { ScheduleEventData, ScheduleViewLevel } from '@mantine/schedule'
import { IconAlertOctagon, IconCircleCheck, IconRepeat } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords, useView } from '../../data/index.ts'
import { dayOf, formatTime } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { eventOf, hoursFor, mayComeAgain, movedTo, rangeOf } from './calendar-events.ts'
import type { TaskEvent } from './calendar-events.ts'
import { moveTask } from './change-task.ts'
import { isOpen } from './task-groups.ts'
import { taskRights } from './task-rights.ts'

const calendarSpans = ['day', 'week', 'month'] as const
export type CalendarSpan = (typeof calendarSpans)[number]
const isCalendarSpan = (value: unknown): value is CalendarSpan => calendarSpans.some((span) => span === value)

interface TaskCalendarProps {
  person: Person
  mine: boolean
  span: CalendarSpan
  /** A day within what is shown, `2026-05-03`. */
  day: string
  onShow: (shown: { span: CalendarSpan; day: string }) => void
  onOpen: (task: Task) => void
  /** Plan a task on this day, at this time where one was pointed at. */
  onPlan: (day: string, time: string | undefined) => void
  onOverdue: () => void
}

export function TaskCalendar(props: TaskCalendarProps) {
  const { person, mine, span, day, onShow, onOpen, onPlan } = props
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const { from, to } = rangeOf(span, day)
  const small = useMediaQuery('(max-width: 61.99em)')
  const { records } = useRecords('tasks', {
    selector: { dueDate: { $gte: from, $lte: to } },
    sort: { dueDate: 'asc' },
  })
  const recurring = useRecurring(mine)
  const tasks = useMemo(
    () => records.filter((task) => task.status !== 'cancelled' && (!mine || task.ownerId === person.id)),
    [records, mine, person.id],
  )
  const later = useLaterEvents(recurring, from, to, today)
  const events = useMemo(
    () => [...tasks.map((task) => eventOf(task, task.dueDate ?? '', false, today)), ...later],
    [tasks, later, today],
  )
  const { startTime, endTime } = useMemo(() => hoursFor(events), [events])
  const rights = (event: ScheduleEventData) => {
    const { task, later: isLater } = event.payload as TaskEvent
    return !isLater && isOpen(task) && taskRights(person, task, now).edit
  }
  return (
    <Box style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      <OverdueLine mine={mine} onShow={props.onOverdue} />
      <Box style={{ flex: 1, minHeight: 0, overflow: 'auto' }} tabIndex={-1}>
        <Schedule
          date={day}
          view={span}
          onDateChange={(next) => onShow({ span, day: next })}
          onViewChange={(next: ScheduleViewLevel) => isCalendarSpan(next) && onShow({ span: next, day })}
          events={events}
          labels={labels()}
          withEventsDragAndDrop
          canDragEvent={rights}
          onEventDrop={({ event, newStart }) => {
            const { task } = event.payload as TaskEvent
            const isWholeDay = newStart.endsWith('00:00:00') && task.dueTime !== '00:00'
            void moveTask(task, movedTo(task, newStart, isWholeDay))
          }}
          onEventClick={(event) => onOpen((event.payload as TaskEvent).task)}
          onTimeSlotClick={({ slotStart }) => onPlan(slotStart.slice(0, 10), slotStart.slice(11, 16))}
          onAllDaySlotClick={(slot) => onPlan(slot, undefined)}
          onDayClick={(clicked) => onPlan(clicked, undefined)}
          renderEventBody={eventBody}
          dayViewProps={{ startTime, endTime, slotLabelFormat, intervalMinutes: 30, viewSelectProps }}
          weekViewProps={{
            startTime,
            endTime,
            slotLabelFormat,
            highlightToday: true,
            withWeekNumber: !small,
            allDaySlotHeight: 132,
            viewSelectProps,
          }}
          monthViewProps={{ highlightToday: true, maxEventsPerDay: small ? 2 : 4, viewSelectProps }}
        />
      </Box>
    </Box>
  )
}

/** `slot` is a local date and time, or the time alone. */
const slotLabelFormat = (slot: string) => formatTime(slot.slice(-8, -3))
const viewSelectProps = { views: [...calendarSpans] }

function eventBody(event: ScheduleEventData) {
  const { task, later } = event.payload as TaskEvent
  const Icon = task.status === 'done' ? IconCircleCheck : task.recurrence ? IconRepeat : undefined
  return (
    <Group gap={4} wrap="nowrap" miw={0} opacity={later ? 0.75 : 1}>
      {Icon && <Icon size={12} stroke={2} aria-hidden style={{ flexShrink: 0 }} />}
      <Text inherit truncate td={task.status === 'done' ? 'line-through' : undefined}>
        {task.dueTime && !later ? `${formatTime(task.dueTime)} ${task.title}` : task.title}
      </Text>
    </Group>
  )
}

/** The recurring tasks that are open; their later days are drawn although no task exists for them yet. */
function useRecurring(mine: boolean): readonly Task[] {
  const view = useMemo<ListView>(
    () => ({
      list: 'tasks',
      where: [
        { column: 'recurrence', is: 'filled' },
        { column: 'status', is: 'one-of', values: ['open', 'in-progress'] },
        ...(mine ? [{ column: 'ownerId', is: 'mine' as const }] : []),
      ],
    }),
    [mine],
  )
  return useView(view, { offset: 0, limit: 200 }).rows as unknown as readonly Task[]
}

const none: readonly ScheduleEventData<TaskEvent>[] = []

function useLaterEvents(tasks: readonly Task[], from: string, to: string, today: string) {
  const recurring = useMemo(() => tasks.filter(mayComeAgain), [tasks])
  const [events, setEvents] = useState<readonly ScheduleEventData<TaskEvent>[]>(none)
  useEffect(() => {
    if (recurring.length === 0) return undefined
    let isLate = false
    void import('./recurrence.ts').then(({ laterOccurrences }) => {
      if (isLate) return
      setEvents(
        recurring.flatMap((task) =>
          laterOccurrences(task, from, to).map((day) => eventOf(task, day, true, today)),
        ),
      )
    })
    return () => {
      isLate = true
    }
  }, [recurring, from, to, today])
  return recurring.length === 0 ? none : events
}

function OverdueLine({ mine, onShow }: { mine: boolean; onShow: () => void }) {
  const view = useMemo<ListView>(
    () => ({
      list: 'tasks',
      where: [
        { column: 'dueDate', is: 'before', value: { days: 0 } },
        { column: 'status', is: 'one-of', values: ['open', 'in-progress'] },
        ...(mine ? [{ column: 'ownerId', is: 'mine' as const }] : []),
      ],
    }),
    [mine],
  )
  const { total = 0 } = useView(view, { offset: 0, limit: 0 })
  if (total === 0) return null
  return (
    <Alert color="red" py={6} mb="xs" icon={<IconAlertOctagon size={16} stroke={1.75} aria-hidden />}>
      <Anchor component="button" type="button" onClick={onShow} c="inherit" underline="always">
        {plural(total, { one: '# task is overdue', other: '# tasks are overdue' })}
      </Anchor>
    </Alert>
  )
}

const labels = () => ({
  day: t`Day`,
  week: t`Week`,
  month: t`Month`,
  year: t`Year`,
  allDay: t`All day`,
  weekday: t`Weekday`,
  timeSlot: t`Time slot`,
  today: t`Today`,
  next: t`Next`,
  previous: t`Previous`,
  more: t`More`,
  selectMonth: t`Select month`,
  selectYear: t`Select year`,
  switchToDayView: t`Show a day`,
  switchToWeekView: t`Show a week`,
  switchToMonthView: t`Show a month`,
  switchToYearView: t`Show a year`,
  viewSelectLabel: t`What the calendar shows`,
  noEvents: t`Nothing is planned.`,
  moreLabel: (hidden: number) => plural(hidden, { one: '# more', other: '# more' }),
})
