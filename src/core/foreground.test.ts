import { expect, test } from 'vitest'
import { foregroundOf, giveWay, inForeground } from './foreground.ts'
import type { Station } from './station.ts'

test('the background waits for the last of those in front, and not for ever', async () => {
  const station = { write: {} } as Station
  const cell = foregroundOf(station)
  expect(await giveWay(cell, 10_000)).toBeLessThan(1000)
  const order: string[] = []
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  const front = [first, second].map((one) => inForeground(station, () => one.promise))
  const back = giveWay(cell, 60_000).then(() => order.push('background'))
  first.resolve()
  await front[0]
  order.push('one of two is done')
  await new Promise((resolve) => setTimeout(resolve, 20))
  second.resolve()
  await back
  expect(order).toEqual(['one of two is done', 'background'])
})

test('patience ends, and a failure in front lets go too', async () => {
  const station = { write: {} } as Station
  const never = Promise.withResolvers<void>()
  const front = inForeground(station, () => never.promise)
  expect(await giveWay(foregroundOf(station), 30)).toBeGreaterThanOrEqual(25)
  never.reject(new Error('full'))
  await expect(front).rejects.toThrow('full')
  expect(Atomics.load(foregroundOf(station), 0)).toBe(0)
})
