import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretch, wrap } from './wrap.ts'

const measure = (text: string) => text.length

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('JL. CONTOH PANJANG NOMOR 1', 10, measure)).toEqual(['JL. CONTOH', 'PANJANG', 'NOMOR 1'])
  })

  it('loses nothing and never exceeds the width', () => {
    const texts = fc.stringMatching(/^[A-Z]{1,30}( [A-Z]{1,30}){0,12}$/)
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width, measure)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('stretches a line to the full width', () => {
    expect(stretch('A B C', 11, measure)).toBe(3)
    expect(stretch('ABC', 11, measure)).toBe(0)
  })
})
