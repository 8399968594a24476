/** The checkbox that completes a task where it stands. */
import { Checkbox } from '@mantine/core'
import { t } from '@lingui/core/macro'
import type { Task } from '../../../shared/entities/task.ts'
import { FingerTarget } from '../../ui/finger-target.tsx'
import { toggleTask } from './change-task.ts'
import { isOpen } from './task-groups.ts'

export const CompleteTask = ({ task }: { task: Task }) => (
  <FingerTarget>
    <Checkbox
      size="sm"
      radius="xl"
      checked={!isOpen(task)}
      onChange={() => void toggleTask(task)}
      aria-label={
        isOpen(task) ? t`Complete ${{ title: task.title }}` : t`Open ${{ title: task.title }} again`
      }
    />
  </FingerTarget>
)
