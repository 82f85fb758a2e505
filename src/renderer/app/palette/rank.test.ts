import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distance, ranked } from './rank.ts'

const LABELS = ['Cadangkan semua', 'Cadangan', 'Daftar hari', 'Laporan sore', 'Surat keterangan', 'Periksa Suket']
const named = LABELS.map((label) => ({ label }))

test('what begins with the words comes first, then whose words begin so, then whose words hold them', () => {
  expect(distance('cad', 'Cadangan')).toBe(0)
  expect(distance('sore lap', 'Laporan sore')).toBe(1)
  expect(distance('uket', 'Periksa Suket')).toBe(2)
  expect(distance('uket lap', 'Periksa Suket')).toBeNull()
  expect(ranked('su', named).map(({ label }) => label)).toEqual(['Surat keterangan', 'Periksa Suket'])
  expect(ranked('', named)).toEqual(named)
})

test('accents and capitals make no difference; the other language finds too, behind the own', () => {
  expect(distance('ÉCHO', 'echo')).toBe(0)
  const both = [{ label: 'Cadangan', also: 'Backup' }, { label: 'Back' }]
  expect(ranked('back', both).map(({ label }) => label)).toEqual(['Back', 'Cadangan'])
})

test('whatever is typed, a part of a label finds it and nothing is found twice', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LABELS).chain((label) =>
        fc.tuple(fc.constant(label), fc.nat(label.length - 1), fc.nat(label.length)),
      ),
      ([label, from, length]) => {
        const part = label.slice(from, from + Math.max(1, length))
        const found = ranked(part, named)
        expect(found.map((one) => one.label)).toContain(label)
        expect(new Set(found).size).toBe(found.length)
      },
    ),
  )
  fc.assert(fc.property(fc.string(), (typed) => ranked(typed, named).every((one) => named.includes(one))))
})
