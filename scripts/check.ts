// `npm run check`: format, lint, types of every process, rooms, dead code, unit tests. Under a minute.
import { checks, suites } from './check/steps.ts'
import { runSteps } from './check/run-step.ts'

const began = performance.now()
const unit = suites.filter(({ name }) => name === 'unit')
const results = await runSteps([...unit, ...checks])
const failed = results.filter(({ passed }) => !passed).length
const seconds = ((performance.now() - began) / 1000).toFixed(0)
process.stdout.write(`check: ${results.length - failed} passed, ${failed} failed, 0 skipped (${seconds} s)\n`)
process.exitCode = failed > 0 ? 1 : 0
