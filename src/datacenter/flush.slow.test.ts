import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { itemsOf, keyOf, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'
import { type Event, eventsOf, TRACED } from './testing/traced.ts'

/** A real server under strace: what it acknowledges lies on the disk by then, and nothing is promised before what it stands on. */

let dir: string
let trace: string
let server: ChildProcess
let sender: Sender

beforeEach(async () => {
  dir = realpathSync(siteFolder())
  trace = join(dirname(dir), 'trace')
  sender = new Sender(1)
  const site = [
    join(import.meta.dirname, 'cli.ts'),
    'datacenter',
    '--site',
    'mmu',
    '--dir',
    dir,
    '--port',
    '0',
  ]
  // -D: the server is this process's own child, and the tracer beside it.
  const args = ['-D', '-f', '-y', '-s', '32', '-o', trace, '-e', `trace=${TRACED}`, '-e', 'signal=none']
  server = spawn('strace', [...args, process.execPath, ...site], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string]
  sender.url = line.split(' ').at(-1)!
}, 60_000)
afterEach(() => {
  server.kill('SIGKILL')
  rmSync(dirname(dir), { recursive: true, force: true })
})

/** Ends the server and answers what it did. The tracer pads the number of a process to five places. */
async function traced(): Promise<Event[]> {
  server.kill('SIGTERM')
  await once(server, 'exit')
  await expect
    .poll(() => new RegExp(`^${server.pid} +\\+\\+\\+ exited`, 'm').test(readFileSync(trace, 'utf8')), {
      timeout: 120_000,
    })
    .toBe(true)
  return eventsOf(readFileSync(trace, 'utf8'), dir)
}

const WAL = 'registry.db-wal'

/** Promises that this site broke: what was dirty when it was renamed, entered or answered. */
function broken(events: readonly Event[], watched: RegExp): string[] {
  const dirty = new Set<string>()
  const found: string[] = []
  const hold = (when: string, which: (path: string) => boolean) => {
    for (const path of dirty) if (which(path)) found.push(`${when}: ${path}`)
  }
  for (const event of events) {
    if (event.what === 'flushed') dirty.delete(event.path)
    if (event.what === 'answered') hold(`answered ${event.status}`, () => true)
    if (event.what === 'wrote') {
      // The registry says what the folders hold: they come first.
      if (event.path === WAL) hold('entered', (path) => path === 'packets')
      if (watched.test(event.path)) dirty.add(event.path)
    }
    if (event.what === 'renamed') {
      hold(`renamed to ${event.path}`, (path) => path === event.from)
      dirty.delete(event.from)
      dirty.add(dirname(event.path))
    }
  }
  return found
}

/** Bytes of packets, signatures, what takes the place of another file, and the registry. */
const WATCHED = /\.part$|\.rkp$|\.minisig$|\.tmp$|-wal$/

it('acknowledges no offset and no packet before it is flushed: bytes, then names, then registry, then the receipt', async () => {
  const packet = sender.seal(300_000)
  await sender.announce([packet])
  await sender.create(packet)
  const offsets = [100_000, 200_000, packet.bytes.length]
  let from = 0
  for (const to of offsets) {
    const answer = await sender.patch(packet, from, to)
    expect(answer.status).toBe(to === packet.bytes.length ? 200 : 204)
    from = to
  }
  const events = await traced()
  expect(broken(events, WATCHED)).toEqual([])
  const part = (what: Event['what']) =>
    events.filter((event) => event.what === what && 'path' in event && event.path.endsWith('.part')).length
  expect(part('wrote')).toBeGreaterThanOrEqual(offsets.length)
  expect(part('flushed')).toBeGreaterThanOrEqual(offsets.length)
  const parts = events.flatMap((event, n) => (event.what === 'answered' && event.status === 204 ? [n] : []))
  expect(parts).toHaveLength(2)
  // The name of the half-sent file is as durable as the bytes that are acknowledged.
  const named = events.findIndex((event) => event.what === 'flushed' && event.path === 'incoming')
  expect([named > 0, named < parts[0]!]).toEqual([true, true])
  promised(events)
}, 180_000)

it('nor of one that comes whole in its request', async () => {
  const packet = sender.seal(300_000)
  await sender.announce([packet])
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(packet.bytes.length),
    'upload-metadata': `key ${Buffer.from(keyOf(packet)).toString('base64')}`,
  }
  const answer = await sender.tus('POST', WIRE_PATHS.upload, headers, packet.bytes)
  expect(itemsOf(answer)).toMatchObject([{ verdict: 'received' }])
  const events = await traced()
  expect(broken(events, WATCHED)).toEqual([])
  promised(events)
}, 180_000)

/** The packet's way: its bytes are flushed, it has its name, the folder is flushed, then the registry, then the receipt goes out. */
function promised(events: readonly Event[]): void {
  const last = events.findLastIndex((event) => event.what === 'answered')
  const named = events.findIndex((event) => event.what === 'renamed' && event.path.endsWith('.rkp'))
  const after = (start: number, what: Event['what'], path: string) =>
    events.findIndex((event, n) => n > start && event.what === what && 'path' in event && event.path === path)
  const folder = after(named, 'flushed', 'packets')
  const entered = after(folder, 'wrote', WAL)
  const sure = after(entered, 'flushed', WAL)
  expect(named).toBeGreaterThan(0)
  expect([folder > named, entered > folder, sure > entered, last > sure]).toEqual([true, true, true, true])
}
