import { describe, expect, it } from 'vitest'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { FINGER_SLOTS } from '../guide/steps.ts'
import { sampleDraft } from '../testing/sample-draft.ts'
import { FINGER_GROUPS, nextGroup, nextOpen, readable, slotState } from './groups.ts'

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
    expect(nextGroup(sampleDraft({}), FINGER_GROUPS)?.word).toBe('right4')
    expect(nextGroup(withSlots(FINGER_GROUPS[0]?.slots ?? []), FINGER_GROUPS)?.word).toBe('left4')
    expect(nextGroup(withSlots(FINGER_SLOTS), FINGER_GROUPS)).toBeNull()
  })

  it('comes back for one finger that was not read', () => {
    const draft = withSlots(FINGER_SLOTS.filter((slot) => slot !== 'finger-right-ring'))
    expect(nextGroup(draft, FINGER_GROUPS)?.word).toBe('right4')
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
