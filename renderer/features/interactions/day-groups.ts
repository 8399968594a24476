/** Interactions by the day they happened on, newest day and newest moment first. */
import { dayOf } from '../../ui/format.ts'

export interface DayGroup<Item> {
  /** Calendar day of the person, `2026-05-03`. */
  day: string
  items: Item[]
}

export function groupByDay<Item extends { at: string }>(items: readonly Item[]): DayGroup<Item>[] {
  const groups = new Map<string, Item[]>()
  for (const item of items.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const day = dayOf(new Date(item.at))
    const group = groups.get(day)
    if (group) group.push(item)
    else groups.set(day, [item])
  }
  return [...groups].map(([day, items]) => ({ day, items }))
}
