/** The checkbox that completes a task where it stands. */
import { t } from '@lingui/core/macro'
import type { Task } from '../../../shared/entities/task.ts'
import { FingerTarget } from '../../ui/finger-target.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { toggleTask } from './change-task.ts'
import { isOpen } from './task-groups.ts'

export const CompleteTask = ({ task }: { task: Task }) => (
  <FingerTarget>
    <TickBox
      size={20}
      round
      checked={!isOpen(task)}
      onChange={() => void toggleTask(task)}
      aria-label={
        isOpen(task) ? t`Complete ${{ title: task.title }}` : t`Open ${{ title: task.title }} again`
      }
    />
  </FingerTarget>
)
