/**
 * Reminds of tasks while the app runs: a note in the app, and one of the system where the person allowed it.
 * One tab of a person does it, so that nothing is said twice. What came due while the app was closed is said
 * at its next start.
 */
import { t } from '@lingui/core/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBell } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useView } from '../../data/index.ts'
import { formatDate, formatTime } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useLate } from '../../ui/use-late.ts'
import { useNow } from '../../ui/use-now.ts'
import { toggleTask } from './change-task.ts'
import { afterPuttingOff, afterReminding, dueReminders, onlyOf } from './reminders.ts'
import type { Reminded } from './reminders.ts'

const putOffMinutes = 10

const withReminder: ListView = {
  list: 'tasks',
  where: [
    { column: 'ownerId', is: 'mine' },
    { column: 'remindMinutes', is: 'filled' },
    { column: 'status', is: 'one-of', values: ['open', 'in-progress'] },
  ],
  sort: [{ by: 'dueDate' }],
}

export function TaskReminders({ person }: { person: Person }) {
  const isTheOne = useOneTab(`satchel.reminders.${person.id}`)
  // After a start the page that is looked at goes first.
  const isSettled = useLate(true, 2_000)
  return isTheOne && isSettled ? <Reminding person={person} /> : null
}

function Reminding({ person }: { person: Person }) {
  const { rows, loading } = useView(withReminder, { offset: 0, limit: 500 })
  const tasks = rows as unknown as readonly Task[]
  const now = useNow(20_000)
  const navigate = useNavigate()
  const store = useMemo(() => keptReminders(`satchel.reminded.${person.id}`), [person.id])
  const latest = useRef(tasks)
  useEffect(() => {
    latest.current = tasks
  }, [tasks])
  useEffect(() => {
    if (loading) return
    let reminded = onlyOf(store.read(), new Set(tasks.map(({ id }) => id)))
    for (const task of dueReminders(tasks, reminded, now)) {
      reminded = afterReminding(reminded, task)
      remind(task, {
        open: () => void navigate({ to: recordPath('tasks', task.id) }),
        done: () => {
          const held = latest.current.find(({ id }) => id === task.id)
          if (held) void toggleTask(held)
        },
        later: () => store.write(afterPuttingOff(store.read(), task.id, Date.now() + putOffMinutes * 60_000)),
      })
    }
    store.write(reminded)
  }, [tasks, loading, now, store, navigate])
  return null
}

interface Answers {
  open: () => void
  done: () => void
  later: () => void
}

function remind(task: Task, answers: Answers) {
  const id = `reminder ${task.id}`
  const day = task.dueDate ? formatDate(task.dueDate) : ''
  const when = task.dueTime ? t`Due ${day}, ${{ time: formatTime(task.dueTime) }}` : t`Due ${day}`
  const close = (then: () => void) => () => {
    notifications.hide(id)
    then()
  }
  notifications.show({
    id,
    autoClose: false,
    withBorder: true,
    icon: <IconBell size={20} stroke={1.75} aria-hidden />,
    title: task.title,
    message: (
      <Stack gap={6}>
        <Text size="sm">{when}</Text>
        <Group gap={6}>
          <Button size="compact-sm" variant="light" onClick={close(answers.open)}>
            {t({ message: 'Open', context: 'button' })}
          </Button>
          <Button size="compact-sm" variant="light" onClick={close(answers.done)}>
            {t`Mark as done`}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={close(answers.later)}>
            {t`In ${putOffMinutes} minutes`}
          </Button>
        </Group>
      </Stack>
    ),
  })
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(task.title, { body: when, tag: id })
  shown.addEventListener('click', () => {
    window.focus()
    answers.open()
  })
}

function keptReminders(key: string) {
  return {
    read(): Reminded {
      try {
        const held: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
        return { given: {}, putOff: {}, ...(held as Partial<Reminded>) }
      } catch {
        return { given: {}, putOff: {} }
      }
    },
    write: (reminded: Reminded) => localStorage.setItem(key, JSON.stringify(reminded)),
  }
}

/** True in one of the tabs that ask for the same name, until it is closed. */
function useOneTab(name: string): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const leave = new AbortController()
    void navigator.locks
      .request(name, { signal: leave.signal }, async () => {
        setHeld(true)
        await new Promise((resolve) => leave.signal.addEventListener('abort', resolve))
      })
      .catch(() => undefined)
    return () => {
      leave.abort()
      setHeld(false)
    }
  }, [name])
  return held
}
