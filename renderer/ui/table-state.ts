/**
 * How a person left each list: its sorting, filters and scroll position, kept while the app runs, so that
 * coming back from a record shows the list as it was; and what each list asked for, for next and previous.
 */
import { create } from 'zustand'
import type { Condition } from '../../shared/lists/list-view.ts'
import { anyChoice } from './table-columns.ts'

export interface Sorting {
  id: string
  desc: boolean
}

export interface TableState {
  sorting: Sorting[]
  text: string
  choices: Record<string, string>
  /** Conditions of any column, beside the choices. */
  where?: readonly Condition[]
  /** Names of the columns shown, in order; those of the list when absent. */
  columns?: readonly string[]
  groupBy?: string
  /** The saved view that was opened here, and what it held then, as text. */
  opened?: { id: string; arrangement: string }
  /** px from the top. */
  scroll: number
}

interface Tables {
  tables: Record<string, TableState>
  change: (key: string, changes: Partial<TableState>) => void
  /** Forgets what it was; `state` is all of it. */
  replace: (key: string, state: TableState) => void
}

export const untouched: TableState = { sorting: [], text: '', choices: {}, scroll: 0 }

export const useTables = create<Tables>()((set) => ({
  tables: {},
  change: (key, changes) =>
    set(({ tables }) => ({ tables: { ...tables, [key]: { ...untouched, ...tables[key], ...changes } } })),
  replace: (key, state) => set(({ tables }) => ({ tables: { ...tables, [key]: state } })),
}))

export const useTableState = (key: string): TableState => useTables((state) => state.tables[key]) ?? untouched

/** What a list is sorted by now; the first column decides. */
export const sortingOf = ({ sorting }: TableState, initial: Sorting | undefined): readonly Sorting[] =>
  sorting.length > 0 ? sorting : initial ? [initial] : []

/** Whether the person has left rows out. */
export const isNarrowed = ({ text, where, choices }: TableState): boolean =>
  text !== '' || (where?.length ?? 0) > 0 || Object.values(choices).some((choice) => choice !== anyChoice)

/** The question that each list asked last, as text; apart, because a list never draws it. */
const useQuestions = create<{ questions: Record<string, string> }>()(() => ({ questions: {} }))

export const keepQuestion = (key: string, question: string) =>
  useQuestions.setState(({ questions }) => ({ questions: { ...questions, [key]: question } }))

export const useQuestion = (key: string): string | undefined => useQuestions((state) => state.questions[key])

/** Forgets every list, such as when somebody else signs in. */
export function forgetTables() {
  useTables.setState({ tables: {} })
  useQuestions.setState({ questions: {} })
}
