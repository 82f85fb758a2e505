import { expect, it } from 'vitest'
import { countIn, namesIn } from './card-words.ts'

it('reads counts that are whole numbers of cards', () => {
  expect(countIn(' 50 ', 1)).toBe(50)
  expect(countIn('0', 0)).toBe(0)
  for (const none of ['0', '', '-1', '1.5', '1e3', '100001', 'lima']) expect(countIn(none, 1)).toBeNull()
})

it('reads the witnesses', () => {
  expect(namesIn('Contoh Satu, Contoh Dua ,, x')).toEqual(['Contoh Satu', 'Contoh Dua'])
})
