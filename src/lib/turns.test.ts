import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('each waits for the one before it, also for one that fails, and answers for itself', async () => {
  const turns = new Turns()
  const said: string[] = []
  const work = (name: string, fails: boolean) => async () => {
    said.push(`${name} begins`)
    await Promise.resolve()
    said.push(`${name} ends`)
    if (fails) throw new Error(name)
    return name
  }
  const asked = [turns.take(work('a', true)), turns.take(work('b', false)), turns.take(work('c', false))]
  const ended = await Promise.allSettled(asked)
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(said).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]))
})
