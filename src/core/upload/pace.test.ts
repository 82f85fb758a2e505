import { describe, expect, it } from 'vitest'
import { FREE_LINE, limitOf, paceAt } from './pace.ts'

const office = { ...FREE_LINE, inside: 'paused', outside: 'limited' } as const
const at = (text: string) => new Date(text)

describe('paceAt', () => {
  it('knows the hours of the office in the station’s own zone', () => {
    // Wednesday 25 November 2026, 08:00 in Bima (UTC+8).
    expect(paceAt(office, 'Asia/Makassar', at('2026-11-25T00:00:00Z'))).toBe('paused')
    expect(paceAt(office, 'Asia/Makassar', at('2026-11-24T23:59:59Z'))).toBe('limited')
    expect(paceAt(office, 'Asia/Jakarta', at('2026-11-25T00:00:00Z'))).toBe('limited')
    expect(paceAt(office, 'Asia/Makassar', at('2026-11-25T08:00:00Z'))).toBe('limited')
  })

  it('leaves Saturday and Sunday alone', () => {
    expect(paceAt(office, 'Asia/Makassar', at('2026-11-28T02:00:00Z'))).toBe('limited')
  })

  it('goes over midnight: the night of Friday ends on Saturday morning', () => {
    const night = { ...office, hours: { from: '20:00', to: '06:00', days: [5] } }
    expect(paceAt(night, 'Asia/Makassar', at('2026-11-27T13:00:00Z'))).toBe('paused')
    expect(paceAt(night, 'Asia/Makassar', at('2026-11-27T21:00:00Z'))).toBe('paused')
    expect(paceAt(night, 'Asia/Makassar', at('2026-11-27T22:00:00Z'))).toBe('limited')
    expect(paceAt(night, 'Asia/Makassar', at('2026-11-26T21:00:00Z'))).toBe('limited')
  })
})

it('a limit is bytes per second, and full is none', () => {
  expect(limitOf('limited', { ...FREE_LINE, kbits: 128 })).toBe(16_000)
  expect(limitOf('full', FREE_LINE)).toBeUndefined()
})
