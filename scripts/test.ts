// `npm test`: everything that CI runs. Names of suites as arguments run these alone: check, unit, slow, torture, end-to-end.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildAll } from './build.ts'
import { closingLine, type Count, countOf } from './check/count.ts'
import { filesOnceMore, withSecondRun } from './check/once-more.ts'
import { runStep, runSteps } from './check/run-step.ts'
import { checks, onceMore, reportOf, suites } from './check/steps.ts'
import { projectRoot } from './electron-runtime/places.mjs'

const wanted = process.argv.slice(2)
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)
const title = (name: string) => void process.stdout.write(`\n--- ${name} ---\n`)
const counts: [name: string, count: Count][] = []

if (isWanted('check')) {
  title('check')
  const results = await runSteps(checks)
  const failed = results.filter(({ passed }) => !passed).length
  counts.push(['check', { passed: results.length - failed, failed, skipped: 0 }])
}
for (const suite of suites.filter(({ name }) => isWanted(name))) {
  title(suite.name)
  const report = path.join(projectRoot, reportOf(suite.name))
  rmSync(report, { force: true })
  mkdirSync(path.dirname(report), { recursive: true })
  if (suite.name === 'end-to-end') await buildAll()
  const { passed } = await runStep(suite, true)
  const count = countOf(report, passed)
  const files = suite.name === 'end-to-end' ? filesOnceMore(report) : []
  counts.push([suite.name, files.length > 0 ? await triedAgain(count, report, files) : count])
}

/** Window tests that failed beside others are tried once more by themselves, and said to be (decision 0120). */
async function triedAgain(first: Count, report: string, files: readonly string[]): Promise<Count> {
  const names = files.map((file) => path.relative(projectRoot, file))
  title(`once more by themselves: ${names.join(', ')}`)
  const step = onceMore(names)
  const second = path.join(projectRoot, reportOf(step.name))
  rmSync(second, { force: true })
  const { passed } = await runStep(step, true)
  return withSecondRun(first, report, files, countOf(second, passed))
}

process.stdout.write('\n')
for (const [name, count] of counts) process.stdout.write(`${closingLine(name, count)}\n`)
process.exitCode = counts.length === 0 || counts.some(([, { failed }]) => failed > 0) ? 1 : 0
