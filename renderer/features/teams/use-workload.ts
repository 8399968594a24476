/** What each representative has to do and has sold, counted by the lists themselves: no record is read for it. */
import { useMemo } from 'react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { soldStatuses } from '../../../shared/order-lifecycle.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import { monthRange, quarterOf, quarterRange } from '../../../shared/quarters.ts'
import type { DayRange } from '../../../shared/quarters.ts'
import { useView } from '../../data/index.ts'
import type { ViewState } from '../../data/index.ts'

export type Sums = Readonly<Record<string, number>>

export interface Workload {
  leads: number
  /** Expected, minor units by currency. */
  pipeline: Sums
  tasks: number
  overdue: number
  customers: number
  /** Sold in this month and quarter, minor units by currency. */
  month: Sums
  quarter: Sums
}

export const openLeads: Condition = {
  column: 'status',
  is: 'one-of',
  values: ['new', 'contacted', 'qualified', 'proposal'],
}
const openTasks: Condition = { column: 'status', is: 'one-of', values: ['open', 'in-progress'] }
const overdue: Condition = { column: 'dueDate', is: 'before', value: { days: 0 } }
const living: Condition = { column: 'mergedInto', is: 'empty' }
const sold: Condition = { column: 'status', is: 'one-of', values: [...soldStatuses] }
const within = ({ from, to }: DayRange): Condition => ({ column: 'orderDate', is: 'between', from, to })

/** `today` is the person's calendar day; one representative's alone when an id is given. */
export function useWorkload(
  today: string,
  repId?: string,
): { of: (repId: string) => Workload; loading: boolean } {
  const views = useMemo(() => {
    const whose: Condition =
      repId === undefined
        ? { column: 'ownerId', is: 'filled' }
        : { column: 'ownerId', is: 'equal', value: repId }
    const view = (list: CollectionName, where: Condition[], sum?: string): ListView => ({
      list,
      where: [whose, ...where],
      groupBy: 'ownerId',
      ...(sum && { sum }),
    })
    return {
      leads: view('leads', [openLeads, living], 'value'),
      tasks: view('tasks', [openTasks]),
      overdue: view('tasks', [openTasks, overdue]),
      customers: view('customers', [living]),
      month: view('orders', [sold, within(monthRange(today))], 'total'),
      quarter: view('orders', [sold, within(quarterRange(quarterOf(today)))], 'total'),
    }
  }, [today, repId])
  const leads = useCounted(views.leads)
  const tasks = useCounted(views.tasks)
  const late = useCounted(views.overdue)
  const customers = useCounted(views.customers)
  const month = useCounted(views.month)
  const quarter = useCounted(views.quarter)
  return {
    loading: [leads, tasks, late, customers, month, quarter].some(({ loading }) => loading),
    of: (id) => ({
      leads: groupOf(leads, id).count,
      pipeline: groupOf(leads, id).sums ?? {},
      tasks: groupOf(tasks, id).count,
      overdue: groupOf(late, id).count,
      customers: groupOf(customers, id).count,
      month: groupOf(month, id).sums ?? {},
      quarter: groupOf(quarter, id).sums ?? {},
    }),
  }
}

const useCounted = (view: ListView) => useView(view, { offset: 0, limit: 0 })

const noGroup: { count: number; sums?: Sums } = { count: 0 }
const groupOf = ({ groups }: ViewState, id: string) => groups?.find(({ key }) => key === id) ?? noGroup
