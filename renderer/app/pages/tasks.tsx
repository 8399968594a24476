/** Tasks: the list by day, one task, and the form. */
import { Button, Menu, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconCheck, IconCircleX, IconPlayerPlay, IconPlus, IconRotate } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { task as entity } from '../../../shared/entities/task.ts'
import { useRecord } from '../../data/index.ts'
import { setTaskStatus, toggleTask } from '../../features/tasks/complete-task.tsx'
import { DueDay } from '../../features/tasks/due-day.tsx'
import { TaskForm } from '../../features/tasks/task-form.tsx'
import { isOpen, isPressing, isTaskGroup } from '../../features/tasks/task-groups.ts'
import { TaskList } from '../../features/tasks/task-list.tsx'
import { taskRights } from '../../features/tasks/task-rights.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { dayOf } from '../../ui/format.ts'
import { FullHeight } from '../../ui/full-height.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { usePreferences } from '../../ui/preferences.ts'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { RecordDetail, RecordMissing } from '../../ui/record/record-detail.tsx'
import { listPath, newPath, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { usePrefill, useRecordId } from '../../ui/record/use-route-values.ts'
import { useNow } from '../../ui/use-now.ts'

export function TasksListPage() {
  const person = usePerson()
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  useHotkeys(letterKeys ? [['N', () => void navigate({ to: newPath('tasks') })]] : [])
  const newTask = (variant: 'filled' | 'default') => (
    <Button
      component={Link}
      to={newPath('tasks')}
      variant={variant}
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
    >
      New task
    </Button>
  )
  return (
    <FullHeight>
      <PageTitle title="Tasks" actions={newTask('filled')} />
      <TaskList
        person={person}
        group={isTaskGroup(search['show']) ? search['show'] : undefined}
        onGroup={(group) =>
          void navigate({ to: listPath('tasks'), search: () => ({ show: group }), replace: true })
        }
        empty={
          <NothingHere
            icon={<EntityIcon of="tasks" size={40} />}
            title="No tasks yet"
            description="Note what is to be done and by when; what is due stands on your home page."
          >
            {newTask('default')}
          </NothingHere>
        }
      />
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
      facts={[
        'dueDate',
        'priority',
        'ownerId',
        'customerId',
        'leadId',
        'orderId',
        'completedAt',
        'createdBy',
        'createdAt',
      ]}
      actions={(task) =>
        taskRights(person, task, now).edit &&
        isOpen(task) && (
          <Button
            leftSection={<IconCheck size={16} stroke={1.75} aria-hidden />}
            onClick={() => void toggleTask(task)}
          >
            Mark as done
          </Button>
        )
      }
      menu={(task) => {
        if (!taskRights(person, task, now).edit) return null
        if (!isOpen(task))
          return (
            <Menu.Item
              leftSection={<IconRotate size={16} stroke={1.75} aria-hidden />}
              onClick={() => void toggleTask(task)}
            >
              Open again
            </Menu.Item>
          )
        return (
          <>
            {task.status === 'open' && (
              <Menu.Item
                leftSection={<IconPlayerPlay size={16} stroke={1.75} aria-hidden />}
                onClick={() => void setTaskStatus(task, 'in-progress')}
              >
                Start
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconCircleX size={16} stroke={1.75} aria-hidden />}
              onClick={() => void setTaskStatus(task, 'cancelled')}
            >
              Cancel task
            </Menu.Item>
          </>
        )
      }}
    >
      {(task) =>
        task.notes ? (
          <Text maw={640} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {task.notes}
          </Text>
        ) : (
          <Text c="dimmed">No notes.</Text>
        )
      }
    </RecordDetail>
  )
}

export function TaskFormPage() {
  const id = useRecordId()
  const person = usePerson()
  const navigate = useNavigate()
  const { customerId, leadId, orderId } = usePrefill()
  const { record, loading } = useRecord('tasks', id)
  const prefill = useMemo(
    () => ({ ...(customerId && { customerId }), ...(leadId && { leadId }), ...(orderId && { orderId }) }),
    [customerId, leadId, orderId],
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
      <PageTitle title={record ? 'Edit task' : 'New task'} />
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
