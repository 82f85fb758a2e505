import { describe, expect, it } from 'vitest'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { sampleBiodata, sampleDraft } from '../testing/sample-draft.ts'
import { asksExceptionPhoto, neighbour, secondSlots, slotsOf, stepState, stepsOf } from './steps.ts'

const captured = (...slots: Slot[]): Draft['captures'] =>
  slots.map((slot) => ({
    slot,
    media: 'image/png',
    bytes: 1,
    url: '',
    meta: { device: 'test', attempts: 1 },
  }))

describe('stepState', () => {
  it('asks for complete biodata and for reading it aloud', () => {
    expect(stepState(sampleDraft({ biodata: { nik: '5272011703850001' } }), 'biodata').state).toBe('todo')
    expect(stepState(sampleDraft({ biodata: sampleBiodata }), 'biodata')).toMatchObject({
      state: 'partial',
      done: 1,
    })
    expect(stepState(sampleDraft({ biodata: sampleBiodata, confirmed: true }), 'biodata').state).toBe('done')
  })

  it('counts captured and excepted fingers alike', () => {
    const draft = sampleDraft({
      captures: captured('finger-right-thumb', 'finger-right-index', 'second-right-index'),
      exceptions: [{ slot: 'finger-left-little', reason: 'tidak ada', approvedBy: null }],
    })
    expect(stepState(draft, 'fingers')).toEqual({ state: 'partial', done: 3, all: 10 })
    expect(stepState(draft, 'irises')).toEqual({ state: 'todo', done: 0, all: 2 })
    expect(stepState(draft, 'second')).toEqual({ state: 'partial', done: 1, all: 2 })
  })

  it('does not call the original photo a photo', () => {
    expect(stepState(sampleDraft({ captures: captured('photo-original') }), 'photo').state).toBe('todo')
  })
})

it('does not ask a second time for an index finger that cannot be captured', () => {
  const draft = sampleDraft({
    exceptions: [{ slot: 'finger-right-index', reason: 'tidak ada', approvedBy: null }],
  })
  expect(secondSlots(draft)).toEqual(['second-left-index'])
  const both = sampleDraft({
    exceptions: [
      { slot: 'finger-right-index', reason: 'tidak ada', approvedBy: null },
      { slot: 'finger-left-index', reason: 'tidak ada', approvedBy: null },
    ],
  })
  expect(stepState(both, 'second')).toEqual({ state: 'done', done: 0, all: 0 })
})

it('knows ten fingers, two irises, and the order of the SOP', () => {
  const draft = sampleDraft({})
  expect(slotsOf(draft, 'fingers')).toHaveLength(10)
  expect(slotsOf(draft, 'irises')).toEqual(['iris-left', 'iris-right'])
  expect(neighbour({ amends: null }, 'biodata', 1)).toBe('photo')
  expect(neighbour({ amends: null }, 'biodata', -1)).toBeNull()
  expect(neighbour({ amends: null }, 'review', 1)).toBeNull()
})

it('asks neither for biodata nor for papers where a sealed recording gets a further capture', () => {
  const amends = {
    recording: '0'.repeat(26),
    amendment: { kind: 'supplement' as const, reason: 'jempol kabur' },
  }
  expect(stepsOf({ amends })[0]).toBe('photo')
  expect(neighbour({ amends }, 'irises', 1)).toBe('second')
})

it('asks for a photo of what a scanner cannot read, and of nothing else', () => {
  const excepting = (slot: Slot) =>
    sampleDraft({
      captures: captured('photo'),
      exceptions: [{ slot, reason: 'tidak ada', approvedBy: null }],
    })
  expect(asksExceptionPhoto(excepting('iris-left'))).toBe(true)
  expect(asksExceptionPhoto(excepting('signature'))).toBe(false)
  expect(stepState(excepting('iris-left'), 'photo', true)).toEqual({ state: 'partial', done: 1, all: 2 })
  expect(stepState(excepting('iris-left'), 'photo').state).toBe('done')
})
