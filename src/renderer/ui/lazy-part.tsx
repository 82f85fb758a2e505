import { type ComponentType, useEffect, useSyncExternalStore } from 'react'

/** A part that is fetched when it is first shown, or earlier by `preload`. */
export type LazyPart<Props> = ComponentType<Props> & { readonly preload: () => void }

/**
 * Like React.lazy, without its boundary: React holds back what a Suspense boundary reveals for 300 ms after the last
 * one, which is longer than fetching a part from this computer takes. Nothing is shown until the part is there.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let part: ComponentType<Props> | null = null
  let asked = false
  const waiting = new Set<() => void>()
  const preload = () => {
    if (asked) return
    asked = true
    load().then(
      (loaded) => {
        part = loaded
        for (const show of waiting) show()
        return loaded
      },
      (cause: unknown) => {
        // A part of the program that is not there: the next time that it is shown it is asked for again.
        asked = false
        console.error('a part of the page cannot be loaded', cause)
      },
    )
  }
  const subscribe = (show: () => void) => {
    waiting.add(show)
    return () => void waiting.delete(show)
  }
  function Part(props: Props) {
    const Loaded = useSyncExternalStore(subscribe, () => part)
    useEffect(preload, [])
    return Loaded ? <Loaded {...props} /> : null
  }
  return Object.assign(Part, { preload })
}
