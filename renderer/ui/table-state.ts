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
  /** Ids of the rows in the order shown. */
  order: readonly string[]
}

interface Tables {
  tables: Record<string, TableState>
  change: (key: string, changes: Partial<TableState>) => void
}

export const untouched: TableState = { sorting: [], text: '', choices: {}, scroll: 0, order: [] }

export const useTables = create<Tables>()((set) => ({
  tables: {},
  change: (key, changes) =>
    set(({ tables }) => ({ tables: { ...tables, [key]: { ...untouched, ...tables[key], ...changes } } })),
}))

export const useTableState = (key: string): TableState => useTables((state) => state.tables[key]) ?? untouched

/** Forgets every list, such as when somebody else signs in. */
export const forgetTables = () => useTables.setState({ tables: {} })
