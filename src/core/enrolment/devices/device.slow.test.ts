import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSbi, runSbi } from '../../../devices/sbi/run.ts'
import { base64 } from '../../../lib/bytes.ts'
import type { Slot, Thumb } from '../../../contract/enrolment.ts'
import { decodeFingerRecord, FINGER_POSITIONS } from '../../../formats/biometric/finger-record.ts'
import type { CaptureDevice, CaptureRequest, DeviceTrust } from '../../ports.ts'
import { openTestStation, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { captureOf } from '../draft/rows.ts'
import { startDraft } from '../draft/start.ts'
import { cancelCaptures, captureFromDevice } from './capture.ts'
import { folderDevice } from './folder-device.ts'
import { identityMatcher } from './identity-matcher.ts'
import { readyDevice, standing } from './scanners.ts'
import { sbiDevices } from './sbi/find.ts'

const RIGHT: Slot[] = [
  'finger-right-index',
  'finger-right-middle',
  'finger-right-ring',
  'finger-right-little',
]
const LEFT: Slot[] = ['finger-left-index', 'finger-left-middle', 'finger-left-ring', 'finger-left-little']

let sim: RunningSbi
let trust: DeviceTrust
beforeAll(async () => {
  sim = await runSbi({ port: 0 })
  trust = { ports: [sim.service.port, sim.service.port], anchors: [sim.service.chain.root] }
})
afterAll(() => sim[Symbol.asyncDispose]())

async function sbi(kind: 'finger' | 'iris'): Promise<CaptureDevice> {
  const found = await sbiDevices(() => new Date()).find(trust)
  return found.find((device) => device.kind === kind)!
}
const folder = async (kind: 'finger' | 'iris') =>
  folderDevice(kind, () => join(import.meta.dirname, '../../../../resources/people/01'))

const request = (slots: readonly string[], change: Partial<CaptureRequest> = {}): CaptureRequest => ({
  slots,
  timeoutMs: 10_000,
  transaction: 'contoh-perekaman',
  threshold: 40,
  previous: null,
  signal: new AbortController().signal,
  ...change,
})

/** What the port promises, of every adapter. */
describe.each([
  ['SBI', sbi],
  ['image files', folder],
] as const)('a scanner by %s', (_, make) => {
  test('has an id that a path can hold, a name, and stands ready', async () => {
    const device = await make('finger')
    expect(device.id).toMatch(/^[a-z0-9-]{3,60}$/)
    expect(device.name.length).toBeGreaterThan(3)
    expect(await device.state()).toBe('ready')
  })
  test('reads what it is asked for, each slot once, with a score and whole images', async () => {
    const device = await make('finger')
    const { results } = await device.capture(request([...RIGHT, 'finger-left-thumb']))
    expect(results.map(({ slot }) => slot).toSorted()).toEqual([...RIGHT, 'finger-left-thumb'].toSorted())
    for (const { image, score } of results) {
      expect(image.length).toBeGreaterThan(1000)
      expect(score).toBeGreaterThan(40)
      expect(score).toBeLessThanOrEqual(100)
    }
  })
  test('reads both eyes, and an index finger a second time', async () => {
    const eyes = await (await make('iris')).capture(request(['iris-left', 'iris-right']))
    expect(eyes.results).toHaveLength(2)
    const second = await (await make('finger')).capture(request(['second-right-index', 'second-left-index']))
    expect(second.results.map(({ slot }) => slot)).toEqual(['second-right-index', 'second-left-index'])
  })
})

describe('a station with a scanner over SBI', () => {
  let open: TestStation
  let id: string
  afterEach(async () => {
    await open.close()
    sim.service.faults.clear()
    sim.service.status.clear()
    sim.service.people.missing.clear()
    sim.service.people.scores.clear()
    sim.service.people.person = undefined
    sim.service.delayMs = 0
    await sim.service.start()
  })

  async function begin(matcher = true): Promise<void> {
    open = await openTestStation({
      start: new Date().toISOString(),
      ...(matcher ? { matcher: identityMatcher(`http://127.0.0.1:${sim.control}`) } : {}),
      profile: (profile) => ({
        ...profile,
        devices: {
          sbiPorts: [sim.service.port, sim.service.port],
          anchors: [base64(sim.service.chain.root)],
        },
      }),
    })
    const devices = sbiDevices(() => new Date())
    Object.assign(open.station.ports, { devices })
    id = (await startDraft(open.station, sampleBiodata(1).nik)).id
  }
  const read = (slots: readonly Slot[], capture = 10_000) =>
    captureFromDevice(open.station, id, slots, { times: { capture, grace: 300, ready: 2000 } })

  test('three retries keep the best, and the chain goes on over all captures', async () => {
    await begin()
    sim.service.people.scores.set('right-thumb', [20, 35, 28, 22])
    for (const kept of [20, 35, 35, 35]) {
      expect((await read(['finger-right-thumb'])).results[0]).toMatchObject({ ok: false, score: kept })
    }
    const { draft } = await read(['iris-left', 'iris-right'])
    expect(draft.captures.map(({ slot, meta }) => [slot, meta.attempts])).toEqual([
      ['finger-right-thumb', 4],
      ['iris-left', 1],
      ['iris-right', 1],
    ])
    expect(draft.captures[0]!.meta.identity).toMatchObject({ make: 'REKAM', model: 'SAMPEL-442' })
    expect(draft.captures[0]!.media).toBe('application/x-iso-19794-4')
  })

  test.each([
    ['hang', 'DEVICE-SILENT', 800],
    ['unplug', 'DEVICE-REFUSED', 10_000],
    ['garbage', 'DEVICE-ANSWER', 10_000],
    ['giant', 'DEVICE-ANSWER', 10_000],
    ['redirect', 'DEVICE-ANSWER', 10_000],
    ['portal', 'DEVICE-ANSWER', 10_000],
    ['refuse', 'DEVICE-REFUSED', 10_000],
    ['broken-chain', 'DEVICE-ANSWER', 10_000],
    ['bad-signature', 'DEVICE-UNTRUSTED', 10_000],
    ['expired-certificate', 'DEVICE-UNTRUSTED', 10_000],
    ['wrong-transaction', 'DEVICE-ANSWER', 10_000],
    ['old-answer', 'DEVICE-ANSWER', 10_000],
    ['wrong-fingers', 'HAND-SWAPPED', 10_000],
    ['die', 'DEVICE-GONE', 10_000],
  ] as const)('%s is %s; nothing is kept, and the next capture reads', async (fault, code, capture) => {
    await begin(false)
    // An unplugged scanner is gone at the next look: here it goes between look and capture.
    const looked = await readyDevice(open.station, 'finger')
    Object.assign(open.station.ports, { devices: { find: async () => [looked] } })
    sim.service.faults.set(fault, 1)
    const spoilt = await read(RIGHT, capture)
    expect(spoilt.fault?.code).toBe(code)
    expect(spoilt.draft.captures).toEqual([])
    await sim.service.start()
    const whole = await read(RIGHT)
    expect(whole.fault).toBeNull()
    expect(whole.results.every(({ ok }) => ok)).toBe(true)
  })

  test('an answer that was given before is not taken again', async () => {
    await begin(false)
    await read(RIGHT)
    sim.service.faults.set('replay', 1)
    expect((await read(RIGHT)).fault?.code).toBe('DEVICE-ANSWER')
    expect((await read(RIGHT)).fault).toBeNull()
  })

  test('3 of 4 fingers are kept, and a foreign root is said before anything is read', async () => {
    await begin(false)
    sim.service.faults.set('missing-finger', 1)
    const { results, fault } = await read(RIGHT)
    expect(fault).toBeNull()
    expect(results.filter(({ ok }) => ok)).toHaveLength(3)
    expect(results[2]).toEqual({ slot: 'finger-right-ring', ok: false })
    sim.service.faults.set('foreign-root')
    Object.assign(open.station.ports, { devices: sbiDevices(() => new Date()) })
    await expect(read(RIGHT)).rejects.toMatchObject({ code: 'DEVICE-UNTRUSTED' })
  })

  test('a scanner that dies is found again when it comes back; one that is busy says so', async () => {
    await begin(false)
    await sim.service.stop()
    await expect(read(RIGHT)).rejects.toMatchObject({ code: 'DEVICE-MISSING' })
    await sim.service.start()
    sim.service.status.set('Finger', 'Busy')
    Object.assign(open.station.ports, { devices: sbiDevices(() => new Date()) })
    await expect(read(RIGHT)).rejects.toMatchObject({ code: 'DEVICE-BUSY' })
    expect((await standing(open.station)).map(({ state }) => state)).toEqual(['busy', 'ready'])
  })

  test('of two layings on of fingers the first is kept where the second gives nothing, and why is said', async () => {
    await begin(false)
    sim.service.people.missing.add('left-index')
    const { results, fault } = await read(['second-right-index', 'second-left-index'])
    expect(results.map(({ ok }) => ok)).toEqual([true, false])
    expect(fault).toMatchObject({ code: 'DEVICE-REFUSED', params: { number: '701' } })
  })

  test('what hangs can be stopped by the operator at once', async () => {
    await begin(false)
    sim.service.faults.set('hang', 1)
    const captured = read(RIGHT)
    setTimeout(() => cancelCaptures(open.station, id), 300)
    expect((await captured).fault?.code).toBe('DEVICE-CANCELLED')
    expect((await read(RIGHT)).results.every(({ ok }) => ok)).toBe(true)
  })

  test('the matcher sees swapped hands, fingers out of order, and who comes a second time', async () => {
    await begin()
    await read(RIGHT)
    sim.service.faults.set('swapped-hands', 1)
    const swapped = await read(LEFT)
    expect(swapped.fault).toMatchObject({ code: 'HAND-SWAPPED', params: { finger: 'telunjuk kiri' } })
    expect(swapped.draft.captures).toHaveLength(4)
    sim.service.faults.set('wrong-sequence', 1)
    expect((await read(RIGHT)).fault?.code).toBe('FINGER-ORDER')
    await read(LEFT)
    const second = await read(['second-right-index', 'second-left-index'])
    expect(
      second.draft.captures.filter(({ slot }) => slot.startsWith('second-')).map(({ meta }) => meta.match),
    ).toEqual(['same', 'same'])
    sim.service.people.person = 'ORANG LAIN'
    const other = await read(['second-right-index'])
    expect(other.draft.captures.find(({ slot }) => slot === 'second-right-index')!.meta.match).toBe(
      'different',
    )
  })

  test('a thumb stands for a signature: either one, its best try, and which one it is of', async () => {
    await begin(false)
    sim.service.people.scores.set('left-thumb', [20, 55])
    const give = (thumb: Thumb) =>
      captureFromDevice(open.station, id, ['signature-thumb'], { thumb }).then(
        ({ draft }) => draft.captures.find(({ slot }) => slot === 'signature-thumb')!,
      )
    const right = await give('right-thumb')
    expect(right.meta).toMatchObject({ finger: 'right-thumb', attempts: 1 })
    // The other thumb counts from one again, whatever the first one scored.
    expect((await give('left-thumb')).meta).toMatchObject({ finger: 'left-thumb', attempts: 1, score: 20 })
    const left = await give('left-thumb')
    expect(left.meta).toMatchObject({ finger: 'left-thumb', attempts: 2, score: 55 })
    expect(left.meta.identity).toMatchObject({ serial: 'SAMPEL-F-0001' })
    const { bytes } = captureOf(open.station.read, id, 'signature-thumb')!
    expect(decodeFingerRecord(bytes)[0]!.position).toBe(FINGER_POSITIONS['left-thumb'])
  })

  test('with no matcher a second capture is a second capture', async () => {
    await begin(false)
    await read(RIGHT)
    const { draft } = await read(['second-right-index'])
    expect(draft.captures.find(({ slot }) => slot === 'second-right-index')!.meta).not.toHaveProperty('match')
  })
})

test('other programs on the ports are passed over, also those that say nothing', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  const talker = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end('SSH-2.0-OpenSSH_9.2\r\n')
  }).listen(0, '127.0.0.1')
  await Promise.all([once(silent, 'listening'), once(talker, 'listening')])
  const finder = sbiDevices(() => new Date())
  const portOf = (server: typeof silent) => (server.address() as AddressInfo).port
  try {
    for (const port of [portOf(silent), portOf(talker)]) {
      expect(await finder.find({ ...trust, ports: [port, port] })).toEqual([])
    }
    expect(
      await sbiDevices(() => new Date()).find({
        ...trust,
        ports: [sim.service.port - 20, sim.service.port + 20],
      }),
    ).toHaveLength(2)
  } finally {
    silent.close()
    talker.close()
  }
})

test('the live picture comes as whole JPEG frames and ends when told', async () => {
  const device = await sbi('finger')
  const stop = new AbortController()
  let frames = 0
  for await (const frame of device.live!(stop.signal)) {
    expect(Buffer.from(frame.subarray(0, 3)).toString('hex')).toBe('ffd8ff')
    if (++frames === 3) break
  }
  stop.abort()
  expect(frames).toBe(3)
})
