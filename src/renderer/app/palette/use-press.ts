import { useEffect, useRef } from 'react'
import { useShortcutList } from '../../ui/keys/keys.tsx'

const EVERY_MS = 50
/** So long a page may take to open and to offer its key. */
const MOST_MS = 5000

/**
 * Presses a key of the page by its words as soon as the page offers it. Whoever presses anything meanwhile goes on by themselves: nothing is
 * pressed any more.
 */
export function usePress(): (label: string) => void {
  const list = useShortcutList()
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  return (label) => {
    stop.current()
    const until = performance.now() + MOST_MS
    const look = () => {
      const found = list().find((one) => one.label === label && one.enabled !== false)
      if (found || performance.now() > until) stop.current()
      found?.run()
    }
    const timer = setInterval(look, EVERY_MS)
    const onKeyDown = () => stop.current()
    window.addEventListener('keydown', onKeyDown, true)
    stop.current = () => {
      clearInterval(timer)
      window.removeEventListener('keydown', onKeyDown, true)
    }
  }
}
