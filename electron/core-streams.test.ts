import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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

afterEach(() => vi.useRealTimers())

test('a stream arrives whole, and nothing is pulled before it is read', async () => {
  const answer = streams.fetch('/draft/a/photo?v=1')
  streams.fromCore({ t: 'stream-head', id: 1, status: 206, headers: { 'content-type': 'image/png' } })
  const response = await answer
  expect(sent).toEqual([{ t: 'stream', id: 1, path: '/draft/a/photo?v=1' }])
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'image/png'])
  expect(await response.text()).toBe('123')
})

test('an answer without a body is one, and nobody waits for more of it', async () => {
  const answer = streams.fetch('/device/a')
  streams.fromCore({ t: 'stream-head', id: 1, status: 204, headers: { 'cache-control': 'no-store' } })
  const response = await answer
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(sent.at(-1)).toEqual({ t: 'stream-cancel', id: 1 })
})

test('who wants nothing more for ten seconds is gone, and is told so if they come back', async () => {
  vi.useFakeTimers()
  const answer = streams.fetch('/preview')
  streams.fromCore({ t: 'stream-head', id: 1, status: 200, headers: {} })
  const reader = (await answer).body?.getReader()
  await vi.advanceTimersByTimeAsync(9000)
  await reader?.read()
  await vi.advanceTimersByTimeAsync(9000)
  expect(sent.map(({ t }) => t)).toEqual(['stream', 'stream-pull'])
  await vi.advanceTimersByTimeAsync(1000)
  expect(sent.at(-1)).toEqual({ t: 'stream-cancel', id: 1 })
  vi.useRealTimers()
  await expect(reader?.read()).rejects.toThrow('the stream broke')
  expect(sent.at(-1)).toEqual({ t: 'stream-cancel', id: 1 })
})

test('a core that takes its time is waited for', async () => {
  vi.useFakeTimers()
  streams = new CoreStreams((message) => sent.push(message))
  const answer = streams.fetch('/slow')
  streams.fromCore({ t: 'stream-head', id: 1, status: 200, headers: {} })
  const read = (await answer).body?.getReader().read()
  await vi.advanceTimersByTimeAsync(60_000)
  streams.fromCore({ t: 'stream-chunk', id: 1, data: text('late') })
  vi.useRealTimers()
  expect((await read)?.value).toEqual(text('late'))
  expect(sent.map(({ t }) => t)).not.toContain('stream-cancel')
})

test('a stream that breaks while nobody reads it disturbs nobody', async () => {
  const answer = streams.fetch('/preview')
  streams.fromCore({ t: 'stream-head', id: 1, status: 200, headers: {} })
  const reader = (await answer).body?.getReader()
  const closed = vi.fn<() => void>()
  reader?.closed.catch(closed)
  streams.breakAll()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(closed).not.toHaveBeenCalled()
  await expect(reader?.read()).rejects.toThrow('the stream broke')
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
