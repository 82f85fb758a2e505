import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { repeat } from './repeat.ts'

it('what takes longer than its pause is done one at a time and leaves nothing behind to be made up for', async () => {
  let [at, most, done] = [0, 0, 0]
  const stop = repeat(1, async () => {
    most = Math.max(most, ++at)
    await sleep(40)
    at--
    done++
  })
  await sleep(200)
  await stop()
  expect(most).toBe(1)
  expect(done).toBeLessThanOrEqual(5)
  const then = done
  await sleep(80)
  expect(done).toBe(then)
})

it('what is quick is done again and again', async () => {
  let done = 0
  const stop = repeat(1, async () => void done++)
  await sleep(60)
  await stop()
  expect(done).toBeGreaterThan(3)
})
