import { expect, it } from 'vitest'
import { simulateOutage } from './testing/outage.ts'

it('after six months every resident has a card or a named reason, and the ledgers agree', async () => {
  const summary = await simulateOutage(3)
  const { statuses, cardsPrinted, misprints, suketWithdrawn } = summary
  expect(summary).toMatchObject({
    recorded: 26 * 3 + 6,
    bags: 9,
    withoutReceipt: 0,
    twoCards: 0,
    disagreements: [],
  })
  // No site answered for months: these cards were ordered, granted and reported by bags.
  expect(summary.grantedByDrive).toBeGreaterThan(10)
  const issued = statuses['CARD_ISSUED'] ?? 0
  expect(issued).toBe(cardsPrinted)
  expect(issued).toBeGreaterThan(60)
  // A Suket stays with whom the centre has not decided on, and with nobody else.
  expect(suketWithdrawn).toBe(issued)
  expect(summary.suketOpen).toBe(statuses['ADJUDICATE_RECORD'] ?? 0)
  expect(statuses['DUPLICATE_RECORD']).toBe(6)
  expect(summary.blanksReceived - cardsPrinted - misprints).toBe(summary.blanksLeft)
  expect(misprints).toBeGreaterThan(0)
  // Whoever has no card is named: recorded twice, or for a person to decide.
  const named = ['CARD_ISSUED', 'DUPLICATE_RECORD', 'ADJUDICATE_RECORD', 'REQUEST_VALIDATION']
  expect(Object.keys(statuses).filter((status) => !named.includes(status))).toEqual([])
}, 600_000)
