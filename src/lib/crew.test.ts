import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Crew } from './crew.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

it('never has more under way than there is room for, and does everything', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 4 }), async (tasks, at) => {
      const crew = new Crew({ tasks: at, bytes: 10 })
      const running = new Set<number>()
      const done: number[] = []
      for (const [n, bytes] of tasks.entries()) {
        await crew.start(bytes, async () => {
          running.add(n)
          const held = [...running].reduce((sum, one) => sum + tasks[one]!, 0)
          expect(running.size).toBeLessThanOrEqual(at)
          expect(held <= 10 || running.size === 1).toBe(true)
          for (let i = 0; i < bytes % 3; i++) await turn()
          running.delete(n)
          done.push(n)
        })
      }
      await crew.end()
      expect(done.toSorted((a, b) => a - b)).toEqual([...tasks.keys()])
    }),
    { numRuns: 50 },
  )
})

it('throws the first error only when nothing runs any more, and begins nothing after it', async () => {
  const crew = new Crew({ tasks: 3, bytes: 100 })
  const seen: string[] = []
  await crew.start(1, async () => {
    await turn()
    throw new Error('first')
  })
  await crew.start(1, async () => {
    for (let i = 0; i < 5; i++) await turn()
    seen.push('ended')
    throw new Error('second')
  })
  await turn()
  await turn()
  await expect(crew.start(1, async () => void seen.push('begun'))).rejects.toThrow('first')
  expect(seen).toEqual(['ended'])
  await expect(crew.end()).rejects.toThrow('first')
})
