// `scripts/torture/run.ts [--quick] [--seed N] [--only PART ...] [--cuts N] [--report FILE]`: the fault table of BACKUP on real file systems. Prints points tried and
// violations, with the seed; what this machine cannot run is said as not run. Exit 1 on any violation.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parts } from './parts.ts'
import { Trials } from './part.ts'
import { counted, summary } from './summary.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    report: { type: 'string' },
    cuts: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
  },
})

const done: Trials[] = []
// What is thrown in a timer is the part's that set it, and takes no other part's figures along.
process.on('uncaughtException', (error) => {
  const part = done.at(-1)
  if (part === undefined) throw error
  part.violation('outside of every point', error.stack ?? error.message)
})

for (const part of parts) {
  if (values.only.length > 0 && !values.only.includes(part.name)) continue
  const trials = new Trials(part.name, values.seed, values.quick, Number(values.cuts ?? 0))
  done.push(trials)
  if (part.isLong === true && values.quick) {
    trials.notRun.push('long form only')
    continue
  }
  const missing = await part.missing()
  if (missing !== undefined) {
    trials.notRun.push(missing)
    continue
  }
  const began = performance.now()
  try {
    await part.run(trials)
  } catch (error) {
    trials.violation('the part itself', error instanceof Error ? (error.stack ?? '') : String(error))
  }
  trials.notes.push(`${Math.round((performance.now() - began) / 1000)} s`)
  process.stderr.write(`${part.name}: ${trials.points} points, ${trials.violations.length} violations\n`)
}
process.stdout.write(summary(done, values.seed))
if (values.report !== undefined) writeFileSync(values.report, counted(done))
process.exit(done.some(({ violations }) => violations.length > 0) ? 1 : 0)
