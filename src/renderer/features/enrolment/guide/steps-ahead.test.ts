import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Step, STEPS } from '../../../../contract/enrolment.ts'
import { StepsAhead } from './steps-ahead.ts'

/** A disk that keeps a step when it is told to, and refuses when it is told to. */
function slowDisk() {
  const kept: Step[] = []
  const asked: { step: Step; answer: (refusal?: Error) => void }[] = []
  const ahead = new StepsAhead<() => void>(async (step, first) => {
    await new Promise<void>((resolve, reject) =>
      asked.push({ step, answer: (refusal) => (refusal ? reject(refusal) : resolve()) }),
    )
    first?.()
    kept.push(step)
  })
  const answer = async (refusal?: Error) => {
    asked.shift()!.answer(refusal)
    // The next one is asked for in a later microtask.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ahead, kept, asked, answer }
}

it('shows the next step at once, and a second key while the first step is on its way is not lost', async () => {
  const { ahead, kept, asked, answer } = slowDisk()
  ahead.goTo('signature')
  expect(ahead.state()).toEqual({ step: 'signature', refused: null })
  ahead.goTo('fingers')
  expect(ahead.state().step).toBe('fingers')
  expect(asked.map(({ step }) => step)).toEqual(['signature'])
  await answer()
  expect(ahead.state().step).toBe('fingers')
  await answer()
  expect(kept).toEqual(['signature', 'fingers'])
  // Not for a moment the one before: whoever asked the core hears of it later than we do.
  expect(ahead.state()).toEqual({ step: 'fingers', refused: null })
  ahead.goTo('irises')
  await answer(new Error('no'))
  expect(ahead.state().step).toBe('fingers')
})

it('one that is refused takes those behind it along, and its words stay until the next step', async () => {
  const { ahead, kept, asked, answer } = slowDisk()
  let said = 0
  ahead.goTo('signature', () => said++)
  ahead.goTo('fingers')
  const settled = ahead.settled()
  const refusal = new Error('PARKED')
  await answer(refusal)
  expect(await settled).toBe(false)
  expect(ahead.state()).toEqual({ step: null, refused: refusal })
  expect([asked.length, kept.length, said]).toEqual([0, 0, 0])
  // What is over stands in nobody's way.
  expect(await ahead.settled()).toBe(true)
  ahead.goTo('signature', () => said++)
  expect(ahead.state().refused).toBeNull()
  await answer()
  expect([await ahead.settled(), said]).toEqual([true, 1])
  expect(kept).toEqual(['signature'])
})

it('whatever is pressed when: steps are kept in the order of the keys, up to the first that is refused', async () => {
  const act = fc.oneof(
    fc.constantFrom(...STEPS).map((step) => ({ press: step })),
    fc.boolean().map((refuse) => ({ refuse })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const { ahead, kept, asked, answer } = slowDisk()
      const expected: Step[] = []
      let pending: Step[] = []
      for (const one of acts) {
        if ('press' in one) {
          ahead.goTo(one.press)
          pending.push(one.press)
        } else if (asked.length > 0) {
          await answer(one.refuse ? new Error('no') : undefined)
          if (one.refuse) pending = []
          else expected.push(pending.shift()!)
        }
        expect(ahead.state().step).toBe(pending.at(-1) ?? expected.at(-1) ?? null)
      }
      while (asked.length > 0) await answer()
      expect(kept).toEqual([...expected, ...pending])
      expect(ahead.state().step).toBe(kept.at(-1) ?? null)
    }),
  )
})
