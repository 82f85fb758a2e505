import { expect, it } from 'vitest'
import { letterThread } from './letter-thread.ts'

const letters = () =>
  letterThread<{ bytes: number[]; ms: number }>(new URL('testing/letters.ts', import.meta.url))

it('one letter that cannot be rendered takes no other with it, and the next is rendered', async () => {
  const render = letters()
  const slow = render({ bytes: [1], ms: 300 })
  const [bad, others] = [render({ bytes: [], ms: 0 }), render({ bytes: [2], ms: 100 })]
  await expect(bad).rejects.toThrow('no picture')
  const next = render({ bytes: [3], ms: 0 })
  expect((await Promise.all([slow, others, next])).map((bytes) => [...bytes])).toEqual([[1], [2], [3]])
})
