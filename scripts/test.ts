// `npm test`: everything that CI runs. Names of suites as arguments run these alone: check, unit, slow, torture, end-to-end.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildAll } from './build.ts'
import {
  closingLine,
  type Count,
  countAfter,
  countOf,
  type Failure,
  failureLine,
  failuresOf,
} from './check/count.ts'
import { runStep, runSteps } from './check/run-step.ts'
import { againOf, checks, reportOf, type Suite, suites } from './check/steps.ts'
import { projectRoot } from './electron-runtime/places.mjs'

/** More files than this do not fail by chance, and are not run again. */
const FILES_RUN_AGAIN = 4

const wanted = process.argv.slice(2)
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)
const say = (line: string) => void process.stdout.write(`${line}\n`)
const title = (name: string) => say(`\n--- ${name} ---`)
const counts: [name: string, count: Count][] = []
const told: [heading: string, failures: readonly Failure[]][] = []

function emptyReport(name: string): string {
  const report = path.join(projectRoot, reportOf(name))
  rmSync(report, { force: true })
  mkdirSync(path.dirname(report), { recursive: true })
  return report
}

/** Runs a suite; a few files that failed are run once more by themselves, and what failed then has failed (decision 0185). */
async function runSuite(suite: Suite): Promise<Count> {
  const report = emptyReport(suite.name)
  const { passed } = await runStep(suite, true)
  const failures = failuresOf(report)
  const files = [...new Set(failures.map(({ file }) => file))]
  if (!suite.mayRunAgain || files.length === 0 || files.length > FILES_RUN_AGAIN) {
    told.push([`failed in ${suite.name}`, failures])
    return countOf(report, passed)
  }
  title(`${suite.name}, once more: ${files.join(', ')}`)
  const again = againOf(suite, files)
  const second = emptyReport(again.name)
  const ranAgain = await runStep(again, true)
  told.push(
    [`failed in ${suite.name} at the first try`, failures],
    [`failed in ${suite.name} again`, failuresOf(second)],
  )
  return countAfter(report, files, second, ranAgain.passed)
}

if (isWanted('check')) {
  title('check')
  const results = await runSteps(checks)
  const failed = results.filter(({ passed }) => !passed).length
  counts.push(['check', { passed: results.length - failed, failed, skipped: 0 }])
}
for (const suite of suites.filter(({ name }) => isWanted(name))) {
  const began = performance.now()
  title(suite.name)
  if (suite.name === 'end-to-end') await buildAll()
  counts.push([suite.name, await runSuite(suite)])
  say(`${suite.name} took ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

for (const [heading, failures] of told.filter(([, list]) => list.length > 0)) {
  title(heading)
  for (const failure of failures) say(failureLine(failure))
}
say('')
for (const [name, count] of counts) say(closingLine(name, count))
process.exitCode = counts.length === 0 || counts.some(([, { failed }]) => failed > 0) ? 1 : 0
