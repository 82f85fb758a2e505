import { expect, it } from 'vitest'
import type { Slot } from '../../../../contract/enrolment.ts'
import { sampleDraft } from '../testing/sample-draft.ts'
import { nextFinger, servingFingers } from './serving-fingers.ts'

const draft = sampleDraft({
  captures: (
    ['finger-right-thumb', 'finger-right-index', 'finger-right-ring', 'finger-left-index'] as Slot[]
  ).map((slot) => ({ slot, media: '', bytes: 1, url: '', meta: { device: 'x', attempts: 1 } })),
})

it('offers the captured fingers of the hand, the index first, the thumb last', () => {
  expect(servingFingers(draft, 'right')).toEqual(['right-index', 'right-ring', 'right-thumb'])
})

it('goes round them', () => {
  expect(nextFinger(draft, 'second-right-index')).toBe('right-ring')
  expect(nextFinger(draft, 'second-right-thumb')).toBe('right-index')
  expect(nextFinger(draft, 'second-left-index')).toBe('left-index')
})
