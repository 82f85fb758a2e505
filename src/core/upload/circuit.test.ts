import { describe, expect, it } from 'vitest'
import { nextProbe } from './circuit.ts'

const now = new Date('2026-11-23T00:00:00Z')
const seconds = (failures: number) => (nextProbe(now, failures).getTime() - now.getTime()) / 1000

describe('the circuit of a site', () => {
  it('waits 30 seconds after the first failure, doubles, and never waits more than half an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(seconds)).toEqual([
      30, 60, 120, 240, 480, 960, 1800, 1800, 1800,
    ])
  })

  it('comes back a little earlier by its own luck, never later', () => {
    expect(nextProbe(now, 2, 0.5).getTime() - now.getTime()).toBe(54_000)
  })
})
