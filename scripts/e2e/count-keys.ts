import type { Page } from 'playwright-core'

export interface KeyCount {
  /** Key strokes and seconds since the last lap. */
  lap(): { readonly strokes: number; readonly seconds: number }
}

/** Counts every key that a test presses or types in a window from now on. */
export function countKeys({ keyboard }: Page): KeyCount {
  let strokes = 0
  let since = performance.now()
  const press = keyboard.press.bind(keyboard)
  const type = keyboard.type.bind(keyboard)
  keyboard.press = (key, options) => {
    strokes++
    return press(key, options)
  }
  keyboard.type = (text, options) => {
    strokes += text.length
    return type(text, options)
  }
  return {
    lap() {
      const now = performance.now()
      const lap = { strokes, seconds: (now - since) / 1000 }
      strokes = 0
      since = now
      return lap
    },
  }
}
