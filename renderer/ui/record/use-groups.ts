/** The different values that records have in one field, such as all suppliers; counted where the records are. */
import { useMemo } from 'react'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { compareNames } from '../format.ts'

const countOnly = { offset: 0, limit: 0 }

/** In the order of the language; what has no value is left out. */
export function useGroups(list: ListName, column: string): readonly string[] {
  const view = useMemo<ListView>(() => ({ list, groupBy: column }), [list, column])
  const { groups } = useView(view, countOnly)
  return useMemo(
    () =>
      (groups ?? [])
        .flatMap(({ key }) => (typeof key === 'string' && key !== '' ? key : []))
        .sort(compareNames),
    [groups],
  )
}
