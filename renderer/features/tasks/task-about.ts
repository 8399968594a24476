/** The customer, lead or order that a task is about, when this device holds it. */
import type { Task } from '../../../shared/entities/task.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'

export interface About {
  name: string
  /** Where it is in the app. */
  path: string
}

export function aboutOf(
  task: Pick<Task, 'customerId' | 'leadId' | 'orderId'>,
  nameOf: NameOf,
): About | undefined {
  const links = [
    ['customers', task.customerId],
    ['leads', task.leadId],
    ['orders', task.orderId],
  ] as const
  for (const [collection, id] of links) {
    const name = id === undefined ? undefined : nameOf(collection, id)
    if (id !== undefined && name !== undefined) return { name, path: recordPath(collection, id) }
  }
  return undefined
}
