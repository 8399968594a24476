/** Whether a customer hears from us as often as we want: the last contact against the wanted cadence. */
import type { Customer } from './entities/customer.ts'

/** Days between contacts where the customer says nothing else. */
export const usualCadence = 60

export interface ContactHealth {
  /** Due: the next contact is to be within a few days. Overdue: the cadence has passed. */
  state: 'good' | 'due' | 'overdue'
  /** Since the last contact; since the customer was made where there was none. */
  days: number
  /** The wanted cadence in days. */
  every: number
  contacted: boolean
}

const day = 86_400_000

/** A quarter of the cadence before it ends, a week at most. */
const noticeOf = (every: number) => Math.min(7, Math.ceil(every / 4))

/** `lastContact` is the instant of the latest interaction, `now` milliseconds since 1970. */
export function contactHealth(
  customer: Pick<Customer, 'contactEveryDays' | 'createdAt'>,
  lastContact: string | undefined,
  now: number,
): ContactHealth {
  const every = customer.contactEveryDays ?? usualCadence
  const days = Math.max(0, Math.floor((now - Date.parse(lastContact ?? customer.createdAt)) / day))
  const state = days > every ? 'overdue' : days >= every - noticeOf(every) ? 'due' : 'good'
  return { state, days, every, contacted: lastContact !== undefined }
}
