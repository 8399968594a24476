/**
 * Everything that happened with a record as one list, the latest first. Pure: it takes the newest of each kind,
 * and what it answers is exact for as many entries as every kind was asked for.
 */
import type { RecordChange } from '../../../shared/entities/history.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { Task } from '../../../shared/entities/task.ts'
import type { FileEntry } from '../../data/index.ts'
import { dayOf } from '../../ui/format.ts'

export const timelineKinds = ['interactions', 'orders', 'tasks', 'cases', 'changes', 'files'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** Collections whose history is told on the page of the record they belong to. */
export type ChangedCollection = 'customers' | 'leads' | 'orders' | 'tasks' | 'cases'

interface Moment {
  key: string
  /** Calendar day of the person, `2026-05-03`. */
  day: string
  /** ISO UTC; absent where only the day is known. */
  at?: string
}

export type TimelineItem = Moment &
  (
    | { kind: 'interactions'; record: Interaction }
    | { kind: 'orders'; record: Order }
    | { kind: 'tasks'; record: Task }
    | { kind: 'cases'; record: SupportCase }
    | { kind: 'changes'; collection: ChangedCollection; record: AnyDocument; change: RecordChange }
    | { kind: 'files'; file: FileEntry }
  )

const localDay = (instant: string) => dayOf(new Date(instant))
const moment = (key: string, at: string): Moment => ({ key, day: localDay(at), at })

export const ofInteraction = (record: Interaction): TimelineItem => ({
  ...moment(record.id, record.at),
  kind: 'interactions',
  record,
})
export const ofTask = (record: Task): TimelineItem => ({
  ...moment(record.id, record.createdAt),
  kind: 'tasks',
  record,
})
export const ofCase = (record: SupportCase): TimelineItem => ({
  ...moment(record.id, record.createdAt),
  kind: 'cases',
  record,
})
export const ofFile = (file: FileEntry): TimelineItem => ({
  ...moment(file.id, file.createdAt),
  kind: 'files',
  file,
})

/** An order stands on its order day, which a person may have chosen or imported. */
export function ofOrder(record: Order): TimelineItem {
  const isOfThatDay = localDay(record.createdAt) === record.orderDate
  return {
    key: record.id,
    day: record.orderDate,
    ...(isOfThatDay && { at: record.createdAt }),
    kind: 'orders',
    record,
  }
}

export const changesIn = (collection: ChangedCollection, record: AnyDocument): TimelineItem[] =>
  (record.history ?? []).map((change, index) => ({
    ...moment(`${record.id} ${change.at} ${index}`, change.at),
    kind: 'changes',
    collection,
    record,
    change,
  }))

/** The latest first; what has no time stands below what has one on the same day. */
export function latestFirst(a: TimelineItem, b: TimelineItem): number {
  return b.day.localeCompare(a.day) || (b.at ?? '').localeCompare(a.at ?? '') || (a.key < b.key ? -1 : 1)
}

/** Days in the order of the list, each with its items. */
export function byDay(items: readonly TimelineItem[]): { day: string; items: TimelineItem[] }[] {
  const days: { day: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const last = days.at(-1)
    if (last?.day === item.day) last.items.push(item)
    else days.push({ day: item.day, items: [item] })
  }
  return days
}
