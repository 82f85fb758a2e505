import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { hex } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import { openSite } from './open-site.ts'
import { SCHEMA } from './registry/schema.ts'
import { setting } from './registry/settings.ts'
import { PostgresSql } from './store/postgres.ts'
import { bagOf } from './testing/bag.ts'
import { startPostgres, type TestPostgres } from './testing/postgres.ts'
import { itemsOf, keyOf, type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'
import { TusStore } from './tus-store.ts'

/** Three receivers behind a balancer serve one site on PostgreSQL and a shared folder; any of them is killed while bytes are under way. */

const CHUNK = 64 * 1024
const PACKETS = 12

interface Receiver {
  readonly child: ChildProcess
  readonly port: number
}

let postgres: TestPostgres
let url: string
let dir: string
let receivers: Receiver[] = []
let balancer: Server
const sockets = new Set<Socket>()
let turn = 0

async function receiver(): Promise<Receiver> {
  const args = ['datacenter', '--site', 'mmu', '--dir', dir, '--port', '0', '--database', url]
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, port: Number(line.split(':').at(-1)) }
}

/** Each new connection goes to the next receiver that lives; one that is dead is passed over. */
function balance(station: Socket): void {
  const { port } = receivers[turn++ % receivers.length]!
  const site = connect(port, '127.0.0.1')
  for (const socket of [station, site]) {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      station.destroy()
      site.destroy()
    })
  }
  station.pipe(site).pipe(station)
}

beforeEach(async () => {
  postgres = await startPostgres()
  url = await postgres.database()
  dir = siteFolder()
  receivers = []
  for (let n = 0; n < 3; n++) receivers.push(await receiver())
  balancer = createServer(balance)
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve))
}, 120_000)
afterEach(async () => {
  for (const { child } of receivers) child.kill('SIGKILL')
  for (const socket of sockets) socket.destroy()
  balancer.close()
  await postgres.stop()
  rmSync(dirname(dir), { recursive: true })
})

/** Sends one packet however often the line breaks. Answers how often it did. */
async function bring(sender: Sender, packet: Sealed): Promise<number> {
  for (let breaks = 0; ; breaks++) {
    if (breaks > 40) throw new Error('it does not get through')
    try {
      const [said] = await sender.announce([packet])
      if (said?.verdict === 'received') return breaks
      let at = await sender.offset(packet)
      if (at === undefined) {
        await sender.create(packet)
        at = 0
      }
      while (at < packet.bytes.length) {
        const end = Math.min(packet.bytes.length, at + CHUNK)
        const answer = await sender.patch(packet, at, end)
        if (answer.status === 200 && end === packet.bytes.length) {
          expect(itemsOf(answer)).toMatchObject([{ verdict: 'received' }])
          return breaks
        }
        if (answer.status >= 300) throw new TypeError(`status ${answer.status}`)
        at = end
      }
    } catch (error) {
      // A dead receiver breaks the line, a lock that it held is told by a status: the station comes again.
      if (!(error instanceof TypeError)) throw error
      await sleep(50)
    }
  }
}

it('any of them may die in mid-upload: every packet is received once, with one receipt', async () => {
  const { port } = balancer.address() as { port: number }
  const senders = [new Sender(1), new Sender(2)]
  for (const sender of senders) sender.url = `http://127.0.0.1:${port}`
  const sending = new AbortController()
  let killed = 0
  const killer = (async () => {
    while (!sending.signal.aborted) {
      await sleep(400)
      const n = killed++ % receivers.length
      receivers[n]!.child.kill('SIGKILL')
      receivers[n] = await receiver()
    }
  })()
  const sent = await Promise.all(
    senders.map(async (sender) => {
      const packets = Array.from({ length: PACKETS }, () => sender.seal(400_000))
      for (const packet of packets) await bring(sender, packet)
      return packets
    }),
  )
  sending.abort()
  await killer
  expect(killed).toBeGreaterThan(2)
  const site = await openSite(dir, 'mmu', { sql: await PostgresSql.open(url, SCHEMA) })
  try {
    expect((await site.registry.counts()).received).toBe(2 * PACKETS)
    const receipts = await site.registry.read.all<{ packet: string }>(
      `SELECT packet FROM report WHERE site = 'mmu' AND verdict = 'RECEIVED_AT_CENTRAL'`,
    )
    expect(receipts.map(({ packet }) => packet).toSorted()).toEqual(
      sent
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    )
  } finally {
    await site.close()
  }
}, 300_000)

/** Whole numbers between two ends, the same in every run of a seed. */
function chances(seed: number): (from: number, to: number) => number {
  let state = seed
  return (from, to) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return from + Math.floor((state / 2 ** 32) * (to - from + 1))
  }
}

/** Sends a packet whole in the request that creates it, as on a fast line; what a death cut off goes on at its byte. */
async function bringWhole(sender: Sender, packet: Sealed): Promise<number> {
  const metadata = `key ${Buffer.from(keyOf(packet)).toString('base64')}`
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(packet.bytes.length),
    'upload-metadata': metadata,
  }
  for (let breaks = 0; ; breaks++) {
    if (breaks > 200) throw new Error('it does not get through')
    try {
      const [said] = await sender.announce([packet])
      if (said?.verdict === 'received') return breaks
      const at = (await sender.offset(packet)) ?? 0
      const answer =
        at === 0
          ? await sender.tus('POST', WIRE_PATHS.upload, headers, packet.bytes)
          : await sender.patch(packet, at, packet.bytes.length)
      if (answer.status === 200) {
        expect(itemsOf(answer)).toMatchObject([{ verdict: 'received' }])
        return breaks
      }
      throw new TypeError(`status ${answer.status}`)
    } catch (error) {
      // As a station does, also where an answer was cut off in the middle.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
      await sleep(20)
    }
  }
}

it('also while packets come whole in one request: none is lost, none enrolled twice, nothing is left lying', async () => {
  const { port } = balancer.address() as { port: number }
  const senders = [new Sender(1), new Sender(2), new Sender(3)]
  for (const sender of senders) sender.url = `http://127.0.0.1:${port}`
  const sending = new AbortController()
  const chance = chances(20_261_127)
  let killed = 0
  const killer = (async () => {
    while (!sending.signal.aborted) {
      await sleep(chance(30, 400))
      const n = chance(0, receivers.length - 1)
      receivers[n]!.child.kill('SIGKILL')
      killed++
      // For a while the balancer still knows it, and lines to it break at once.
      receivers[n] = await receiver()
    }
  })()
  let broke = 0
  const sent = (
    await Promise.all(
      senders.map(async (sender) => {
        const packets = Array.from({ length: PACKETS }, () => sender.seal(1_500_000))
        for (const packet of packets) broke += await bringWhole(sender, packet)
        return packets
      }),
    )
  ).flat()
  sending.abort()
  await killer
  // A station that got no answer asks once more: what has its receipt says so, and leaves nothing behind.
  for (const [n, sender] of senders.entries()) {
    const own = sent.slice(n * PACKETS, (n + 1) * PACKETS)
    for (const { verdict } of await sender.announce(own)) expect(verdict).toBe('received')
  }
  expect(killed).toBeGreaterThan(2)
  expect(broke).toBeGreaterThan(0)
  const site = await openSite(dir, 'mmu', { sql: await PostgresSql.open(url, SCHEMA) })
  try {
    const { read } = site.registry
    const ids = sent.map(({ id }) => id).toSorted()
    const told = async (sql: string) => (await read.all<{ packet: string }>(sql)).map(({ packet }) => packet)
    expect((await site.registry.counts()).received).toBe(ids.length)
    const receipts = await told(
      `SELECT packet FROM report WHERE site = 'mmu' AND verdict = 'RECEIVED_AT_CENTRAL'`,
    )
    expect(receipts.toSorted()).toEqual(ids)
    expect((await told('SELECT packet FROM record')).toSorted()).toEqual(ids)
    for (const { id, sha256: hash } of sent)
      expect(hex(sha256(readFileSync(site.packetPath(id, hash))))).toBe(hash)
    for (const { child } of receivers) child.kill('SIGKILL')
    // What the killed ones left half made goes with the first sweep a day later (decision 0197).
    const incoming = join(dir, 'incoming')
    for (const name of readdirSync(incoming)) utimesSync(join(incoming, name), 0, 0)
    await new TusStore(incoming, () => Promise.resolve(undefined)).deleteExpired()
    expect(readdirSync(incoming)).toEqual([])
    const held = `SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory'`
    for (let n = 0; n < 50 && (await read.get<{ n: number }>(held))!.n > 0; n++) await sleep(100)
    expect((await read.get<{ n: number }>(held))!.n).toBe(0)
  } finally {
    await site.close()
  }
}, 300_000)

it('a bag is taken in beside them, from the same registry: its receipts go on where theirs ended', async () => {
  const { port } = balancer.address() as { port: number }
  const sender = new Sender(1)
  sender.url = `http://127.0.0.1:${port}`
  const sent = [sender.seal(), sender.seal()]
  for (const packet of sent) await bring(sender, packet)
  const carried = sender.seal()
  const bag = await bagOf(sender, {
    drive: join(dirname(dir), 'drive'),
    packets: [...sent, carried],
    sequence: 1,
  })
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { encoding: 'utf8' })
  const taken = JSON.parse(run('intake', '--bag', bag, '--site', dir, '--database', url, '--json')) as object
  expect(taken).toMatchObject({ received: 3, refused: [] })
  expect(run('report', 'stations', '--site', dir, '--database', url)).toContain('5272-01-A')
  const dead = ['--dead', 'batam', '--reason', 'Gedung terbakar']
  expect(run('declare-dead', '--site', dir, '--database', url, ...dead)).toContain('term 3')
  expect(readdirSync(dir).filter((name) => name.startsWith('registry.db'))).toEqual([])
  const sql = await PostgresSql.open(url, SCHEMA)
  try {
    expect(
      await sql.all(
        `SELECT serial, packet FROM report WHERE verdict = 'RECEIVED_AT_CENTRAL' ORDER BY serial`,
      ),
    ).toEqual([...sent, carried].map(({ id }, n) => ({ serial: n + 1, packet: id })))
    expect(await setting(sql, 'matcher')).toContain('3')
  } finally {
    await sql.close()
  }
  // What the bag brought is known to every receiver.
  for (let n = 0; n < receivers.length; n++)
    expect(await sender.announce([carried])).toMatchObject([{ verdict: 'received' }])
}, 120_000)
