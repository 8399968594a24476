/** The rows of an import's outcome as the table asks for them; the worker answers the ones around those in view. */
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { anyChoice } from '../../ui/table-columns.ts'
import type { TableSource } from '../../ui/table-source.ts'
import { useTableState } from '../../ui/table-state.ts'
import type { RowOutcome } from '../../../shared/import/run-import.ts'
import type { ImportAction } from '../../../shared/import/import-messages.ts'
import { readOutcomes } from './import-state.ts'
import type { OutcomeKind, OutcomeOrder, OutcomeQuery, OutcomeWindow } from './outcome-rows.ts'
import type { RunSummary } from './worker-messages.ts'

const margin = 50
const held = 3 * margin
const orders: readonly string[] = ['title', 'action', 'kind', 'file', 'row'] satisfies OutcomeOrder[]

export interface Outcomes {
  source: TableSource<RowOutcome>
  /** Titles of records of the same import. */
  names: Record<string, string>
}

/** `summary`: of the run whose rows are wanted. */
export function useOutcomes(
  stateKey: string,
  summary: RunSummary,
  rowId: (row: RowOutcome) => string,
): Outcomes {
  const state = useTableState(stateKey)
  const text = useDeferredValue(state.text.trim())
  const [offset, setOffset] = useState(0)
  const [answer, setAnswer] = useState<{ question: string; window: OutcomeWindow }>()
  const query = useMemo<Omit<OutcomeQuery, 'offset' | 'limit'>>(() => {
    const chosen = (id: string) => {
      const value = state.choices[id] ?? anyChoice
      return value === anyChoice ? undefined : value
    }
    const [action, kind] = [chosen('action'), chosen('kind')]
    return {
      text,
      ...(action !== undefined && { action: action as ImportAction }),
      ...(kind !== undefined && { kind: kind as OutcomeKind }),
      sort: state.sorting
        .filter(({ id }) => orders.includes(id))
        .map(({ id, desc }) => ({ by: id as OutcomeOrder, desc })),
    }
  }, [text, state.choices, state.sorting])
  const question = JSON.stringify(query)

  useEffect(() => {
    let isWanted = true
    void readOutcomes({ ...(JSON.parse(question) as typeof query), offset, limit: held }).then((window) => {
      if (isWanted && window) setAnswer({ question, window })
    })
    return () => {
      isWanted = false
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another run has other rows
  }, [question, offset, summary])

  const show = useCallback((first: number, last: number) => {
    setOffset((before) => {
      const isNear = first >= before + (before === 0 ? 0 : margin / 2) && last < before + held - margin / 2
      return isNear ? before : Math.max(0, Math.floor(first / margin) * margin - margin)
    })
  }, [])
  const source = useMemo<TableSource<RowOutcome>>(() => {
    const window = answer?.window
    return {
      total: window?.total ?? 0,
      all: summary.total,
      rowAt: (index) => window?.rows[index - window.offset],
      loading: answer?.question !== question,
      show,
      async allIds() {
        const all = await readOutcomes({
          ...(JSON.parse(question) as typeof query),
          offset: 0,
          limit: summary.total,
        })
        return all?.rows.map(rowId) ?? []
      },
    }
  }, [answer, question, show, summary.total, rowId])
  return { source, names: answer?.window.names ?? {} }
}
