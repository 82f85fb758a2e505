import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { killGroup } from './kill-group.ts'

test('a child and what it started end', async () => {
  const child = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [said] = await once(child.stdout, 'data')
  killGroup(child)
  // The pipe closes once nobody holds it: the grandchild is gone too.
  await once(child, 'close')
  expect(Number(String(said))).toBeGreaterThan(0)
  expect(child.signalCode).toBe('SIGKILL')
})

test('one that has ended is no fault', async () => {
  const child = spawn('true', { detached: true })
  await once(child, 'close')
  expect(() => killGroup(child)).not.toThrow()
})
