import { describe, expect, it } from 'vitest'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { FINGER_SLOTS } from '../guide/steps.ts'
import { sampleDraft } from '../testing/sample-draft.ts'
import { FINGER_GROUPS, isToBeRetried, nextGroup, nextOpen, readable, slotState, tryOf } from './groups.ts'

const withSlots = (slots: readonly Slot[], score?: number): Draft =>
  sampleDraft({
    captures: slots.map((slot) => ({
      slot,
      media: 'image/png',
      bytes: 1,
      url: '',
      meta: { device: 'test', attempts: 1, ...(score === undefined ? {} : { score }) },
    })),
  })

it('covers each of the ten fingers once, four at most at a time', () => {
  const all = FINGER_GROUPS.flatMap(({ slots }) => slots)
  expect(all.toSorted()).toEqual([...FINGER_SLOTS].toSorted())
  for (const { slots } of FINGER_GROUPS) expect(slots.length).toBeLessThanOrEqual(4)
})

describe('nextGroup', () => {
  it('goes right, left, thumbs, and stops', () => {
    expect(nextGroup(sampleDraft({}), FINGER_GROUPS, 40)?.word).toBe('right4')
    expect(nextGroup(withSlots(FINGER_GROUPS[0]?.slots ?? []), FINGER_GROUPS, 40)?.word).toBe('left4')
    expect(nextGroup(withSlots(FINGER_SLOTS), FINGER_GROUPS, 40)).toBeNull()
  })

  it('comes back for one finger that was not read', () => {
    const draft = withSlots(FINGER_SLOTS.filter((slot) => slot !== 'finger-right-ring'))
    expect(nextGroup(draft, FINGER_GROUPS, 40)?.word).toBe('right4')
  })
})

describe('three retries of a low score', () => {
  const tried = (attempts: number, score = 20) =>
    sampleDraft({
      captures: withSlots(FINGER_SLOTS, 80).captures.map((capture) =>
        capture.slot === 'finger-left-ring'
          ? { ...capture, meta: { ...capture.meta, score, attempts } }
          : capture,
      ),
    })

  it('asks for the group again, three times, and then lets it be', () => {
    expect([1, 2, 3, 4].map((attempts) => nextGroup(tried(attempts), FINGER_GROUPS, 40)?.word)).toEqual([
      'left4',
      'left4',
      'left4',
      undefined,
    ])
    expect([1, 3].map((attempts) => tryOf(tried(attempts), FINGER_GROUPS[1]!, 40))).toEqual([2, 4])
    expect(tryOf(sampleDraft({}), FINGER_GROUPS[1]!, 40)).toBe(1)
  })

  it('does not for what is good, excepted, or has no score', () => {
    expect(isToBeRetried(tried(1, 40), 'finger-left-ring', 40)).toBe(false)
    expect(isToBeRetried(withSlots(['finger-left-ring']), 'finger-left-ring', 40)).toBe(false)
    const excepted = {
      ...tried(1),
      exceptions: [{ slot: 'finger-left-ring' as const, reason: 'aus', approvedBy: null }],
    }
    expect(isToBeRetried(excepted, 'finger-left-ring', 40)).toBe(false)
  })
})

it('does not ask the scanner for an excepted finger', () => {
  const draft = sampleDraft({
    exceptions: [{ slot: 'finger-right-ring', reason: 'tidak ada', approvedBy: null }],
  })
  expect(readable(draft, FINGER_GROUPS[0]?.slots ?? [])).toHaveLength(3)
})

it('calls a score below the threshold poor, and a file without a score good', () => {
  expect(slotState(withSlots(['iris-left'], 40), 'iris-left', 60)).toEqual({ state: 'poor', score: 40 })
  expect(slotState(withSlots(['iris-left'], 60), 'iris-left', 60).state).toBe('good')
  expect(slotState(withSlots(['iris-left']), 'iris-left', 60)).toEqual({ state: 'good', score: null })
  expect(slotState(sampleDraft({}), 'iris-left', 60).state).toBe('open')
})

it('looks at the next open slot, round the corner if need be', () => {
  const slots: Slot[] = ['iris-left', 'iris-right']
  expect(nextOpen(withSlots(['iris-right']), slots, 'iris-right')).toBe('iris-left')
  expect(nextOpen(withSlots(slots), slots, 'iris-right')).toBe('iris-right')
})
