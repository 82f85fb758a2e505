import { expect, it } from 'vitest'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { fingerToCompare } from './finger-to-compare.ts'

const having = (...slots: Slot[]): Pick<Draft, 'captures'> => ({
  captures: slots.map((slot) => ({
    slot,
    media: 'image/png',
    bytes: 1,
    url: '',
    meta: { device: 'x', attempts: 1 },
  })),
})

it('asks for an index finger before any other that was captured, and for none where none was', () => {
  expect(fingerToCompare(having('photo', 'iris-left'))).toBeNull()
  expect(fingerToCompare(having('finger-left-little', 'finger-left-index'))).toBe('left-index')
  expect(fingerToCompare(having('finger-left-index', 'finger-right-index'))).toBe('right-index')
  expect(fingerToCompare(having('finger-left-ring'))).toBe('left-ring')
})
