import type { Trials } from './part.ts'

function line({ part, points, violations, notes, heard }: Trials): string {
  const answers = [...heard].map(([said, times]) => `${said} ${times}`).join(', ')
  const shown = `  (${[...notes, ...(answers === '' ? [] : [answers])].join('; ')})`
  return `${part.padEnd(12)} ${String(points).padStart(6)} points ${String(violations.length).padStart(3)} violations${shown}`
}

/** The last words of a run: per part what was tried and what was wrong, then what was not run, then the totals. */
export function summary(trials: readonly Trials[], seed: string): string {
  const ran = trials.filter(({ points }) => points > 0)
  const notRun = trials.flatMap(({ part, notRun: why }) => why.map((one) => `NOT RUN ${part}: ${one}`))
  const violations = trials.flatMap((one) => one.violations)
  const points = trials.reduce((sum, one) => sum + one.points, 0)
  return [
    '',
    ...ran.map(line),
    ...notRun,
    ...violations.map(({ part, point, what }) => `VIOLATION ${part}: ${point}: ${what}`),
    `torture: ${points} points tried, ${violations.length} violations, seed ${seed}`,
    '',
  ].join('\n')
}

/** For whoever counts: points as tests, in the words of vitest's JSON report. */
export function counted(trials: readonly Trials[]): string {
  const numFailedTests = trials.reduce(
    (sum, { violations }) => sum + new Set(violations.map(({ point }) => point)).size,
    0,
  )
  const points = trials.reduce((sum, one) => sum + one.points, 0)
  const numPendingTests = trials.reduce((sum, { notRun }) => sum + notRun.length, 0)
  return JSON.stringify({
    numPassedTests: Math.max(0, points - numFailedTests),
    numFailedTests,
    numPendingTests,
    numTodoTests: 0,
  })
}
