/** Who may change or comment on a case, asked of the role table that the server asks. */
import { mayWrite } from '../../../shared/access.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { Person } from '../../../shared/roles.ts'

export interface CaseRights {
  edit: boolean
  comment: boolean
  remove: boolean
}

/** `now` is milliseconds since 1970. */
export function caseRights(who: Person, stored: SupportCase, now: number): CaseRights {
  const document: AnyDocument = { ...stored }
  const around = { teamsOf: () => [], now }
  const mayChange = (changes: Partial<SupportCase>) =>
    mayWrite(who, 'cases', document, { ...document, ...changes }, around).allowed
  return {
    edit: mayChange({ subject: `${stored.subject} ` }),
    comment: mayChange({ comments: [] }) && mayChange({ comments: undefined }),
    remove: mayWrite(who, 'cases', document, undefined, around).allowed,
  }
}

export const isOpenCase = (stored: Pick<SupportCase, 'status'>) =>
  stored.status === 'open' || stored.status === 'waiting'

const progress: Record<SupportCase['status'], number> = { open: 0, waiting: 1, resolved: 2, closed: 3 }
const urgency: Record<SupportCase['priority'], number> = { urgent: 0, high: 1, normal: 2, low: 3 }

/** Grows from what is needed most: open before waiting before settled, and within each by priority. */
export const needOf = (stored: Pick<SupportCase, 'status' | 'priority'>): number =>
  progress[stored.status] * 10 + urgency[stored.priority]

/** Open ones first by priority, then by the day they are due, then the oldest. */
export function byNeed(a: SupportCase, b: SupportCase): number {
  const closed = (one: SupportCase) => (isOpenCase(one) ? 0 : 1)
  return (
    closed(a) - closed(b) ||
    urgency[a.priority] - urgency[b.priority] ||
    (a.dueDate ?? '9999-12-31').localeCompare(b.dueDate ?? '9999-12-31') ||
    a.createdAt.localeCompare(b.createdAt)
  )
}
