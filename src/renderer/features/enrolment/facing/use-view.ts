import { useEffect, useState } from 'react'
import type { FacingView } from '../../../../contract/facing.ts'
import { speak } from '../../../i18n/i18n.ts'
import { facing } from './facing-client.ts'

const IDLE: FacingView = { kind: 'idle' }
const AGAIN_MS = 1000

/** What the core turns to this window, in the language that the operator chose for it; nobody while the desk is locked or away. */
export function useView(): FacingView {
  const [view, setView] = useState<FacingView>(IDLE)
  useEffect(() => {
    const stop = new AbortController()
    const follow = async () => {
      for await (const next of await facing.watch({}, { signal: stop.signal })) {
        if (next.kind !== 'idle') await speak(next.language)
        setView(next)
      }
    }
    const keepOn = async () => {
      while (!stop.signal.aborted) {
        await follow().catch(() => setView(IDLE))
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
    void keepOn()
    return () => stop.abort()
  }, [])
  return view
}
