import { expect, it } from 'vitest'
import { copiesWord } from './copies.ts'

it('calls one device a danger, two safe, a receipt the end of worry', () => {
  expect(copiesWord(1, false)).toEqual({ meaning: 'bahaya', word: 'enrolment.copies.hereOnly' })
  expect(copiesWord(2, false)).toEqual({ meaning: 'aman', word: 'enrolment.copies.devices' })
  expect(copiesWord(0, true)).toEqual({ meaning: 'aman', word: 'enrolment.copies.received' })
})
