// `npm run outage [RESIDENTS-A-DAY] [SEED]`: six months without the data centre, day by day in fast time, and what became of everybody.
// Exit code 1 when somebody has neither one card nor a named reason, a packet lacks receipt or copy, or the ledgers do not agree.
import { simulateOutage } from '../src/core/printing/testing/outage.ts'
import { type OutageSummary, wrongIn } from '../src/core/printing/testing/outage-summary.ts'

/** Prints what came of it. Answers the exit code. */
export function told({ diary, ...summary }: OutageSummary, out: (line: string) => void): number {
  for (const line of diary) out(line)
  out(JSON.stringify(summary, null, 2))
  const wrong = wrongIn(summary)
  for (const line of wrong) out(`SALAH ${line}`)
  return wrong.length === 0 ? 0 : 1
}

if (import.meta.main) {
  const perDay = Number(process.argv[2] ?? 4)
  const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
  const out = (line: string) => void process.stdout.write(`${line}\n`)
  out(`${perDay} penduduk sehari, seed ${seed}`)
  process.exitCode = told(await simulateOutage({ perDay, seed }), out)
}
