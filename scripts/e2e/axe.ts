import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Found {
  readonly violations: readonly {
    id: string
    nodes: readonly { target: unknown; failureSummary?: string }[]
  }[]
}

/** What fades or moves has other colours meanwhile: it is waited for, for two seconds at the most. What turns for ever is not. */
const SETTLED = `Promise.race([
  new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))).then(() =>
    Promise.allSettled(
      document.getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  ),
  new Promise((late) => setTimeout(late, 2000)),
]).then(() => undefined)`

/**
 * What axe-core finds wrong with the page as it stands, one line a node; empty is as it should be. Not by @axe-core/playwright: that
 * opens a second page to gather its results, which Electron's window has not.
 */
export async function violations(window: Page): Promise<string[]> {
  // Handing it over costs as much as a look: once for each document.
  if (!(await window.evaluate<boolean>('"axe" in window'))) await window.evaluate(axe.source)
  const found = await look(window)
  // A toast that began to fade while it was looked at is gone at the second look; what is wrong with the page is not.
  return found.length === 0 ? [] : look(window)
}

async function look(window: Page): Promise<string[]> {
  await window.evaluate(SETTLED)
  const { violations: found } = await window.evaluate<Found>(
    // Menus and pickers are drawn beside the page's landmarks.
    'axe.run(document, { resultTypes: ["violations"], rules: { region: { enabled: false } } })',
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  )
}
