import { lazy, Suspense } from 'react'
import { useViewedPictures } from './viewed-pictures.ts'

const ViewerFrame = lazy(async () => ({ default: (await import('./viewer-frame.tsx')).ViewerFrame }))

/** Pictures in the whole window. Loaded when the first one is opened. */
export function PictureViewer() {
  const first = useViewedPictures(store => store.first)
  if (first === null) return null
  return (
    <Suspense>
      <ViewerFrame first={first} />
    </Suspense>
  )
}
