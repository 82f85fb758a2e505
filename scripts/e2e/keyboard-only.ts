import type { Locator, Page } from 'playwright-core'

/** What a test may ask of a part of the page: to be found, waited for and read, never to be touched. */
const READS = new Set([
  'all',
  'allInnerTexts',
  'allTextContents',
  'and',
  'count',
  'filter',
  'first',
  'getAttribute',
  'innerText',
  'inputValue',
  'isChecked',
  'isEnabled',
  'isVisible',
  'last',
  'nth',
  'or',
  'page',
  'textContent',
  'toString',
  'waitFor',
])
/** What it may ask of the page itself, beside finding parts of it. */
const OF_PAGE = new Set(['evaluate', 'keyboard', 'setDefaultTimeout', 'url', 'waitForTimeout', 'screenshot'])
const FINDS = /^(?:locator|getBy[A-Z]\w*)$/

type Methods = Record<string | symbol, unknown>

/** What is evaluated, as one expression that fails where the focus is elsewhere at its end: the page's own moves come before or after it. */
const watched = (work: unknown, arg: unknown) => `(() => {
  const had = document.activeElement
  const out = (${String(work)})(${arg === undefined ? '' : JSON.stringify(arg)})
  if (document.activeElement !== had) throw new Error('only the keyboard: evaluate moved the focus')
  return out
})()`

/** Notes in the page every press of a pointer that a person could have made. */
async function watchPointer(window: Page): Promise<void> {
  await window.evaluate(() => {
    const pressed: string[] = []
    Object.assign(globalThis, { __pressed: pressed })
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, ({ isTrusted }) => isTrusted && pressed.push(kind), true)
  })
}

/**
 * The page, to be worked by its keyboard alone: anything that clicks, types into a field by name, sets the focus or moves the mouse throws at
 * once. What is evaluated may read and not move the focus.
 */
export async function keyboardOnly(window: Page): Promise<Page> {
  await watchPointer(window)
  const wrapLocator = (locator: Locator): Locator =>
    new Proxy(locator, {
      get(target, name) {
        const value = (target as unknown as Methods)[name]
        if (typeof name === 'symbol' || name.startsWith('_') || typeof value !== 'function') return value
        if (!READS.has(name) && !FINDS.test(name)) throw new Error(`only the keyboard: ${name} of a locator`)
        return (...args: unknown[]) => {
          const out = (value as (...given: unknown[]) => unknown).apply(target, args)
          return isLocator(out) ? wrapLocator(out) : out
        }
      },
    })
  const page: Page = new Proxy(window, {
    get(target, name) {
      const value = (target as unknown as Methods)[name]
      // A promise asks whoever it is given for `then`.
      if (value === undefined || typeof name === 'symbol' || name.startsWith('_')) return value
      if (FINDS.test(name))
        return (...args: unknown[]) =>
          wrapLocator((value as (...given: unknown[]) => Locator).apply(target, args))
      if (!OF_PAGE.has(name)) throw new Error(`only the keyboard: ${name} of the page`)
      if (name !== 'evaluate') return typeof value === 'function' ? value.bind(target) : value
      return (work: unknown, arg?: unknown) => target.evaluate(watched(work, arg))
    },
  })
  return page
}

function isLocator(value: unknown): value is Locator {
  return typeof value === 'object' && value !== null && 'waitFor' in value && 'nth' in value
}

/** What the pointer did in the window since `keyboardOnly`: to be empty. */
export function pointerPresses(window: Page): Promise<string[]> {
  return window.evaluate(() => (globalThis as unknown as { __pressed: string[] }).__pressed)
}
