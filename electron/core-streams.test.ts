import { beforeEach, expect, test } from 'vitest'
import type { ToCore } from '../src/core/process-messages.ts'
import { CoreStreams } from './core-streams.ts'

let sent: ToCore[]
let streams: CoreStreams
const text = (value: string) => new TextEncoder().encode(value)

beforeEach(() => {
  sent = []
  streams = new CoreStreams((message) => {
    sent.push(message)
    // A core that answers every pull with a chunk, three times.
    if (message.t !== 'stream-pull') return
    const pulls = sent.filter(({ t }) => t === 'stream-pull').length
    queueMicrotask(() =>
      streams.fromCore(
        pulls <= 3
          ? { t: 'stream-chunk', id: message.id, data: text(`${pulls}`) }
          : { t: 'stream-end', id: message.id },
      ),
    )
  })
})

test('a stream arrives whole, and nothing is pulled before it is read', async () => {
  const answer = streams.fetch('/draft/a/photo?v=1')
  streams.fromCore({ t: 'stream-head', id: 1, status: 206, headers: { 'content-type': 'image/png' } })
  const response = await answer
  expect(sent).toEqual([{ t: 'stream', id: 1, path: '/draft/a/photo?v=1' }])
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'image/png'])
  expect(await response.text()).toBe('123')
})

test('what breaks before its head is 503, after it an error', async () => {
  const early = streams.fetch('/a')
  streams.fromCore({ t: 'stream-broken', id: 1 })
  expect((await early).status).toBe(503)
  const late = streams.fetch('/b')
  streams.fromCore({ t: 'stream-head', id: 2, status: 200, headers: {} })
  streams.fromCore({ t: 'stream-broken', id: 2 })
  await expect((await late).text()).rejects.toThrow('the stream broke')
})

test('a reader that lets go cancels in the core; what still comes is dropped', async () => {
  const answer = streams.fetch('/preview')
  streams.fromCore({ t: 'stream-head', id: 1, status: 200, headers: {} })
  await (await answer).body?.cancel()
  expect(sent.at(-1)).toEqual({ t: 'stream-cancel', id: 1 })
  expect(() => streams.fromCore({ t: 'stream-chunk', id: 1, data: text('x') })).not.toThrow()
})

test('when the core dies every stream ends', async () => {
  const [waiting, running] = [streams.fetch('/a'), streams.fetch('/b')]
  streams.fromCore({ t: 'stream-head', id: 2, status: 200, headers: {} })
  streams.breakAll()
  expect((await waiting).status).toBe(503)
  await expect((await running).text()).rejects.toThrow()
})
