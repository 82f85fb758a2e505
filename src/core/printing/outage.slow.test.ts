import { expect, it } from 'vitest'
import { simulateOutage } from './testing/outage.ts'

/** REKAM_SEED plays other six months; `npm run outage` plays larger ones. */
const SEED = Number(process.env['REKAM_SEED'] ?? 20170317)

it(`after six months, day by day, every resident has a card or a named reason, and the ledgers agree (seed ${SEED})`, async () => {
  const summary = await simulateOutage({ perDay: 0.4, seed: SEED })
  const { statuses, cardsPrinted, misprints, suketWithdrawn, epochs } = summary
  expect(summary).toMatchObject({
    unexplained: [],
    withoutReceipt: 0,
    withoutCopy: 0,
    numbersMissing: [],
    disagreements: [],
  })
  // Restored once, under a new epoch, and everybody who was recorded before is still there.
  expect(new Set(epochs).size).toBe(2)
  expect(summary.diary.filter((line) => line.includes('dipulihkan'))).toHaveLength(1)
  expect(summary.residents).toBeGreaterThan(50)
  expect(summary.packets).toBeGreaterThan(summary.residents)
  expect(summary.bags).toBeGreaterThan(5)
  expect(summary.resets).toBeGreaterThan(0)
  expect(summary.amendments).toBeGreaterThan(5)
  // No site answered for months: these cards were ordered, granted and reported by bags.
  expect(summary.byDrive).toBeGreaterThan(0)
  const issued = statuses['CARD_ISSUED'] ?? 0
  expect(issued).toBe(cardsPrinted)
  expect(issued).toBeGreaterThan(50)
  // A Suket stays with whom the centre has not decided on, and with nobody else: the void recording's is withdrawn too.
  expect(suketWithdrawn).toBe(issued + 1)
  expect(summary.suketOpen).toBe(statuses['ADJUDICATE_RECORD'] ?? 0)
  expect(statuses['UNREGISTERED']).toBe(1)
  expect(summary.blanksReceived - cardsPrinted - misprints).toBe(summary.blanksLeft)
}, 600_000)
