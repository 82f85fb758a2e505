import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { patchOf, RawLines } from './testing/raw-lines.ts'
import { itemsOf } from './testing/sender.ts'
import { serveSampleSite, type ServedSite } from './testing/served-site.ts'

let served: ServedSite
const lines = new RawLines()

beforeEach(async () => {
  served = await serveSampleSite({ silentMs: 2500 })
})
afterEach(async () => {
  lines.destroy()
  await served.close()
})

it('a station that falls silent in the middle of a packet is cut off, and goes on at its byte', async () => {
  const { sender, listening, site } = served
  const packet = sender.seal(3_000_000)
  await sender.announce([packet])
  await sender.create(packet)
  const half = packet.bytes.subarray(0, 1_500_000)
  const { closed } = await lines.written(listening.port, patchOf(packet, sender), half)
  await closed
  const sizes = () =>
    readdirSync(join(site.dir, 'incoming')).map((name) => statSync(join(site.dir, 'incoming', name)).size)
  await expect.poll(sizes).toEqual([half.length])
  expect(itemsOf(await sender.patch(packet, half.length))).toMatchObject([{ verdict: 'received' }])
  expect(served.trouble).toEqual([])
})

it.each([
  ['says nothing', ''],
  ['says half of a question', 'GET /v1/hea'],
])('whoever %s holds no line for ever', async (_, said) => {
  const { closed } = await lines.written(served.listening.port, said)
  await expect(closed).resolves.toBeUndefined()
})
