import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSite } from './open-site.ts'
import { itemsOf, type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

/** A real server process is killed by SIGKILL while bytes, hashes, renames and receipts are under way. */

const CHUNK = 64 * 1024
const ROUNDS = 25

let dir: string
let server: ChildProcess
let sender: Sender

beforeEach(async () => {
  dir = siteFolder()
  sender = new Sender(1)
  await start()
})
afterEach(async () => {
  await kill('SIGKILL')
  rmSync(dirname(dir), { recursive: true })
})

async function start(): Promise<void> {
  const args = ['datacenter', '--site', 'mmu', '--dir', dir, '--port', '0']
  server = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string]
  sender.url = line.split(' ').at(-1)!
}

async function kill(signal: NodeJS.Signals): Promise<number | null> {
  if (server.exitCode !== null || server.signalCode !== null) return server.exitCode
  server.kill(signal)
  const [code] = (await once(server, 'exit')) as [number | null]
  return code
}

/** Sends chunk by chunk until the end or the kill; answers the last offset that the site acknowledged. */
async function sendUntilKilled(packet: Sealed, from: number): Promise<number> {
  let acknowledged = from
  try {
    while (acknowledged < packet.bytes.length) {
      const end = Math.min(packet.bytes.length, acknowledged + CHUNK)
      const { status } = await sender.patch(packet, acknowledged, end)
      if (status >= 300) throw new Error(`status ${status}`)
      acknowledged = end
    }
  } catch (error) {
    // The line breaks when the process dies; anything else is a failure of the site.
    if (!(error instanceof TypeError)) throw error
  }
  return acknowledged
}

it('loses nothing that it acknowledged, gives one receipt, and stores the very bytes', async () => {
  const packet = sender.seal(3_000_000)
  let acknowledged = 0
  let kills = 0
  for (let round = 0; round < ROUNDS; round++) {
    const [item] = await sender.announce([packet])
    if (item?.verdict === 'received') break
    expect(item?.verdict).toBe('wanted')
    await sender.create(packet)
    const held = (await sender.offset(packet))!
    expect(held).toBeGreaterThanOrEqual(acknowledged)
    const sending = sendUntilKilled(packet, held)
    await sleep(5 + ((round * 37) % 60))
    await kill('SIGKILL')
    kills++
    acknowledged = await sending
    await start()
  }
  expect(kills).toBeGreaterThan(2)
  const [held] = await sender.announce([packet])
  const received = held?.verdict === 'received' ? [held] : await rest(packet)
  expect(received).toMatchObject([{ verdict: 'received' }])
  expect(await sender.announce([packet])).toEqual(received)
  expect(await kill('SIGTERM')).toBe(0)
  const site = await openSite(dir, 'mmu')
  expect(new Uint8Array(readFileSync(site.packetPath(packet.id, packet.sha256)))).toEqual(packet.bytes)
  expect(await site.registry.counts()).toMatchObject({ received: 1 })
  await site.close()
}, 400_000)

async function rest(packet: Sealed) {
  await sender.create(packet)
  return itemsOf(await sender.patch(packet, (await sender.offset(packet))!))
}
