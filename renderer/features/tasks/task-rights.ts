/** Who may change a task, asked of the role table that the server asks. */
import { mayWrite } from '../../../shared/access.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'

/** `now` is milliseconds since 1970. */
export function taskRights(who: Person, task: Task, now: number): { edit: boolean; remove: boolean } {
  const stored: AnyDocument = { ...task }
  const around = { teamsOf: () => [], now }
  return {
    edit: mayWrite(who, 'tasks', stored, stored, around).allowed,
    remove: mayWrite(who, 'tasks', stored, undefined, around).allowed,
  }
}
