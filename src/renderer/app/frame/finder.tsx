import { lazy, Suspense } from 'react'

const FindDialog = lazy(() => import('../../features/enrolment/find/find-dialog.tsx'))

/** F2: the search of the frame, fetched when it is first opened. */
export function Finder({ onClose }: { onClose: () => void }) {
  return (
    <Suspense>
      <FindDialog onClose={onClose} />
    </Suspense>
  )
}
