import { expect, it } from 'vitest'
import { nikFeedback } from './nik-feedback.ts'

const today = '2017-03-17'

it('counts digits while the NIK can still become one', () => {
  expect(nikFeedback('', today)).toEqual({ state: 'typing', digits: 0 })
  expect(nikFeedback('527201 17', today)).toEqual({ state: 'typing', digits: 8 })
})

it('names what is wrong at the digit where it goes wrong', () => {
  expect(nikFeedback('52720132', today)).toEqual({ state: 'wrong', problem: 'NIK-DAY' })
  expect(nikFeedback('52720I', today)).toEqual({ state: 'wrong', problem: 'NIK-CHARACTERS' })
})

it('reads sex and birth date of a complete NIK, never a date to come', () => {
  expect(nikFeedback('527201 570385 0001', today)).toEqual({
    state: 'complete',
    nik: '5272015703850001',
    sex: '2',
    born: ['1985-03-17'],
  })
  expect(nikFeedback('5272011703010001', today)).toMatchObject({ born: ['2001-03-17', '1901-03-17'] })
})
