import { describe, expect, it, vi } from 'vitest'

// The page's line to the core asks a preload for its port; nothing of it is needed here.
vi.mock('../../rpc.ts', () => ({ client: {} }))
const { runEach } = await import('./use-run-all.ts')

describe('runEach', () => {
  it('goes on after a failure, one after the other, and keeps what failed', async () => {
    const order: string[] = []
    const failed = await runEach(['a', 'b', 'c'], async (disk) => {
      order.push(`${disk} begins`)
      await Promise.resolve()
      if (disk === 'b') throw new Error('unplugged')
      order.push(`${disk} ends`)
    })
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'c begins', 'c ends'])
    expect([...failed.keys()]).toEqual(['b'])
  })
})
