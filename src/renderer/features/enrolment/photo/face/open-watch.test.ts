import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FaceAnswer, FaceRequest } from './face-messages.ts'
import { openFaceWatch } from './open-watch.ts'
import { sampleLook } from './testing/sample-look.ts'

/** A thread that answers after a while, in milliseconds; null: never. */
class FakeThread extends EventTarget {
  ended = false
  readonly answer: (request: FaceRequest) => FaceAnswer | null
  readonly takes: () => number
  constructor(answer: FakeThread['answer'], takes: FakeThread['takes']) {
    super()
    this.answer = answer
    this.takes = takes
  }
  postMessage(request: FaceRequest): void {
    const data = this.answer(request)
    if (data) setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })), this.takes())
  }
  terminate(): void {
    this.ended = true
  }
}

const bitmap = {} as ImageBitmap
const looked = ({ id }: FaceRequest): FaceAnswer => ({ id, bitmap, look: sampleLook() })
function open(answer: (request: FaceRequest) => FaceAnswer | null, takes = () => 50) {
  const thread = new FakeThread(answer, takes)
  return { thread, watch: openFaceWatch(() => thread as unknown as Worker) }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'info').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
async function settled<T>(promise: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(30_000)
  return promise
}

test('a look comes back with its picture', async () => {
  const { watch } = open(looked)
  expect(await settled(watch.look(bitmap, 'red'))).toMatchObject({ bitmap, look: { faces: 1 } })
})

test.each<[string, (request: FaceRequest) => FaceAnswer | null]>([
  ['does not answer', () => null],
  ['says that a model does not load', ({ id }) => ({ id, failed: 'not the file that was chosen' })],
])('a thread that %s is given up; nothing waits for it, then or later', async (_, answer) => {
  const { thread, watch } = open(answer)
  expect(await settled(watch.look(bitmap, 'red'))).toBeNull()
  expect(thread.ended).toBe(true)
  expect(await watch.look(bitmap, 'red')).toBeNull()
  expect(await watch.background(bitmap, 'red')).toBeNull()
})

test('a thread that dies answers nothing more', async () => {
  const { thread, watch } = open(() => null)
  const waiting = watch.look(bitmap, 'red')
  thread.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }))
  expect(await waiting).toBeNull()
})

test('a computer that is too slow four times in a row is left alone; the start may take its time', async () => {
  let takes = 9000
  const { thread, watch } = open(looked, () => takes)
  expect(await settled(watch.look(bitmap, 'red'))).not.toBeNull()
  takes = 1700
  for (let times = 0; times < 4; times++) expect(await settled(watch.look(bitmap, 'red'))).not.toBeNull()
  expect(thread.ended).toBe(true)
  expect(await watch.look(bitmap, 'red')).toBeNull()
})

test('a slow look among fast ones is forgiven', async () => {
  let takes = 50
  const { thread, watch } = open(looked, () => takes)
  for (let times = 0; times < 12; times++) {
    takes = times % 3 === 0 ? 1700 : 50
    await settled(watch.look(bitmap, 'red'))
  }
  expect(thread.ended).toBe(false)
})
