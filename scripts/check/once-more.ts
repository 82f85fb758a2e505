import { existsSync, readFileSync } from 'node:fs'
import type { Count } from './count.ts'

/** As many files may be run once more: more than that is no accident of a busy machine. */
export const MOST_ONCE_MORE = 2

/**
 * Files with a failed test in vitest's JSON report, which may be tried once more by themselves (decision 0120); none where the run failed
 * otherwise, where a file did not load, or where too many failed.
 * @param report path of the report
 * @param most as many files at most
 */
export function filesOnceMore(report: string, most = MOST_ONCE_MORE): string[] {
  if (!existsSync(report)) return []
  const { testResults = [] }: { testResults?: FileResult[] } = JSON.parse(readFileSync(report, 'utf8'))
  const failed = testResults.filter(({ status }) => status === 'failed')
  const didNotLoad = failed.some(
    ({ assertionResults }) => !assertionResults.some(({ status }) => status === 'failed'),
  )
  return didNotLoad || failed.length > most ? [] : failed.map(({ name }) => name)
}

interface FileResult {
  readonly name: string
  readonly status: string
  readonly assertionResults: readonly { readonly status: string }[]
}

/** Tests of these files in a report, counted by what became of them. */
function countIn(report: string, files: readonly string[]): Count {
  const { testResults }: { testResults: FileResult[] } = JSON.parse(readFileSync(report, 'utf8'))
  const results = testResults
    .filter(({ name }) => files.includes(name))
    .flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const passed = results.filter((status) => status === 'passed').length
  const failed = results.filter((status) => status === 'failed').length
  return { passed, failed, skipped: results.length - passed - failed }
}

/**
 * The count of a suite of which some files were run once more: theirs is what the second run says.
 * @param first what the whole suite counted
 * @param firstReport its report
 * @param files those that were run once more
 * @param second what their own run counted
 */
export function withSecondRun(
  first: Count,
  firstReport: string,
  files: readonly string[],
  second: Count,
): Count {
  const before = countIn(firstReport, files)
  return {
    passed: first.passed - before.passed + second.passed,
    failed: first.failed - before.failed + second.failed,
    skipped: first.skipped - before.skipped + second.skipped,
  }
}
