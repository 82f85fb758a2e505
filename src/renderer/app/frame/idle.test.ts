import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchIdle } from './idle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a desk that nobody touches is told once; each touch starts the time anew; stopping ends it', () => {
  const [target, told] = [new EventTarget(), vi.fn<() => void>()]
  const stop = watchIdle(target, 1000, told)
  for (const sign of ['keydown', 'pointermove', 'pointerdown', 'wheel']) {
    vi.advanceTimersByTime(900)
    target.dispatchEvent(new Event(sign))
  }
  expect(told).not.toHaveBeenCalled()
  vi.advanceTimersByTime(5000)
  expect(told).toHaveBeenCalledOnce()
  target.dispatchEvent(new Event('keydown'))
  stop()
  target.dispatchEvent(new Event('keydown'))
  vi.advanceTimersByTime(5000)
  expect(told).toHaveBeenCalledOnce()
})
