/** Draws the preview of any record; its code is loaded when the first one is looked at. */
import { Suspense, lazy } from 'react'
import type { ReactNode } from 'react'
import type { PagedCollection } from '../ui/record/record-paths.ts'

export const loadPreview = () => import('./preview.tsx')
const Preview = lazy(async () => ({ default: (await loadPreview()).Preview }))

export const previewOf = (collection: PagedCollection, id: string): ReactNode => (
  <Suspense fallback={null}>
    <Preview key={`${collection} ${id}`} collection={collection} id={id} />
  </Suspense>
)
