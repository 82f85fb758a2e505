import { expect, it } from 'vitest'
import { Memory } from './memory.ts'

it('what was given back is used again, and holds nothing of before', () => {
  const memory = new Memory()
  const first = memory.take(1000)
  first.fill(7)
  memory.give(first)
  const second = memory.take(300_000)
  const third = memory.take(900)
  expect(third.buffer).toBe(first.buffer)
  expect(second.buffer).not.toBe(first.buffer)
  expect([third.length, third.every((byte) => byte === 0)]).toEqual([900, true])
})

it('what is taken at once is apart, and what is large is let go', () => {
  const memory = new Memory()
  const [one, two] = [memory.take(10), memory.take(10)]
  expect(one.buffer).not.toBe(two.buffer)
  const large = memory.take(9 << 20)
  memory.give(large)
  expect(large.length).toBe(0)
})

it('what only ever holds sealed bytes is not zeroed', () => {
  const memory = new Memory({ sealed: true })
  const first = memory.take(1000)
  first.fill(7)
  memory.give(first)
  expect(memory.take(1000)[999]).toBe(7)
})
