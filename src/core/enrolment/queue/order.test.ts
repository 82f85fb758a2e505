import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRIORITIES } from '../../../contract/queue.ts'
import { compareQueued, type Queued } from './order.ts'

const queued = fc.record({
  day: fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25'),
  number: fc.integer({ min: 1, max: 200 }),
  priority: fc.constantFrom(null, ...PRIORITIES),
})

test('what an earlier day left leads, then priority, then the number; a total order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(queued, { maxLength: 40, selector: ({ day, number }) => `${day} ${number}` }),
      (tickets: Queued[]) => {
        const sorted = tickets.toSorted(compareQueued)
        for (const [i, after] of sorted.entries()) {
          const before = sorted[i - 1]
          if (!before) continue
          expect(before.day <= after.day).toBe(true)
          if (before.day !== after.day) continue
          expect(before.priority !== null || after.priority === null).toBe(true)
          if ((before.priority === null) === (after.priority === null))
            expect(before.number <= after.number).toBe(true)
        }
        expect(tickets.toReversed().toSorted(compareQueued)).toEqual(sorted)
      },
    ),
  )
})
