/**
 * How a person left each list: its sorting, filters and scroll position, kept while the app runs, so that
 * coming back from a record shows the list as it was; and the order its rows had, for next and previous.
 */
import { create } from 'zustand'

export interface Sorting {
  id: string
  desc: boolean
}

export interface TableState {
  sorting: Sorting[]
  text: string
  choices: Record<string, string>
  /** px from the top. */
  scroll: number
}

interface Tables {
  tables: Record<string, TableState>
  change: (key: string, changes: Partial<TableState>) => void
}

export const untouched: TableState = { sorting: [], text: '', choices: {}, scroll: 0 }

export const useTables = create<Tables>()((set) => ({
  tables: {},
  change: (key, changes) =>
    set(({ tables }) => ({ tables: { ...tables, [key]: { ...untouched, ...tables[key], ...changes } } })),
}))

export const useTableState = (key: string): TableState => useTables((state) => state.tables[key]) ?? untouched

/** Ids of the rows of each list in the order shown; apart, because a list never draws its own order. */
const useOrders = create<{ orders: Record<string, readonly string[]> }>()(() => ({ orders: {} }))

export const keepOrder = (key: string, order: readonly string[]) =>
  useOrders.setState(({ orders }) => ({ orders: { ...orders, [key]: order } }))

const none: readonly string[] = []

export const useOrder = (key: string): readonly string[] => useOrders((state) => state.orders[key]) ?? none

/** Forgets every list, such as when somebody else signs in. */
export function forgetTables() {
  useTables.setState({ tables: {} })
  useOrders.setState({ orders: {} })
}
