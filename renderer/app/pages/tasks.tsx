/** Tasks: the list by day, one task, and the form. */
import { t } from '@lingui/core/macro'
import { Button, SegmentedControl, Stack, Text } from '@mantine/core'
import {
  IconCheck,
  IconCircleX,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlus,
  IconRotate,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { isCalendarDay } from '../../../shared/entities/define-entity.ts'
import { task as entity } from '../../../shared/entities/task.ts'
import { useRecord } from '../../data/index.ts'
import { setTaskStatus, skipTask, toggleTask } from '../../features/tasks/change-task.ts'
import { DueDay } from '../../features/tasks/due-day.tsx'
import { TaskBoard } from '../../features/tasks/task-board.tsx'
import { TaskForm } from '../../features/tasks/task-form.tsx'
import { isOpen, isPressing, isTaskGroup } from '../../features/tasks/task-groups.ts'
import { TaskList } from '../../features/tasks/task-list.tsx'
import { TaskPlan } from '../../features/tasks/task-plan.tsx'
import { taskRights } from '../../features/tasks/task-rights.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { dayOf } from '../../ui/format.ts'
import { FullHeight } from '../../ui/full-height.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { usePageKeys } from '../../ui/page-keys.ts'
import { usePreferences } from '../../ui/preferences.ts'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { RecordDetail, RecordMissing } from '../../ui/record/record-detail.tsx'
import { listPath, newLink, newPath, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { usePrefill, useRecordId } from '../../ui/record/use-route-values.ts'
import { useNow } from '../../ui/use-now.ts'
import { useListAddress, WhoseSwitch } from '../list-address.tsx'

const TaskCalendar = lazy(async () => ({
  default: (await import('../../features/tasks/task-calendar.tsx')).TaskCalendar,
}))

const layouts = ['list', 'board', 'calendar'] as const
const isSpan = (value: unknown): value is 'day' | 'week' | 'month' =>
  ['day', 'week', 'month'].some((span) => span === value)

export function TasksListPage() {
  const person = usePerson()
  const navigate = useNavigate()
  const { search, mine, go } = useListAddress('tasks')
  const layout = layouts.find((one) => one === search['as']) ?? 'list'
  const [today] = useState(() => dayOf(new Date()))
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  usePageKeys(letterKeys ? [['N', () => void navigate({ to: newPath('tasks') })]] : [])
  const newTask = (variant: 'filled' | 'default') => (
    <Button
      component={Link}
      to={newPath('tasks')}
      variant={variant}
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
    >
      {t`New task`}
    </Button>
  )
  return (
    <FullHeight>
      <PageTitle
        title={t`Tasks`}
        actions={
          <>
            {layout !== 'list' && person.role !== 'support' && (
              <WhoseSwitch aria-label={t`Whose tasks`} mine={mine} go={go} />
            )}
            <SegmentedControl
              aria-label={t`Layout`}
              value={layout}
              onChange={(value) => go({ as: value })}
              data={[
                { value: 'list', label: t`List` },
                { value: 'board', label: t`Board` },
                { value: 'calendar', label: t`Calendar` },
              ]}
            />
            {newTask('filled')}
          </>
        }
      />
      {layout === 'board' && <TaskBoard person={person} mine={mine} />}
      {layout === 'calendar' && (
        <Suspense fallback={null}>
          <TaskCalendar
            person={person}
            mine={mine}
            span={isSpan(search['span']) ? search['span'] : 'week'}
            day={typeof search['day'] === 'string' && isCalendarDay(search['day']) ? search['day'] : today}
            onShow={({ span, day }) => go({ span, day })}
            onOpen={(task) => void navigate({ to: recordPath('tasks', task.id) })}
            onPlan={(dueDate, dueTime) =>
              void navigate(newLink('tasks', { dueDate, ...(dueTime && { dueTime }) }))
            }
            onOverdue={() => go({ as: 'list', show: 'overdue', view: undefined })}
          />
        </Suspense>
      )}
      {layout === 'list' && (
        <TaskList
          person={person}
          group={isTaskGroup(search['show']) ? search['show'] : undefined}
          onGroup={(group) => go({ show: group, view: undefined })}
          empty={
            <NothingHere
              icon={<EntityIcon of="tasks" size={40} />}
              title={t`No tasks yet`}
              description={t`Note what is to be done and by when; what is due stands on your home page.`}
            >
              {newTask('default')}
            </NothingHere>
          }
        />
      )}
    </FullHeight>
  )
}

export function TaskDetailPage() {
  const id = useRecordId()
  const person = usePerson()
  const now = useNow(60_000)
  return (
    <RecordDetail
      collection="tasks"
      id={id}
      badge={(task) => (
        <>
          <FieldValue field={entity.fields.status} value={task.status} />
          {isPressing(task, dayOf(new Date(now))) && <DueDay task={task} today={dayOf(new Date(now))} />}
        </>
      )}
      can={(task) => {
        if (!taskRights(person, task, now).edit) return []
        const toggle = () => void toggleTask(task)
        if (!isOpen(task)) return [{ label: t`Open again`, icon: IconRotate, does: toggle }]
        return [
          { label: t`Mark as done`, icon: IconCheck, place: 'primary', does: toggle },
          task.status === 'open' && {
            label: t`Start`,
            icon: IconPlayerPlay,
            does: () => void setTaskStatus(task, 'in-progress'),
          },
          task.recurrence !== undefined && {
            label: t`Skip this time`,
            icon: IconPlayerSkipForward,
            does: () => void skipTask(task),
          },
          {
            label: t`Cancel task`,
            icon: IconCircleX,
            does: () => void setTaskStatus(task, 'cancelled'),
          },
        ]
      }}
    >
      {(task) => (
        <Stack gap="sm">
          <TaskPlan task={task} />
          {task.notes ? (
            <Text maw={640} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {task.notes}
            </Text>
          ) : (
            <Text c="dimmed">{t`No notes.`}</Text>
          )}
        </Stack>
      )}
    </RecordDetail>
  )
}

export function TaskFormPage() {
  const id = useRecordId()
  const person = usePerson()
  const navigate = useNavigate()
  const { customerId, leadId, orderId, dueDate, dueTime } = usePrefill()
  const { record, loading } = useRecord('tasks', id)
  const prefill = useMemo(
    () => ({
      ...(customerId && { customerId }),
      ...(leadId && { leadId }),
      ...(orderId && { orderId }),
      ...(dueDate && isCalendarDay(dueDate) && { dueDate }),
      ...(dueDate && dueTime && { dueTime }),
    }),
    [customerId, leadId, orderId, dueDate, dueTime],
  )
  if (id && loading) return null
  if (id && !record) return <RecordMissing collection="tasks" />
  const origin = customerId
    ? recordPath('customers', customerId)
    : leadId
      ? recordPath('leads', leadId)
      : listPath('tasks')
  return (
    <>
      <PageTitle title={record ? t`Edit task` : t`New task`} />
      <TaskForm
        key={id}
        person={person}
        stored={record}
        prefill={prefill}
        onSaved={(saved) => void navigate({ to: recordPath('tasks', saved), replace: true })}
        onCancel={() => void navigate({ to: id ? recordPath('tasks', id) : origin })}
      />
    </>
  )
}
