import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copiesFinding, daysSince, diskIsLow, stack } from './chart-words.ts'

describe('findings', () => {
  it('name the worst first', () => {
    expect(copiesFinding({ hereOnly: 0, oneDisk: 0, twoOrMore: 0 })).toBe('none')
    expect(copiesFinding({ hereOnly: 1, oneDisk: 9, twoOrMore: 90 })).toBe('hereOnly')
    expect(copiesFinding({ hereOnly: 0, oneDisk: 9, twoOrMore: 90 })).toBe('allOne')
    expect(copiesFinding({ hereOnly: 0, oneDisk: 0, twoOrMore: 90 })).toBe('allTwo')
  })

  it('warn of little space, and not of an unknown disk', () => {
    expect(diskIsLow({ free: 4e9, bytes: 20e9 })).toBe(true)
    expect(diskIsLow({ free: 40e9, bytes: 500e9 })).toBe(true)
    expect(diskIsLow({ free: 100e9, bytes: 500e9 })).toBe(false)
    expect(diskIsLow({ free: 0, bytes: 0 })).toBe(false)
  })

  it('count whole days', () => {
    const now = new Date('2017-03-19T05:00:00Z')
    expect(daysSince('2017-03-17T06:00:00.000Z', now)).toBe(1)
    expect(daysSince('2017-03-20T06:00:00.000Z', now)).toBe(0)
  })
})

describe('stack', () => {
  it('fills the bar exactly, leaves nothing out that counts, and shows the smallest', () => {
    const counts = fc.tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6))
    fc.assert(
      fc.property(counts, ([a, b, c]) => {
        const parts = stack([['a', a] as const, ['b', b] as const, ['c', c] as const], 600)
        expect(parts.map(({ count }) => count)).toEqual([a, b, c].filter((count) => count > 0))
        let x = 0
        for (const part of parts) {
          expect(part.x).toBeCloseTo(x)
          expect(part.width).toBeGreaterThanOrEqual(6 - 1e-9)
          x += part.width
        }
        if (parts.length > 0) expect(x).toBeCloseTo(600)
      }),
    )
  })
})
