import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Slot } from '../../../contract/enrolment.ts'
import { sampleBiodata } from '../../testing/sample-people.ts'
import { REQUIRED, SLOTS } from '../slots.ts'
import { type Reviewed, reviewOf } from './review.ts'

const regions = { nikCodes: new Set(['527201']), get: (code: string) => ({ code }) }

function draft(over: Partial<Reviewed> = {}): Reviewed {
  return {
    biodata: sampleBiodata(1),
    confirmed: true,
    truth: true,
    captures: new Map(REQUIRED.map((slot) => [slot, { score: 90 }])),
    exceptions: new Set<Slot>(),
    thresholds: { finger: 40, iris: 60 },
    today: '2026-11-23',
    regions,
    ...over,
  }
}

test('a complete draft has nothing in its way', () => {
  expect(reviewOf(draft())).toEqual({ blocking: [], warnings: [] })
})

test('everything missing is named, in the order of the steps', () => {
  const { blocking } = reviewOf(draft({ biodata: {}, confirmed: false, truth: false, captures: new Map() }))
  const steps = ['biodata', 'photo', 'signature', 'fingers', 'irises', 'second', 'review']
  expect(blocking.map(({ step }) => steps.indexOf(step))).toEqual(
    blocking.map(({ step }) => steps.indexOf(step)).toSorted((a, b) => a - b),
  )
  expect(new Set(blocking.map(({ step }) => step))).toEqual(new Set(steps))
  expect(reviewOf(draft({ confirmed: false })).blocking).toEqual([{ code: 'NOT-CONFIRMED', step: 'biodata' }])
})

test('any slot is settled by a capture or, but for the photo, by an exception', () => {
  fc.assert(
    fc.property(fc.subarray([...REQUIRED]), fc.subarray([...REQUIRED]), (missing, excepted) => {
      const captures = new Map(REQUIRED.filter((slot) => !missing.includes(slot)).map((slot) => [slot, {}]))
      const { blocking } = reviewOf(draft({ captures, exceptions: new Set(excepted) }))
      const first = (slot: Slot) => slot.replace(/^second-/, 'finger-') as Slot
      const due = missing.filter(
        (slot) =>
          !(SLOTS[slot].exceptable && excepted.includes(slot)) &&
          !(slot.startsWith('second-') && excepted.includes(first(slot))),
      )
      expect(new Set(blocking.map(({ slot }) => slot))).toEqual(new Set(due))
      expect(blocking).toHaveLength(due.length)
    }),
  )
})

test('worn fingers are flagged and never in the way', () => {
  const captures = new Map(draft().captures)
    .set('finger-left-ring', { score: 39 })
    .set('iris-left', { score: 59 })
  expect(reviewOf(draft({ captures }))).toEqual({
    blocking: [],
    warnings: [
      { code: 'LOW-SCORE', step: 'fingers', slot: 'finger-left-ring' },
      { code: 'LOW-SCORE', step: 'irises', slot: 'iris-left' },
    ],
  })
})

test('a NIK that does not match is a warning, too young a person is in the way', () => {
  const moved = reviewOf(draft({ biodata: { ...sampleBiodata(1), jenisKelamin: '2' } }))
  expect(moved.blocking).toEqual([])
  expect(moved.warnings).toContainEqual({ code: 'NIK-SEX-MISMATCH', step: 'biodata', field: 'nik' })
  const young = { ...sampleBiodata(1), tanggalLahir: '2015-01-01', statusPerkawinan: '1' }
  expect(reviewOf(draft({ biodata: young })).blocking).toEqual([
    { code: 'AGE-TOO-YOUNG', step: 'biodata', field: 'tanggalLahir' },
  ])
})
