import { useEffect, useState } from 'react'
import { type FaceWatch, openFaceWatch } from './face/open-watch.ts'

/** The thread that looks at faces, for as long as a step is shown. */
export function useFaceWatch(): FaceWatch {
  const [watch] = useState(() => openFaceWatch())
  useEffect(() => () => watch.close(), [watch])
  return watch
}
