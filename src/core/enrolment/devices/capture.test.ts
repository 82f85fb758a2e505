import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { draftSchema, type Slot } from '../../../contract/enrolment.ts'
import type { CaptureDevice, CaptureResult } from '../../ports.ts'
import { openTestStation, sampleBiodata, samplePng, type TestStation } from '../../testing/index.ts'
import { captureOf, capturesOf } from '../draft/rows.ts'
import { startDraft } from '../draft/start.ts'
import { captureFromDevice } from './capture.ts'
import { folderDevice } from './folder-device.ts'

let open: TestStation
afterEach(() => open.close())

const TIMES = { capture: 30, grace: 10, ready: 30 }
const THREE: Slot[] = ['finger-right-index', 'finger-right-middle', 'finger-right-ring']

type Reads = (slots: readonly string[]) => Promise<CaptureResult[]>

/** A device that does what the test says. */
function device(read: Reads, state: CaptureDevice['state'] = async () => 'ready'): CaptureDevice {
  return {
    id: 'contoh',
    kind: 'finger',
    name: 'CONTOH pemindai',
    state,
    capture: async ({ slots }) => ({ results: await read(slots) }),
  }
}
const read = (slot: string, score: number, seed = score): CaptureResult => ({
  slot,
  image: samplePng(200, 160, seed),
  media: 'image/png',
  score,
})
const never = new Promise<never>(() => undefined)

async function at(...devices: CaptureDevice[]): Promise<string> {
  open = await openTestStation({ devices })
  return (await startDraft(open.station, sampleBiodata(1).nik)).id
}

test('what was read is kept, what was not is said, and the score decides whether it is good', async () => {
  const id = await at(device(async (slots) => [read(slots[0]!, 80), read(slots[1]!, 39)]))
  const { draft, results } = await captureFromDevice(open.station, id, THREE)
  expect(results).toEqual([
    { slot: 'finger-right-index', ok: true, score: 80 },
    { slot: 'finger-right-middle', ok: false, score: 39 },
    { slot: 'finger-right-ring', ok: false },
  ])
  expect(draft.captures.map(({ slot, meta }) => [slot, meta])).toEqual([
    ['finger-right-index', { device: 'CONTOH pemindai', score: 80, attempts: 1 }],
    ['finger-right-middle', { device: 'CONTOH pemindai', score: 39, attempts: 1 }],
  ])
})

test('of several attempts the best image is kept', async () => {
  const scores = [50, 30, 70]
  const id = await at(device(async ([slot]) => [read(slot!, scores.shift()!)]))
  for (const kept of [50, 50, 70]) {
    const { results } = await captureFromDevice(open.station, id, ['finger-left-thumb'])
    expect(results).toEqual([{ slot: 'finger-left-thumb', ok: true, score: kept }])
    expect(
      Buffer.compare(captureOf(open.station.read, id, 'finger-left-thumb')!.bytes, samplePng(200, 160, kept)),
    ).toBe(0)
  }
  const { meta } = capturesOf(open.station.read, id)[0]!
  expect(meta).toMatchObject({ score: 70, attempts: 3 })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 1e9])('a score of %d does no harm', async (score) => {
  const id = await at(device(async ([slot]) => [{ ...read(slot!, 1), score }]))
  const { draft } = await captureFromDevice(open.station, id, ['finger-left-thumb'])
  expect(draftSchema.parse(draft).captures[0]!.meta.score).toBe(score > 100 && score < Infinity ? 100 : 0)
})

test('a device that hangs has read nothing and can be asked again at once', async () => {
  let hangs = true
  const id = await at(device((slots) => (hangs ? never : Promise.resolve([read(slots[0]!, 90)]))))
  expect(await captureFromDevice(open.station, id, ['finger-left-ring'], { times: TIMES })).toMatchObject({
    results: [{ slot: 'finger-left-ring', ok: false }],
    fault: { code: 'DEVICE-SILENT' },
  })
  expect(open.ports.log.lines.join()).toContain('DEVICE-SILENT')
  hangs = false
  expect(
    (await captureFromDevice(open.station, id, ['finger-left-ring'], { times: TIMES })).results[0],
  ).toMatchObject({
    ok: true,
  })
})

test('each laying has its time: whoever is slow with both index fingers loses neither', async () => {
  const times = { capture: 120, grace: 40, ready: 40 }
  const slow: Reads = async (slots) => {
    // One finger after the other, each just within its time.
    await sleep(times.capture * slots.length - 20)
    return slots.map((slot) => read(slot, 80))
  }
  const both = ['second-right-index', 'second-left-index'] as const
  const id = await at(device(slow))
  const { results, fault } = await captureFromDevice(open.station, id, both, { times })
  expect([fault, results.map(({ ok }) => ok)]).toEqual([null, [true, true]])
  // Those that lie on the glass together have one time.
  const one = await captureFromDevice(open.station, id, ['finger-right-index', 'finger-right-middle'], {
    times,
  })
  expect(one.fault?.code).toBe('DEVICE-SILENT')
})

test.each<[string, string | null, Reads]>([
  ['fails', 'DEVICE-FAILED', async () => Promise.reject(new Error('unplugged'))],
  [
    'answers for slots that nobody asked for',
    null,
    async () => [read('iris-left', 90), read('finger-left-little', 90)],
  ],
  [
    'gives what is no image',
    null,
    async ([slot]) => [{ slot: slot!, image: Buffer.from('%PDF'), media: 'image/png', score: 99 }],
  ],
])('a device that %s has read nothing', async (_, code, capture) => {
  const id = await at(device(capture))
  const { draft, results, fault } = await captureFromDevice(open.station, id, ['finger-left-ring'], {
    times: TIMES,
  })
  expect(fault?.code ?? null).toBe(code)
  expect(results).toEqual([{ slot: 'finger-left-ring', ok: false }])
  expect(draft.captures).toEqual([])
})

test.each<[string, CaptureDevice[]]>([
  ['no device', []],
  [
    'one that is not ready',
    [
      device(
        async () => [],
        async () => 'not-ready' as const,
      ),
    ],
  ],
  [
    'one that hangs when asked',
    [
      device(
        async () => [],
        () => never,
      ),
    ],
  ],
  [
    'one that fails when asked',
    [
      device(
        async () => [],
        async () => Promise.reject(new Error('gone')),
      ),
    ],
  ],
])('%s is DEVICE-MISSING', async (_, devices) => {
  const id = await at(...devices)
  await expect(captureFromDevice(open.station, id, THREE, { times: TIMES })).rejects.toMatchObject({
    code: 'DEVICE-MISSING',
    params: { kind: 'sidik jari', kindEn: 'fingerprint' },
  })
})

test('a double click is one capture; another question meanwhile is told to wait', async () => {
  let asked = 0
  const release = Promise.withResolvers<void>()
  const id = await at(
    device(async (slots) => {
      asked++
      await release.promise
      return [read(slots[0]!, 90)]
    }),
  )
  const both = [captureFromDevice(open.station, id, THREE), captureFromDevice(open.station, id, THREE)]
  await expect(captureFromDevice(open.station, id, ['finger-left-thumb'])).rejects.toMatchObject({
    code: 'DEVICE-BUSY',
  })
  release.resolve()
  const [a, b] = await Promise.all(both)
  expect(a).toEqual(b)
  expect(asked).toBe(1)
  expect(a!.draft.captures[0]!.meta.attempts).toBe(1)
})

test('slots of two kinds, of none, or twice are no question for a device', async () => {
  const id = await at(device(async () => []))
  const wrong: Slot[][] = [
    ['finger-left-thumb', 'iris-left'],
    ['photo'],
    ['finger-left-thumb', 'finger-left-thumb'],
  ]
  for (const slots of wrong) {
    await expect(captureFromDevice(open.station, id, slots)).rejects.toMatchObject({ code: 'INPUT-INVALID' })
  }
})

test('a folder of image files is a scanner', async () => {
  const people = join(import.meta.dirname, '../../../../resources/people')
  let person = '01'
  const id = await at(folderDevice('finger', () => join(people, person)))
  expect((await captureFromDevice(open.station, id, THREE)).results.every(({ ok }) => ok)).toBe(true)
  expect((await captureFromDevice(open.station, id, ['second-left-index'])).results).toMatchObject([
    { ok: true },
  ])
  person = 'nobody'
  await expect(captureFromDevice(open.station, id, THREE)).rejects.toMatchObject({ code: 'DEVICE-MISSING' })
})

test('a thumb for the signature comes from an image file as well, and says which one the operator asked for', async () => {
  open = await openTestStation()
  const folder = open.temp('orang')
  writeFileSync(join(folder, 'signature-thumb.png'), samplePng(200, 160, 7))
  Object.assign(open.station.ports, {
    devices: { find: async () => [folderDevice('finger', () => folder)] },
  })
  const { id } = await startDraft(open.station, sampleBiodata(1).nik)
  const { draft, results } = await captureFromDevice(open.station, id, ['signature-thumb'], {
    thumb: 'left-thumb',
  })
  expect(results).toEqual([{ slot: 'signature-thumb', ok: true, score: 100 }])
  expect(draft.captures[0]!.meta).toEqual({
    device: 'Folder gambar',
    finger: 'left-thumb',
    score: 100,
    attempts: 1,
  })
})
