import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openSite } from './open-site.ts'
import { type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

/** A real server process is told to stop (SIGTERM) while packets land. */

const ROUNDS = 6
const STATIONS = 4

function started(dir: string): { server: ChildProcess; url: Promise<string>; trouble: string[] } {
  const args = ['datacenter', '--site', 'mmu', '--dir', dir, '--port', '0']
  const server = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args])
  const trouble: string[] = []
  createInterface({ input: server.stderr }).on('line', (line) => trouble.push(line))
  const url = once(createInterface({ input: server.stdout }), 'line').then(
    ([line]) => String(line).split(' ').at(-1)!,
  )
  return { server, url, trouble }
}

/** Sends until the site is gone; answers what has its receipt. */
async function sendUntilStopped(sender: Sender): Promise<Sealed[]> {
  const received: Sealed[] = []
  try {
    for (;;) {
      const packet = sender.seal(200_000)
      await sender.announce([packet])
      const [item] = await sender.send(packet)
      if (item?.verdict !== 'received') throw new Error(JSON.stringify(item))
      received.push(packet)
    }
  } catch (error) {
    // The line ends with the site; anything else is a failure.
    if (!(error instanceof TypeError)) throw error
    return received
  }
}

it('answers what it has, holds every receipt, and has no trouble to tell', async () => {
  const dir = siteFolder()
  const senders = Array.from({ length: STATIONS }, (_, n) => new Sender(n + 1))
  const receipts: Sealed[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { server, url, trouble } = started(dir)
    const at = await url
    for (const sender of senders) sender.url = at
    const sending = Promise.all(senders.map((sender) => sendUntilStopped(sender)))
    await sleep(300 + round * 130)
    const exit = once(server, 'exit')
    server.kill('SIGTERM')
    receipts.push(...(await sending).flat())
    expect([await exit, trouble]).toEqual([[0, null], []])
  }
  expect(receipts.length).toBeGreaterThan(ROUNDS)
  const site = await openSite(dir, 'mmu')
  for (const { id } of receipts) expect(await site.registry.holds(id)).toBe(true)
  await site.close()
  rmSync(dirname(dir), { recursive: true })
}, 120_000)
