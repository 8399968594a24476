/** What a person has to do today and should have done before, for the home page. */
import { Anchor, Divider, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment, useMemo } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { dayOf, formatDate } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useNow } from '../../ui/use-now.ts'
import { CompleteTask } from './complete-task.tsx'
import { DueDay } from './due-day.tsx'
import { aboutOf } from './task-about.ts'
import { groupTasks } from './task-groups.ts'
import { taskRights } from './task-rights.ts'

/** Rows shown before the list takes over. */
const most = 8

export function TaskAgenda({ person }: { person: Person }) {
  const tasks = useRecords('tasks')
  const nameOf = useReferenceNames(['customers', 'leads'])
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const groups = useMemo(
    () =>
      groupTasks(
        tasks.records.filter((task) => task.ownerId === person.id),
        today,
      ),
    [tasks.records, person.id, today],
  )
  if (tasks.loading) return null
  const due = [...groups.overdue, ...groups.today]
  const next = groups.upcoming[0]
  if (due.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconCircleCheck />}
        title="Nothing is due today"
        description={next ? nextWords(next) : 'Tasks that are due today stand here.'}
      />
    )
  return (
    <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {due.slice(0, most).map((task) => (
        <Fragment key={task.id}>
          <Group component="li" wrap="nowrap" gap="sm" mih={44} px="xs">
            {taskRights(person, task, now).edit && <CompleteTask task={task} />}
            <Stack gap={0} flex={1} miw={0}>
              <Anchor component={Link} to={recordPath('tasks', task.id)} c="inherit" fw={500} truncate>
                {task.title}
              </Anchor>
              <Text fz="xs" c="dimmed" truncate>
                {aboutOf(task, nameOf)?.name}
              </Text>
            </Stack>
            <DueDay task={task} today={today} />
          </Group>
          <Divider component="li" aria-hidden />
        </Fragment>
      ))}
      {due.length > most && (
        <Anchor component={Link} to={listPath('tasks')} fz="sm" px="xs" py="xs">
          All {due.length} tasks
        </Anchor>
      )}
    </Stack>
  )
}

const nextWords = (task: Task) =>
  task.dueDate ? `Next: ${task.title}, ${formatDate(task.dueDate)}` : `Next: ${task.title}`
