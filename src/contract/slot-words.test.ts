import { expect, test } from 'vitest'
import { slotSchema } from './enrolment.ts'
import { SLOT_WORDS } from './slot-words.ts'

test('every slot has words of its own in both languages', () => {
  for (const language of ['id', 'en'] as const) {
    const words = slotSchema.options.map((slot) => SLOT_WORDS[slot][language])
    expect(words.every((word) => word.length > 2)).toBe(true)
    expect(new Set(words).size).toBe(slotSchema.options.length)
  }
})

test('a finger is named as the operator names it', () => {
  expect(SLOT_WORDS['finger-right-ring']).toEqual({ id: 'jari manis kanan', en: 'right ring finger' })
})
