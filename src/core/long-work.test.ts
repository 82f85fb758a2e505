import { expect, test } from 'vitest'
import { LongWork } from './long-work.ts'
import type { Station } from './station.ts'

const stationOf = () => ({
  write: { transaction: () => Promise.reject(new Error('not asked')) } as Station['write'],
})
const far = (done: number) => ({ phase: 'counting', done, total: 3 })

test('it says how far it is while it runs, at its own station alone', async () => {
  const kind = new LongWork('RECAP-ENDED')
  const [here, there] = [stationOf(), stationOf()]
  const held = Promise.withResolvers<string>()
  const work = kind.run(here, far(0), ({ tell }) => {
    tell(far(2))
    return held.promise
  })
  expect(kind.progress(here)).toEqual(far(2))
  expect(kind.progress(there)).toBeNull()
  held.resolve('done')
  expect(await work).toBe('done')
  expect(kind.progress(here)).toBeNull()
})

test('what is ended refuses at its next step, with how far it was; what runs elsewhere goes on', async () => {
  const kind = new LongWork('SUKET-SAVES-ENDED')
  const [here, there] = [stationOf(), stationOf()]
  const step = Promise.withResolvers<void>()
  const work = (station: ReturnType<typeof stationOf>) =>
    kind.run(station, far(1), async ({ refuseEnded }) => {
      await step.promise
      refuseEnded()
      return 'done'
    })
  const [ended, other] = [work(here), work(there)]
  await kind.end(here)
  step.resolve()
  await expect(ended).rejects.toMatchObject({ code: 'SUKET-SAVES-ENDED', params: { done: 1 } })
  expect(await other).toBe('done')
})

test('what is stopped in the middle refuses as ended, by a person or by the signal; another failure stays what it is', async () => {
  const kind = new LongWork('RECAP-ENDED')
  const here = stationOf()
  const stoppable = (signal?: AbortSignal) => {
    const { promise, reject } = Promise.withResolvers<never>()
    return kind.run(here, far(0), () => promise, {
      stop: () => reject(new Error('thread ended with 1')),
      signal,
    })
  }
  const one = stoppable()
  const gone = new AbortController()
  const two = stoppable(gone.signal)
  gone.abort()
  await expect(two).rejects.toMatchObject({ code: 'RECAP-ENDED' })
  expect(kind.progress(here)).toEqual(far(0))
  await kind.end(here)
  await expect(one).rejects.toMatchObject({ code: 'RECAP-ENDED' })
  await expect(stoppable(AbortSignal.abort())).rejects.toMatchObject({ code: 'RECAP-ENDED' })
  const failed = kind.run(here, far(0), () => Promise.reject(new Error('no room')))
  await expect(failed).rejects.toThrow('no room')
})
