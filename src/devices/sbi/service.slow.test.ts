import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decodeFingerRecord } from '../../formats/biometric/finger-record.ts'
import { decodeIrisRecord } from '../../formats/biometric/iris-record.ts'
import { flawOfChain } from '../../lib/certificate-chain.ts'
import { decodeJp2 } from '../../lib/jpeg2000.ts'
import { readJws } from '../../lib/jws.ts'
import { FAULTS } from './faults.ts'
import { type RunningSbi, runSbi } from './run.ts'

let running: RunningSbi
beforeAll(async () => {
  running = await runSbi({ port: 0 })
})
afterAll(() => running[Symbol.asyncDispose]())
beforeEach(() => tell('/admin/reset', {}))

async function tell(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${running.control}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

async function ask(
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; type: string; body: string }> {
  const asked = request({ host: '127.0.0.1', port: running.service.port, method, path })
  asked.end(JSON.stringify(body))
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: text }
}

const bio = {
  type: 'Finger',
  count: '4',
  bioSubType: [],
  exception: [] as string[],
  requestedScore: '40',
  deviceId: '1',
  deviceSubId: '2',
  previousHash: '',
}
const wanted = (change: Partial<typeof bio> = {}) => ({
  env: 'Developer',
  purpose: 'Registration',
  specVersion: '0.9.5',
  timeout: '10000',
  captureTime: new Date().toISOString(),
  transactionId: 'contoh-1',
  bio: [{ ...bio, ...change }],
  customOpts: null,
})

interface Biometric {
  data: string
  hash: string
  error: { errorCode: string }
}
async function capture(change: Partial<typeof bio> = {}): Promise<Biometric[]> {
  const { body } = await ask('RCAPTURE', '/capture', wanted(change))
  return (JSON.parse(body) as { biometrics: Biometric[] }).biometrics
}
const payload = (data: string) =>
  JSON.parse(Buffer.from(readJws(data).payload).toString()) as Record<string, string>

test('it is found by kind of device, and its info is signed by the chain of its test root', async () => {
  const found = JSON.parse((await ask('MOSIPDISC', '/device', { type: 'Biometric Device' })).body) as {
    deviceId: string
  }[]
  expect(found).toMatchObject([
    { deviceId: '1', deviceStatus: 'Ready', deviceSubId: ['1', '2', '3'], specVersion: ['0.9.5'] },
    { deviceId: '2', deviceStatus: 'Ready', deviceSubId: ['3'] },
  ])
  expect(JSON.parse((await ask('MOSIPDISC', '/device', { type: 'Iris' })).body)).toHaveLength(1)
  const [{ deviceInfo }] = JSON.parse((await ask('MOSIPDINFO', '/info', {})).body) as [{ deviceInfo: string }]
  const { isSigned, chain } = readJws(deviceInfo)
  expect(isSigned).toBe(true)
  expect(flawOfChain(chain, [running.service.chain.root], new Date())).toBeNull()
  expect(new X509Certificate(running.service.chain.root).ca).toBe(true)
  expect(readJws(payload(deviceInfo)['digitalId']!).isSigned).toBe(true)
})

test('four fingers are captured, chained, in ISO records that hold decodable pictures of 500 ppi', async () => {
  const four = await capture()
  expect(four.map(({ data }) => payload(data)['bioSubType'])).toEqual([
    'Right IndexFinger',
    'Right MiddleFinger',
    'Right RingFinger',
    'Right LittleFinger',
  ])
  let previous = createHash('sha256').digest()
  for (const { data, hash } of four) {
    const iso = Buffer.from(payload(data)['bioValue']!, 'base64url')
    previous = createHash('sha256')
      .update(previous)
      .update(createHash('sha256').update(iso).digest())
      .digest()
    expect(hash).toBe(previous.toString('hex').toUpperCase())
    const [finger] = decodeFingerRecord(iso)
    expect(finger).toMatchObject({ ppi: 500, coding: 'jp2-lossless' })
    expect(await decodeJp2(finger!.image)).toMatchObject({ width: finger!.width, height: finger!.height })
  }
  const [left, right] = await capture({ type: 'Iris', count: '2', deviceId: '2', deviceSubId: '3' })
  expect(decodeIrisRecord(Buffer.from(payload(left!.data)['bioValue']!, 'base64url'))[0]!.eye).toBe('left')
  expect(payload(right!.data)['bioSubType']).toBe('Right')
})

test('a person repeats and differs from others; the simulator knows who is who', async () => {
  const hashOf = async (person: string) => {
    await tell('/admin/profile', { person })
    const [one] = await capture({
      count: '1',
      exception: ['Right MiddleFinger', 'Right RingFinger', 'Right LittleFinger'],
    })
    return createHash('sha256')
      .update(Buffer.from(payload(one!.data)['bioValue']!, 'base64url'))
      .digest('hex')
  }
  const [a, again, b] = [await hashOf('CONTOH SATU'), await hashOf('CONTOH SATU'), await hashOf('CONTOH DUA')]
  expect(a).not.toBe(again)
  expect(await tell('/admin/compare', { a, b: again })).toEqual({ same: true })
  expect(await tell('/admin/compare', { a, b })).toEqual({ same: false })
  expect(await tell('/admin/compare', { a, b: '00' })).toEqual({ same: null })
})

test('exceptions and count have to add up; scores are given by try', async () => {
  expect((await capture({ count: '4', exception: ['Right LittleFinger'] }))[0]!.error.errorCode).toBe('111')
  const only = { count: '1', exception: ['Right MiddleFinger', 'Right RingFinger', 'Right LittleFinger'] }
  await tell('/admin/score', { part: 'right-index', scores: [12, 70] })
  expect(payload((await capture(only))[0]!.data)['qualityScore']).toBe('12')
  expect(payload((await capture(only))[0]!.data)['qualityScore']).toBe('70')
})

test('the live picture is Motion JPEG', async () => {
  const asked = request({ host: '127.0.0.1', port: running.service.port, method: 'STREAM', path: '/stream' })
  asked.end(JSON.stringify({ deviceId: '1', deviceSubId: '1', timeout: '10000' }))
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
  expect(response.headers['content-type']).toBe('multipart/x-mixed-replace; boundary=--BoundaryString')
  const [first] = (await once(response, 'data')) as [Buffer]
  expect(first.toString('latin1')).toContain('image/jpeg')
  asked.destroy()
})

test('every fault is a fault, wears off when told, and leaves the service as it was', async () => {
  const index = { count: '1', exception: ['Right MiddleFinger', 'Right RingFinger', 'Right LittleFinger'] }
  const seen = new Map<string, string>()
  for (const fault of FAULTS) {
    if (fault === 'giant' || fault === 'slow') continue
    await tell('/admin/fault', { fault, times: 1 })
    seen.set(fault, await outcome(index))
    await tell('/admin/reset', {})
  }
  expect((await capture(index))[0]!.error.errorCode).toBe('0')
  expect(Object.fromEntries(seen)).toMatchObject({
    hang: 'no answer',
    die: 'cut',
    unplug: '110',
    redirect: '302',
    portal: 'text/html',
    garbage: 'no json',
    refuse: '700',
  })
})

async function outcome(change: Partial<typeof bio>): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 5000))
  const answered = ask('RCAPTURE', '/capture', wanted(change)).then(
    ({ status, type, body }) => {
      if (status !== 200) return String(status)
      if (type !== 'application/json') return type
      try {
        return (JSON.parse(body) as { biometrics: Biometric[] }).biometrics[0]!.error.errorCode
      } catch {
        return 'no json'
      }
    },
    () => 'cut',
  )
  return Promise.race([answered, late])
}
