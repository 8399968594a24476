/**
 * What happened with a customer or lead, as many entries as are asked for. Each kind is a window over a view, so
 * that a long history costs no more than what is shown of it.
 */
import { useMemo } from 'react'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { ListView, SortBy } from '../../../shared/lists/list-view.ts'
import { useFiles, useView } from '../../data/index.ts'
import { changesIn, latestFirst, ofCase, ofFile, ofInteraction, ofOrder, ofTask } from './timeline-items.ts'
import type { TimelineItem, TimelineKind } from './timeline-items.ts'

export interface TimelineOf {
  collection: 'customers' | 'leads'
  record: AnyDocument
  kinds: ReadonlySet<TimelineKind>
  limit: number
}

export interface Timeline {
  items: readonly TimelineItem[]
  /** There is more than was asked for. */
  more: boolean
  loading: boolean
}

export function useTimeline({ collection, record, kinds, limit }: TimelineOf): Timeline {
  const column = collection === 'customers' ? 'customerId' : 'leadId'
  const isCustomer = collection === 'customers'
  const asked = { column, id: record.id, limit }
  const changes = kinds.has('changes')
  const interactions = useNewest('interactions', 'at', asked, kinds.has('interactions'))
  const tasks = useNewest('tasks', 'createdAt', asked, kinds.has('tasks'))
  const orders = useNewest('orders', 'orderDate', asked, kinds.has('orders') && isCustomer)
  const cases = useNewest('cases', 'createdAt', asked, kinds.has('cases') && isCustomer)
  // Whatever was changed lately was updated lately: the newest changes are in the records updated last.
  const changedTasks = useNewest('tasks', 'updatedAt', asked, changes)
  const changedOrders = useNewest('orders', 'updatedAt', asked, changes && isCustomer)
  const changedCases = useNewest('cases', 'updatedAt', asked, changes && isCustomer)
  const files = useFiles(collection, record)

  return useMemo(() => {
    const all: TimelineItem[] = [
      ...(interactions.rows as unknown as readonly Interaction[]).map(ofInteraction),
      ...(tasks.rows as unknown as readonly Task[]).map(ofTask),
      ...(orders.rows as unknown as readonly Order[]).map(ofOrder),
      ...(cases.rows as unknown as readonly SupportCase[]).map(ofCase),
      ...(kinds.has('files') ? files.files.map(ofFile) : []),
    ]
    if (kinds.has('changes')) {
      all.push(...changesIn(collection, record))
      for (const [changed, { rows }] of [
        ['tasks', changedTasks],
        ['orders', changedOrders],
        ['cases', changedCases],
      ] as const)
        for (const row of rows) all.push(...changesIn(changed, row as unknown as AnyDocument))
    }
    all.sort(latestFirst)
    const windows = [interactions, tasks, orders, cases]
    const isCut = windows.some(({ rows, total = 0 }) => total > rows.length)
    return {
      items: all.slice(0, limit),
      more: all.length > limit || isCut,
      loading: windows.some(({ loading }) => loading),
    }
  }, [
    interactions,
    tasks,
    orders,
    cases,
    changedTasks,
    changedOrders,
    changedCases,
    files,
    kinds,
    collection,
    record,
    limit,
  ])
}

const none = { rows: [], total: 0, loading: false } as const

interface Asked {
  column: string
  id: string
  limit: number
}

/** The newest rows of a collection that belong to the record; nothing when it is not wanted. */
function useNewest(list: CollectionName, by: string, { column, id, limit }: Asked, wanted: boolean) {
  const view = useMemo<ListView | undefined>(() => {
    if (!wanted) return undefined
    const sort: SortBy[] = [{ by, desc: true }]
    if (by !== 'createdAt') sort.push({ by: 'createdAt', desc: true })
    return { list, where: [{ column, is: 'equal', value: id }], sort }
  }, [list, by, column, id, wanted])
  const state = useView(view, { offset: 0, limit })
  return wanted ? state : none
}
