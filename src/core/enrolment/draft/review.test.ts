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
    unapproved: 0,
    photoApproved: true,
    exceptionPhoto: false,
    documents: [{ kind: 'kk' }],
    thresholds: { finger: 40, iris: 60 },
    today: '2026-11-23',
    regions,
    reasons: {},
    alike: [],
    parked: false,
    domicileDiffers: false,
    ...over,
  }
}

test('a complete draft has nothing in its way', () => {
  expect(reviewOf(draft())).toEqual({ blocking: [], warnings: [] })
})

test('an address that the application contradicts is a warning, and stops nothing', () => {
  const { blocking, warnings } = reviewOf(draft({ domicileDiffers: true }))
  expect(blocking).toEqual([])
  expect(warnings).toEqual([{ code: 'DOMICILE-DIFFERS', step: 'review' }])
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

test('any slot is settled by a capture or an exception; a first finger’s exception is the second’s too', () => {
  fc.assert(
    fc.property(fc.subarray([...REQUIRED]), fc.subarray([...REQUIRED]), (missing, excepted) => {
      const captures = new Map(REQUIRED.filter((slot) => !missing.includes(slot)).map((slot) => [slot, {}]))
      const { blocking } = reviewOf(draft({ captures, exceptions: new Set(excepted) }))
      const first = (slot: Slot) => slot.replace(/^second-/, 'finger-') as Slot
      const due = missing.filter(
        (slot) =>
          !(SLOTS[slot].exceptable && excepted.includes(slot)) &&
          !(slot.startsWith('second-') && excepted.includes(first(slot))) &&
          !(slot === 'photo-original' && excepted.includes('photo')),
      )
      expect(new Set(blocking.map(({ slot }) => slot))).toEqual(new Set(due))
      expect(blocking).toHaveLength(due.length)
    }),
  )
})

test('a look-alike that nobody decided on, or that is the same person, stands in the way; another person does not', () => {
  expect(reviewOf(draft({ alike: ['other-person'] })).blocking).toEqual([])
  expect(reviewOf(draft({ alike: ['other-person', undefined] })).blocking).toEqual([
    { code: 'ALIKE-UNDECIDED', step: 'biodata' },
  ])
  expect(reviewOf(draft({ alike: ['same-person'] })).blocking).toEqual([
    { code: 'ALIKE-SAME', step: 'biodata' },
  ])
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
  expect(moved.blocking).toEqual([{ code: 'REASON-MISSING', step: 'biodata', field: 'nik' }])
  expect(moved.warnings).toContainEqual({ code: 'NIK-SEX-MISMATCH', step: 'biodata', field: 'nik' })
  const young = { ...sampleBiodata(1), tanggalLahir: '2015-01-01', statusPerkawinan: '1' }
  expect(reviewOf(draft({ biodata: young })).blocking).toEqual([
    { code: 'AGE-TOO-YOUNG', step: 'biodata', field: 'tanggalLahir' },
    { code: 'REASON-MISSING', step: 'biodata', field: 'nik' },
  ])
  // With its reason the mismatch stands in nobody's way.
  const reasons = { 'NIK-SEX-MISMATCH': 'sesuai KK' }
  const explained = draft({ biodata: { ...sampleBiodata(1), jenisKelamin: '2' }, reasons })
  expect(reviewOf(explained).blocking).toEqual([])
})

test('a thumb stands in for a signature, another finger of the hand for a second capture', () => {
  const captures = new Map(draft().captures)
  for (const slot of ['signature', 'second-right-index', 'second-left-index'] as const) captures.delete(slot)
  expect(reviewOf(draft({ captures })).blocking.map(({ slot }) => slot)).toEqual([
    'signature',
    'second-right-index',
    'second-left-index',
  ])
  captures.set('signature-thumb', {}).set('second-right-middle', {}).set('second-left-thumb', {})
  expect(reviewOf(draft({ captures })).blocking).toEqual([])
})

test('what waits for others is said and never in the way: supervisor, papers, a second capture that differs', () => {
  const captures = new Map(draft().captures).set('second-left-index', { score: 90, match: 'different' })
  const exceptions = new Set<Slot>(['finger-right-ring'])
  expect(reviewOf(draft({ captures, exceptions, unapproved: 1, documents: [] }))).toEqual({
    blocking: [],
    warnings: [
      { code: 'SECOND-DIFFERS', step: 'second', slot: 'second-left-index' },
      { code: 'DOCUMENT-MISSING', step: 'documents' },
      { code: 'APPROVAL-WAITS', step: 'review' },
    ],
  })
})

test('where the Dinas asks for it an exception is shown in a photo, or that is excepted too', () => {
  const excepted = draft({ exceptions: new Set<Slot>(['iris-left']), exceptionPhoto: true })
  expect(reviewOf(excepted).blocking).toEqual([
    { code: 'CAPTURE-MISSING', step: 'photo', slot: 'exception-photo' },
  ])
  const shown = new Map(draft().captures).set('exception-photo', {})
  expect(reviewOf({ ...excepted, captures: shown }).blocking).toEqual([])
  const both = new Set<Slot>(['iris-left', 'exception-photo'])
  expect(reviewOf({ ...excepted, exceptions: both }).blocking).toEqual([])
})

test('a photo that the resident has not agreed to is in the way', () => {
  expect(reviewOf(draft({ photoApproved: false })).blocking).toEqual([
    { code: 'PHOTO-NOT-APPROVED', step: 'photo' },
  ])
})
