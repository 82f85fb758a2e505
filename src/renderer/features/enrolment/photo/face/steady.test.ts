import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PhotoFlaw, photoFlawSchema } from '../../../../../contract/captures.ts'
import { isGood, steady, UNSEEN } from './steady.ts'

/** What is said after each look, a tenth of a second apart. */
function said(looks: readonly (readonly PhotoFlaw[])[], step = 100) {
  let state = UNSEEN
  return looks.map((flaws, at) => {
    state = steady(state, flaws, at * step)
    return state.said
  })
}

test('what is seen once is not said; what is seen twice is, and then stands', () => {
  expect(said([[], []])).toEqual([null, 'good'])
  expect(said([[], [], ['eyes-closed'], []]).at(-1)).toBe('good')
  const blink = said([
    [],
    [],
    ['eyes-closed'],
    ['eyes-closed'],
    ...Array.from({ length: 9 }, () => ['eyes-closed' as const]),
  ])
  expect(blink.at(3)).toBe('good')
  expect(blink.at(-1)).toBe('eyes-closed')
})

test('only the first flaw is said', () => {
  expect(
    said([
      ['too-small', 'background'],
      ['too-small', 'turned'],
    ]).at(-1),
  ).toBe('too-small')
})

test('however the picture flickers, a word stands for nine tenths of a second', () => {
  const look = fc.subarray([...photoFlawSchema.options])
  fc.assert(
    fc.property(fc.array(look, { maxLength: 120 }), (looks) => {
      let last: { word: unknown; at: number } | null = null
      /** Milliseconds for which each word stood before another came. */
      const stood: number[] = []
      said(looks).forEach((word, at) => {
        if (word === last?.word || word === null) return
        if (last) stood.push((at - last.at) * 100)
        last = { word, at }
      })
      expect(stood.filter((time) => time < 900)).toEqual([])
    }),
  )
})

test('a backdrop alone is said last, and is good enough', () => {
  expect(said([['background'], ['background']]).at(-1)).toBe('background')
  expect([isGood(null), isGood('good'), isGood('background'), isGood('blurred')]).toEqual([
    false,
    true,
    true,
    false,
  ])
})
