import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A test that failed, or a file that did not come so far as to run one. */
export interface Failure {
  /** Below the project's folder. */
  readonly file: string
  readonly test: string
  readonly words: string
}

/** What vitest's JSON report has of one file; the numbers of a suite that is no vitest's stand in the report alone. */
interface FileResult {
  readonly name: string
  readonly status: 'passed' | 'failed'
  readonly message: string
  readonly assertionResults: readonly {
    readonly status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo' | 'disabled'
    readonly fullName: string
    readonly failureMessages: readonly string[] | null
  }[]
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults?: readonly FileResult[]
}

const read = (file: string): Report | undefined =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined

/**
 * What a JSON report counted. A run that failed without a failed test (a file that did not load, a crash, no report) counts as one
 * failure, so that the closing line never says that all is well.
 */
export function countOf(report: string, ranWell: boolean): Count {
  const found = read(report)
  if (found === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const failed = found.numFailedTests === 0 && !ranWell ? 1 : found.numFailedTests
  return { passed: found.numPassedTests, failed, skipped: found.numPendingTests + found.numTodoTests }
}

/** The tests that a report says failed, in its order. */
export function failuresOf(report: string): Failure[] {
  const failed = (read(report)?.testResults ?? []).filter(({ status }) => status === 'failed')
  return failed.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(projectRoot, name)
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length === 0) return [{ file, test: 'does not load', words: message }]
    return tests.map(({ fullName, failureMessages }) => ({
      file,
      test: fullName,
      words: failureMessages?.join('\n') ?? '',
    }))
  })
}

/**
 * The count of a suite of which these files were run once more by themselves: of them the second report alone counts.
 * @param ranWell whether the second run ended well
 */
export function countAfter(first: string, files: readonly string[], second: string, ranWell: boolean): Count {
  const others = (read(first)?.testResults ?? []).filter(
    ({ name }) => !files.includes(path.relative(projectRoot, name)),
  )
  const states = others.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const again = countOf(second, ranWell)
  return {
    passed: states.filter((status) => status === 'passed').length + again.passed,
    failed: again.failed,
    skipped: states.filter((status) => status !== 'passed').length + again.skipped,
  }
}

export const closingLine = (name: string, { passed, failed, skipped }: Count): string =>
  `${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`

/** A failure in few lines, for the end of a long output. */
export const failureLine = ({ file, test, words }: Failure): string =>
  `${file} > ${test}\n${words
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n')}`
