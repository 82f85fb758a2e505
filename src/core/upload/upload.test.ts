import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../testing/index.ts'
import { amendRecording, statusOf } from '../enrolment/index.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { lineOf, setLine } from './line.ts'
import { FREE_LINE } from './pace.ts'
import { cuttingProxy, type CuttingProxy } from './testing/cutting-proxy.ts'
import { uploadOnce } from './upload.ts'
import { uploadStatus } from './status.ts'
import { sendRound, startUploadService } from './queue.ts'

let open: TestStation
let urls: { mmu: string; batam: string }
let ports: { mmu: number; batam: number }
let sites: TestSite[]

beforeEach(async () => {
  ports = { mmu: await freePort(), batam: await freePort() }
  urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  open = await openTestStation({ urls })
  sites = []
})
afterEach(async () => {
  await Promise.all(sites.map((opened) => opened.close()))
  await open.close()
})

async function site(code: 'mmu' | 'batam'): Promise<TestSite> {
  const opened = await openTestSite(open, code, ports[code])
  sites.push(opened)
  return opened
}

const stateOf = (code: string) => uploadStatus(open.station).sites.find((one) => one.code === code)
const receipts = () =>
  open.station.read.all<{ packet: string; site: string; via: string }>(
    'SELECT packet, site, via FROM receipt',
  )

describe('sending', () => {
  it('brings every packet to a site, and a signed receipt back', async () => {
    const mmu = await site('mmu')
    const ids = [await sealed(open, 1000), await sealed(open, 700_000), await sealed(open, 10)]
    expect(await uploadOnce(open.station)).toEqual({ sent: 3, received: 3, refused: 0 })
    expect(
      receipts()
        .map(({ packet }) => packet)
        .toSorted(),
    ).toEqual(ids.toSorted())
    expect((await mmu.site.registry.counts()).received).toBe(3)
    for (const id of ids) expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: 3, work: [] })
  })

  it('sends a correction before what it corrects: the site never takes up the uncorrected person', async () => {
    const mmu = await site('mmu')
    const [id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
    const change = { field: 'nik' as const, old: sampleBiodata(1).nik, new: '5272014103850009' }
    const { recording } = await amendRecording(open.station, id, {
      kind: 'correction',
      reason: 'salah ketik',
      changes: [change],
    })
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
    expect(receipts().map(({ packet }) => packet)).toEqual([recording])
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
    expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
    expect((await mmu.site.registry.counts()).received).toBe(2)
  })

  it('sends a recording with exceptions only after a penyelia approved them', async () => {
    await site('mmu')
    const held = await sealed(open, 1000)
    await open.station.write.transaction((tx) =>
      tx.run("INSERT INTO recording_exception (recording, slot, reason) VALUES (?, 'iris-left', 'netra')", [
        held,
      ]),
    )
    const free = await sealed(open, 1000)
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
    expect(receipts().map(({ packet }) => packet)).toEqual([free])
    expect(uploadStatus(open.station).waiting).toBe(1)
    await open.station.write.transaction((tx) =>
      tx.run("UPDATE recording_exception SET approved_by = 'penyelia'"),
    )
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  })

  it('sends nothing twice', async () => {
    const mmu = await site('mmu')
    await sealed(open, 1000)
    await Promise.all([sendRound(open.station, { now: true }), sendRound(open.station, { now: true })])
    expect(await uploadOnce(open.station)).toEqual({ sent: 0, received: 0, refused: 0 })
    expect((await mmu.site.registry.counts()).received).toBe(1)
    expect(receipts()).toHaveLength(1)
  })

  it('goes to Batam when Medan Merdeka Utara refuses', async () => {
    const mmu = await site('mmu')
    mmu.site.refusing = 'uploads'
    await site('batam')
    await sealed(open, 1000)
    expect((await uploadOnce(open.station)).received).toBe(1)
    expect(receipts()[0]?.site).toBe('batam')
    expect(stateOf('mmu')).toMatchObject({
      state: 'refusing',
      notice: expect.stringContaining('471.13/3256/DUKCAPIL') as string,
    })
  })

  it('says refusing and unreachable apart, keeps everything, and asks again only when the circuit allows', async () => {
    const mmu = await site('mmu')
    mmu.site.refusing = 'uploads'
    await sealed(open, 1000)
    await uploadOnce(open.station, { now: false })
    expect([stateOf('mmu')?.state, stateOf('batam')?.state]).toEqual(['refusing', 'unreachable'])
    expect(uploadStatus(open.station).waiting).toBe(1)
    mmu.site.refusing = 'none'
    await uploadOnce(open.station, { now: false })
    expect(receipts()).toEqual([])
    open.ports.clock.advance(31_000)
    await uploadOnce(open.station, { now: false })
    expect(receipts()).toHaveLength(1)
    expect(stateOf('mmu')?.state).toBe('open')
  })

  it('lets one refused packet pass by, and puts it on the work list', async () => {
    const mmu = await site('mmu')
    await sealed(open, 1000)
    const bad = await sealed(open, 1000)
    await sealed(open, 1000)
    const { writeFileSync } = await import('node:fs')
    const { packetPath } = await import('../enrolment/index.ts')
    const row = open.station.read.get<{ sealed_at: string; bytes: number }>(
      'SELECT sealed_at, bytes FROM recording WHERE id = ?',
      [bad],
    )!
    writeFileSync(packetPath(open.station, bad, row.sealed_at), open.ports.random(row.bytes))
    expect(await uploadOnce(open.station)).toMatchObject({ received: 2, refused: 1 })
    expect(uploadStatus(open.station).work).toMatchObject([{ recording: bad, code: 'PACKET-HASH' }])
    expect((await mmu.site.registry.counts()).received).toBe(2)
    expect(await uploadOnce(open.station)).toMatchObject({ sent: 0 })
  })
})

describe('a line that fails', () => {
  let proxy: CuttingProxy
  beforeEach(async () => {
    const mmu = await openTestSite(open, 'mmu', 0)
    sites.push(mmu)
    proxy = await cuttingProxy(ports.mmu, () => mmu.listening.port)
  })
  afterEach(() => proxy.close())

  it('a fast line takes packets whole, and one that was cut on the way goes on at its byte', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push(await sealed(open, 1_500_000))
    // The first connection learns that the line is fast; those of the others are cut in mid-packet, once each.
    proxy.cutAfter([Number.MAX_SAFE_INTEGER, 400_000, 900_000])
    await uploadOnce(open.station)
    proxy.cutAfter([])
    open.ports.clock.advance(24 * 3600_000)
    await uploadOnce(open.station, { now: true })
    expect(
      receipts()
        .map(({ packet }) => packet)
        .toSorted(),
    ).toEqual(ids.toSorted())
    for (const id of ids) expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
  })

  it('goes on at the byte where it was cut', async () => {
    await sealed(open, 700_000)
    // The first takes nothing through, not even the announcement; then it gets on from cut to cut in one round.
    proxy.cutAfter([500, ...Array.from({ length: 8 }, () => 300_000)])
    await uploadOnce(open.station)
    expect(receipts()).toEqual([])
    await uploadOnce(open.station)
    expect(receipts()).toHaveLength(1)
    expect(uploadStatus(open.station).work).toEqual([])
    // Once over the line, and the heads of a few requests; the announcement of the packet goes twice.
    expect(proxy.passed()).toBeLessThan(700_000 + 40_000)
  })

  it('lets a packet that nobody lets through wait by itself, tells a person of it, and goes on trying', async () => {
    const poison = await sealed(open, 3000)
    const others = [await sealed(open, 3000), await sealed(open, 3000), await sealed(open, 3000)]
    proxy.cutAt([`upload/${poison}`])
    for (const [round, received] of [3, 0, 0].entries()) {
      expect([round, (await uploadOnce(open.station)).received]).toEqual([round, received])
    }
    expect(
      receipts()
        .map(({ packet }) => packet)
        .toSorted(),
    ).toEqual(others.toSorted())
    expect(stateOf('mmu')?.state).toBe('open')
    expect(uploadStatus(open.station).work).toMatchObject([{ recording: poison, code: 'UPLOAD-STUCK' }])
    // What waits by itself is not asked for in a round that nobody asked for; later it is.
    proxy.cutAt([])
    await uploadOnce(open.station, { now: false })
    expect(uploadStatus(open.station).waiting).toBe(1)
    open.ports.clock.advance(3600_000)
    await uploadOnce(open.station, { now: false })
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, work: [] })
  })

  it('takes two in a row for the site: its circuit opens', async () => {
    const ids = [await sealed(open, 3000), await sealed(open, 3000), await sealed(open, 3000)]
    proxy.cutAt(ids.map((id) => `upload/${id}`))
    await uploadOnce(open.station)
    expect(stateOf('mmu')?.state).toBe('unreachable')
    expect(
      open.station.read.get<{ n: number }>('SELECT count(*) AS n FROM upload_pause WHERE site = ?', ['mmu']),
    ).toEqual({ n: 2 })
  })

  it('stops in the middle when the station is locked, keeps the site’s state, and goes on at the next start', async () => {
    await sealed(open, 2_000_000)
    await setLine(
      { ...open.station, actor: { account: 'p', role: 'penyelia' } },
      { ...FREE_LINE, kbits: 2000, inside: 'limited', outside: 'limited' },
    )
    const stop = startUploadService(open.station)
    const round = sendRound(open.station, { now: false })
    const moved = () => uploadStatus(open.station).progress?.there ?? 0
    while (moved() < 250_000) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(uploadStatus(open.station).progress).toMatchObject({ site: 'mmu', packet: 1, left: 1 })
    await stop()
    expect((await round).received).toBe(0)
    expect(stateOf('mmu')?.state).toBe('unknown')
    expect(uploadStatus(open.station).progress).toBeNull()
    const before = proxy.passed()
    await setLine({ ...open.station, actor: { account: 'p', role: 'penyelia' } }, FREE_LINE)
    await uploadOnce(open.station)
    expect(receipts()).toHaveLength(1)
    expect(proxy.passed() - before).toBeLessThan(1_800_000)
  })
})

describe('the settings of the line', () => {
  it('are the supervisor’s, kept, and in the audit', async () => {
    const line = { ...FREE_LINE, kbits: 32, inside: 'limited' } as const
    await expect(setLine(open.station, line)).rejects.toMatchObject({ code: 'UPLOAD-LINE-SUPERVISOR' })
    await setLine({ ...open.station, actor: { account: 'p', role: 'penyelia' } }, line)
    expect(lineOf(open.station.read)).toEqual(line)
    expect(open.station.read.get("SELECT act FROM audit WHERE act = 'upload.line'")).toBeDefined()
  })

  it('keep the line free in the hours of the office, unless a person asks', async () => {
    await site('mmu')
    await sealed(open, 1000)
    const paused = { ...FREE_LINE, inside: 'paused', outside: 'paused' } as const
    await setLine({ ...open.station, actor: { account: 'p', role: 'penyelia' } }, paused)
    await uploadOnce(open.station, { now: false })
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 1, line: { pace: 'paused' } })
    await uploadOnce(open.station, { now: true })
    expect(uploadStatus(open.station).waiting).toBe(0)
  })

  it('slow the line down to what they say', async () => {
    await site('mmu')
    await sealed(open, 60_000)
    const slow = { ...FREE_LINE, kbits: 240, inside: 'limited', outside: 'limited' } as const
    await setLine({ ...open.station, actor: { account: 'p', role: 'penyelia' } }, slow)
    const began = performance.now()
    await uploadOnce(open.station)
    expect(receipts()).toHaveLength(1)
    // 60 kB at 30 kB/s: the first second's worth goes at once, the rest waits.
    expect(performance.now() - began).toBeGreaterThan(900)
  })
})

it('the work list shows the oldest of what was refused, and says how many there are', async () => {
  await open.station.write.transaction((tx) => {
    for (let n = 0; n < 130; n++) {
      const id = `r${String(n).padStart(3, '0')}`
      tx.run(
        "INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, 'PROCESSING', 't', 1)",
        [id],
      )
      const at = `2026-11-01T00:00:00.${String(n).padStart(3, '0')}Z`
      tx.run(
        "INSERT INTO upload_item (packet, attempt, site, state, code, at) VALUES (?, 1, 'mmu', 'refused', 'PACKET-HASH', ?)",
        [id, at],
      )
    }
  })
  const { work, workTotal } = uploadStatus(open.station)
  expect([work.length, workTotal, work[0]?.recording, work.at(-1)?.recording]).toEqual([
    100,
    130,
    'r000',
    'r099',
  ])
})

describe('what answers but is no site', () => {
  let server: Server | undefined
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

  const answering = (status: number, body: string | Buffer) =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => {
        request.resume()
        response.writeHead(status, { 'content-type': 'text/html', connection: 'close' })
        response.end(body)
      }).listen(ports.mmu, '127.0.0.1', resolve)
    })

  const forged = (name: string) =>
    JSON.stringify({ format: 'rekam-answer', version: 1, site: name, items: [] })

  it.each<[string, number, string | Buffer]>([
    ['a captive portal', 200, '<html>Silakan login</html>'],
    ['an empty 200', 200, ''],
    ['a redirect to a login', 302, ''],
    ['another site', 200, forged('batam')],
    ['a 503 of a proxy', 503, '<html>Service Unavailable</html>'],
    ['a flood', 200, Buffer.alloc(8 << 20, 0x20)],
    ['a JSON bomb', 200, '['.repeat(100_000)],
  ])('is not taken for one: %s', async (_, status, body) => {
    await answering(status, body)
    const id = await sealed(open, 1000)
    expect(await uploadOnce(open.station)).toEqual({ sent: 0, received: 0, refused: 0 })
    expect(stateOf('mmu')?.state).toBe('unreachable')
    expect(statusOf(open.station.read, id)?.status).toBe('BIO_CAPTURED')
    expect(receipts()).toEqual([])
  })

  it('does not count a receipt that another signed, nor one for other bytes', async () => {
    const stranger = await openTestStation({ seed: 'stranger' })
    const id = await sealed(open, 1000)
    const { sha256 } = open.station.read.get<{ sha256: string }>(
      'SELECT sha256 FROM recording WHERE id = ?',
      [id],
    )!
    const { signReceipt } = await import('../../formats/receipt/receipt.ts')
    const { packSigned } = await import('../../formats/wire/wire.ts')
    const fields = {
      serial: 1,
      site: 'mmu',
      packet: id,
      attempt: 1,
      grade: 'final',
      verdict: 'PRINT_READY_RECORD',
      at: '2026-11-23T00:00:00Z',
    } as const
    for (const receipt of [
      signReceipt({ ...fields, sha256 }, stranger.dinas.sites.mmu),
      signReceipt({ ...fields, sha256: 'ab'.repeat(32) }, open.dinas.sites.mmu),
      signReceipt({ ...fields, sha256, attempt: 2 }, open.dinas.sites.mmu),
      signReceipt({ ...fields, sha256, site: 'batam' }, open.dinas.sites.mmu),
    ]) {
      const item = { id, sha256, attempt: 1, verdict: 'received', receipt: packSigned(receipt) }
      await answering(200, JSON.stringify({ format: 'rekam-answer', version: 1, site: 'mmu', items: [item] }))
      await uploadOnce(open.station)
      expect(receipts()).toEqual([])
      await new Promise<void>((resolve) => server!.close(() => resolve()))
      await open.station.write.transaction((tx) => tx.run('DELETE FROM upload_item'))
    }
    server = undefined
    await stranger.close()
  })
})
