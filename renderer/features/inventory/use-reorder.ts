/**
 * What has to be bought. Only products that are low or out, or that orders wait for, can be due; the others are never
 * read.
 */
import { useMemo } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { reorderRows } from './reorder.ts'
import type { ReorderRow } from './reorder.ts'
import { useWaitingUnits } from './use-waiting-units.ts'

/** One view names no more of them. */
const mostNamed = 500
const most = { offset: 0, limit: 5_000 }

export function useReorder(): { rows: readonly ReorderRow[]; loading: boolean; error: Error | undefined } {
  const waiting = useWaitingUnits()
  const view = useMemo<ListView>(
    () => ({
      list: 'products',
      where: [
        {
          any: [
            { column: 'state', is: 'one-of', values: ['low', 'out'] },
            { column: 'id', is: 'one-of', values: [...waiting.keys()].slice(0, mostNamed) },
          ],
        },
      ],
    }),
    [waiting],
  )
  const { rows: found, loading, error } = useView(view, most)
  const rows = useMemo(
    () => reorderRows(found as readonly unknown[] as readonly Product[], waiting),
    [found, waiting],
  )
  return { rows, loading, error }
}
