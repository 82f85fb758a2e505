import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copiesFinding, daysSince, diskIsLow, hoursOut, stack, statusFinding } from './chart-words.ts'

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

  it('say what has stood still for long before where most are', () => {
    const row = (status: string, count: number, old: number) => ({
      status,
      count,
      oldest: null,
      ages: { today: count - old, week: 0, month: 0, old },
    })
    const issued = row('CARD_ISSUED', 90, 90)
    const sent = row('SENT_FOR_ENROLLMENT', 20, 4)
    const taken = row('BIO_CAPTURED', 30, 1)
    expect(statusFinding([])).toEqual({ kind: 'none' })
    expect(statusFinding([issued, taken, sent])).toEqual({ kind: 'old', row: sent, old: 5 })
    expect(statusFinding([issued, row('BIO_CAPTURED', 3, 0)])).toEqual({
      kind: 'mostly',
      row: issued,
      all: 93,
    })
  })

  it('count the hours in which a site took nothing', () => {
    const now = new Date('2017-03-19T05:00:00Z')
    expect(hoursOut([], now)).toBe(0)
    expect(
      hoursOut(
        [
          { from: '2017-03-17T05:00:00.000Z', to: '2017-03-17T09:00:00.000Z' },
          { from: '2017-03-19T03:00:00.000Z', to: null },
        ],
        now,
      ),
    ).toBe(6)
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
