import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { discovered, informed, type SbiDevice } from '../../../../devices/sbi/answers.ts'
import { deviceChain } from '../../../../devices/sbi/chain.ts'
import { type Line, rawServer } from '../../../../devices/sbi/wire.ts'
import { signJws } from '../../../../lib/jws.ts'
import { sbiDevices } from './find.ts'

const chain = deviceChain()
const DEVICE: SbiDevice = { deviceId: '1', type: 'Finger', subType: 'Slap', subIds: ['1'], serial: 'S-1' }
const disc = [discovered(DEVICE, 'Ready', 1)]
const info = [informed(DEVICE, 'Ready', 1, chain.device)]
const signed = (value: unknown) => [
  {
    deviceInfo: signJws(Buffer.from(JSON.stringify(value)), chain.device.key, chain.device.chain),
    error: null,
  },
]

/** Devices that are found where a service answers so. */
async function found(discovery: unknown, information: unknown, answer?: (line: Line) => void) {
  const server = rawServer(async ({ verb }, line) => {
    if (answer) return answer(line)
    line.answer(200, {}, JSON.stringify(verb === 'MOSIPDISC' ? discovery : information))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const devices = await sbiDevices(() => new Date()).find({ ports: [port, port], anchors: [chain.root] })
    return await Promise.all(devices.map(async (device) => [device.id, device.kind, await device.state()]))
  } finally {
    server.close()
  }
}

test('a scanner is known by what it signed: an id that any path can hold, its kind, its state', async () => {
  expect(await found(disc, info)).toEqual([[expect.stringMatching(/^sbi-[0-9a-f]{16}$/), 'finger', 'ready']])
  const busy = await found(disc, [informed(DEVICE, 'Busy', 1, chain.device)])
  expect(busy).toEqual([[expect.any(String), 'finger', 'busy']])
})

test.each([
  ['a foreign root', chain.foreign],
  ['a certificate that has ended', chain.expired],
])('one with %s is shown, and not trusted', async (_, signer) => {
  expect(await found(disc, [informed(DEVICE, 'Ready', 1, signer)])).toEqual([
    [expect.any(String), 'finger', 'untrusted'],
  ])
})

test.each<[string, unknown, unknown]>([
  ['nothing', [], info],
  ['words', 'hello', info],
  ['no list', { deviceId: '1' }, info],
  ['hundreds of devices', Array.from({ length: 300 }, () => disc[0]), info],
  ['an unsigned info', disc, [{ deviceInfo: '{}', error: null }]],
  ['a signed info of nothing', disc, signed(null)],
  [
    'a signed info without an identity',
    disc,
    signed({ deviceId: '1', digitalId: 'x', specVersion: ['0.9.5'] }),
  ],
  ['another version of SBI', disc, signed({ deviceId: '1', digitalId: '', specVersion: ['1.0'] })],
])('a service that answers %s has no scanners', async (_, discovery, information) => {
  expect(await found(discovery, information)).toEqual([])
})

const endAfter = (words: string) => (line: Line) => {
  line.write(words)
  line.end()
}

test.each<[string, (line: Line) => void]>([
  ['a redirect', (line) => line.answer(302, { Location: 'http://127.0.0.1:1/' }, '')],
  ["a captive portal's page", (line) => line.answer(200, { 'Content-Type': 'text/html' }, '<html>')],
  ['two megabytes', (line) => line.answer(200, {}, `"${'x'.repeat(2 << 20)}"`)],
  ['half a line', endAfter('HTTP/1.1 20')],
  ['a cut answer', endAfter('HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n[')],
])('another program that answers %s is passed over', async (_, answer) => {
  expect(await found(disc, info, answer)).toEqual([])
})
