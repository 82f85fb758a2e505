import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Meter } from './meter.ts'

test('two volumes are one run: rate and time left over both', () => {
  let now = 0
  const meter = new Meter(200, () => now)
  const at = (seconds: number, phase: 'write' | 'read-back', done: number) => {
    now = seconds * 1000
    return meter.take({ phase, done, total: 100 })
  }
  expect(at(1, 'write', 50)).toMatchObject({ done: 25, total: 200, bytesPerSecond: 50, secondsLeft: 7 })
  expect(at(2, 'read-back', 0)).toMatchObject({ done: 50, secondsLeft: 6 })
  expect(at(4, 'read-back', 100)).toMatchObject({ done: 100, bytesPerSecond: 50, secondsLeft: 4 })
  expect(at(6, 'write', 100)).toMatchObject({ done: 150, secondsLeft: 2 })
  expect(at(8, 'read-back', 100)).toMatchObject({ done: 200, secondsLeft: 0 })
})

test('a pause makes the rate fall, and nothing is invented before the first byte', () => {
  let now = 0
  const meter = new Meter(100, () => now)
  expect(meter.take({ phase: 'write', done: 0, total: 100 })).not.toHaveProperty('secondsLeft')
  now = 1000
  const before = meter.take({ phase: 'write', done: 50, total: 100 }).bytesPerSecond!
  now = 7000
  expect(meter.take({ phase: 'paused', done: 50, total: 100 }).bytesPerSecond).toBeLessThan(before)
})

test('a pause while a volume is read back is no other volume', () => {
  const meter = new Meter(200, () => 0)
  const done = (phase: 'read-back' | 'paused', read: number) => meter.take({ phase, done: read, total: 100 })
  meter.take({ phase: 'write', done: 100, total: 100 })
  expect(done('read-back', 40).done).toBe(70)
  expect(done('paused', 40)).toMatchObject({ phase: 'paused', done: 70 })
  expect(done('read-back', 60).done).toBe(80)
})

test('a volume so small that it is told only while it is read back counts like any other', () => {
  const meter = new Meter(200, () => 0)
  const readBack = (done: number) => meter.take({ phase: 'read-back', done, total: 100 }).done
  expect([readBack(100), readBack(0), readBack(100)]).toEqual([100, 150, 200])
})

test('whatever a run reports, its progress never runs back and never exceeds the whole', () => {
  const volume = fc.array(fc.nat({ max: 130 }), { maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(fc.array(fc.tuple(volume, volume), { maxLength: 5 }), (volumes) => {
      let now = 0
      const meter = new Meter(100 * volumes.length, () => now)
      let last = 0
      for (const [written, read] of volumes) {
        const steps = [
          ...written.map((done) => ({ phase: 'write' as const, done })),
          ...[...read, 100].map((done) => ({ phase: 'read-back' as const, done })),
        ]
        for (const { phase, done } of steps) {
          now += 100
          const told = meter.take({ phase, done, total: 100 })
          expect(told.done).toBeGreaterThanOrEqual(last)
          expect(told.done).toBeLessThanOrEqual(told.total)
          expect(told.secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
          last = told.done
        }
      }
    }),
  )
})
