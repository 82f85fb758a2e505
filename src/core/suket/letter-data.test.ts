import { expect, it } from 'vitest'
import { countWords, statement } from './letter-data.ts'

it('says counts as letters do', () => {
  expect([1, 6, 10, 11, 12, 19, 20, 21, 60].map(countWords)).toEqual([
    'satu',
    'enam',
    'sepuluh',
    'sebelas',
    'dua belas',
    'sembilan belas',
    'dua puluh',
    'dua puluh satu',
    'enam puluh',
  ])
})

it("says how long the letter counts as the Dinas' terms are", () => {
  const said = (terms: Parameters<typeof statement>[1]) =>
    statement('Kota Bima', terms, '2027-02-23').join('\n')
  expect(said({ months: 3, until: 'months' })).toContain('selama 3 (tiga) bulan sejak tanggal diterbitkan')
  expect(said({ months: 3, until: 'months' })).toContain('23 Februari 2027')
  expect(said({ months: 6, until: 'card' })).toContain('sampai KTP-el diterima oleh yang bersangkutan')
  expect(said({ months: 6, until: 'card' })).not.toContain('2027')
})
