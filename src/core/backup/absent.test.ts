import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedRegister } from '../suket/testing/seed-register.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { absentPackets, lookForPackets } from './absent.ts'

let on: TestStation
beforeEach(async () => {
  on = await openTestStation()
})
afterEach(() => on.close())

/** How often the core could answer somebody while `work` ran, and by how many noted packets it went on at most in between. */
async function turnsOf(work: Promise<unknown>): Promise<{ turns: number; most: number }> {
  let [turns, most, before] = [0, 0, absentPackets(on.station.read).count]
  const state = { ended: false }
  const end = () => (state.ended = true)
  void work.then(end, end)
  while (!state.ended) {
    await setImmediate()
    const { count } = absentPackets(on.station.read)
    most = Math.max(most, Math.abs(count - before))
    before = count
    turns++
  }
  await work
  return { turns, most }
}

test('thousands of packets that are missed keep nobody at the desk from an answer', async () => {
  await seedRegister(on.station, 3000)
  const first = await turnsOf(lookForPackets(on.station))
  expect(first.most).toBeLessThanOrEqual(200)
  expect(first.turns).toBeGreaterThan(15)
  // Looked at again: nothing is new, and what is missed is looked for in pieces too.
  const again = await turnsOf(lookForPackets(on.station))
  expect(again.most).toBe(0)
  expect(again.turns).toBeGreaterThan(15)
  expect(absentPackets(on.station.read).count).toBe(3000)
})
