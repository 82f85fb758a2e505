// `npm test`: everything that CI runs. Names of suites as arguments run these alone: check, unit, slow, torture, end-to-end.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildAll } from './build.ts'
import { closingLine, type Count, countOf } from './check/count.ts'
import { runStep, runSteps } from './check/run-step.ts'
import { checks, reportOf, suites } from './check/steps.ts'
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
  counts.push([suite.name, countOf(report, passed)])
}

process.stdout.write('\n')
for (const [name, count] of counts) process.stdout.write(`${closingLine(name, count)}\n`)
process.exitCode = counts.length === 0 || counts.some(([, { failed }]) => failed > 0) ? 1 : 0
