import { expect, test } from 'vitest'
import { slotSchema } from '../../contract/enrolment.ts'
import { compareNames, rankOf } from '../../formats/packet/members.ts'
import { memberName, REQUIRED, scannerOf, SLOTS } from './slots.ts'

test('every slot has a member of its own that a packet takes', () => {
  const names = slotSchema.options.flatMap((slot) =>
    SLOTS[slot].media.map((media) => memberName(slot, media)),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => rankOf(name) < 1)).toEqual([])
  expect(names.toSorted(compareNames)[0]).toBe('photo.jpg')
})

test('ten fingers, two irises, two second captures, photo, original and signature are required', () => {
  expect(REQUIRED).toHaveLength(17)
  expect(REQUIRED.filter((slot) => scannerOf(slot) === 'finger')).toHaveLength(12)
  expect(REQUIRED.filter((slot) => scannerOf(slot) === 'iris')).toHaveLength(2)
  expect(REQUIRED.filter((slot) => !SLOTS[slot].exceptable)).toEqual(['photo-original'])
})
