// `npm run outage`: six months without the data centre in fast time, and what became of everybody.
import { simulateOutage } from '../src/core/printing/testing/outage.ts'

const { diary, ...summary } = await simulateOutage(Number(process.argv[2] ?? 5))
for (const line of diary) process.stdout.write(`${line}\n`)
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
