import { existsSync, readFileSync } from 'node:fs'

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * What vitest's JSON report counted. A run that failed without a failed test (a file that did not load, a crash, no
 * report) counts as one failure, so that the closing line never says that all is well.
 */
export function countOf(report: string, ranWell: boolean): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const failed = numFailedTests === 0 && !ranWell ? 1 : numFailedTests
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
}

export const closingLine = (name: string, { passed, failed, skipped }: Count): string =>
  `${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`
