// `npm run outage [RESIDENTS-A-DAY] [SEED]`: six months without the data centre, day by day in fast time, and what became of everybody.
import { simulateOutage } from '../src/core/printing/testing/outage.ts'

const perDay = Number(process.argv[2] ?? 4)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
process.stdout.write(`${perDay} penduduk sehari, seed ${seed}\n`)
const { diary, ...summary } = await simulateOutage({ perDay, seed })
for (const line of diary) process.stdout.write(`${line}\n`)
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
