/** How lists come by the preview of a record: the app, which knows every feature, says how each kind is drawn. */
import { createContext, useCallback, useContext } from 'react'
import type { ReactNode } from 'react'
import type { PagedCollection } from './record-paths.ts'

export const RecordPreviews = createContext<(collection: PagedCollection, id: string) => ReactNode>(
  () => undefined,
)

/** For the `preview` of a table; the same function for one kind of record. */
export function useRecordPreview(collection: PagedCollection): (id: string) => ReactNode {
  const draw = useContext(RecordPreviews)
  return useCallback((id) => draw(collection, id), [draw, collection])
}
