import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

// Not @axe-core/playwright: that opens a second page to gather results, which Electron's window has not.
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  readonly violations: readonly {
    id: string
    nodes: readonly { target: unknown; failureSummary?: string }[]
  }[]
}

/** What axe-core finds wrong with the page as it stands, one line a node; empty is as it should be. */
export async function violations(window: Page): Promise<string[]> {
  await window.evaluate(source)
  const { violations: found } = await window.evaluate<Found>(
    'axe.run(document, { resultTypes: ["violations"] })',
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  )
}
