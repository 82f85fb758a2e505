import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { sendRound } from './queue.ts'
import { uploadStatus } from './status.ts'
import { cuttingProxy, type CuttingProxy } from './testing/cutting-proxy.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

/** What the lamps, the log and the proposal say of sites that answer and take nothing, and of sites for which nothing waits. */

let open: TestStation
let ports: { mmu: number; batam: number }
let sites: TestSite[]
let proxy: CuttingProxy | undefined
beforeEach(async () => {
  ports = { mmu: await freePort(), batam: await freePort() }
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` },
  })
  sites = []
  proxy = undefined
})
afterEach(async () => {
  await proxy?.close()
  await Promise.all(sites.map((one) => one.close()))
  await open.close()
})

async function site(code: 'mmu' | 'batam', port = ports[code]): Promise<TestSite> {
  const opened = await openTestSite(open, code, port)
  sites.push(opened)
  return opened
}
const stands = (code: string) => uploadStatus(open.station).sites.find((one) => one.code === code)
const row = (code: string) =>
  open.station.read.get<{ state: string; failures: number; next_probe_at: string }>(
    'SELECT state, failures, next_probe_at FROM site WHERE code = ?',
    [code],
  )
const log = (code: string) =>
  open.station.read
    .all<{ state: string }>('SELECT state FROM site_log WHERE site = ? ORDER BY at, rowid', [code])
    .map(({ state }) => state)
/** As the queue does by itself, for so long; a round is at hand every minute. */
async function minutes(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    open.ports.clock.advance(60_000)
    await sendRound(open.station, { now: false })
  }
}

describe('a site that answers announcements and takes no packet', () => {
  it.each([1, 3])(
    'refuses, with %i waiting: probed ever more rarely, and the log has one line of it',
    async (count) => {
      const { site: mmu } = await site('mmu')
      const { site: batam } = await site('batam')
      Object.assign(mmu.switches, { fullDisk: true })
      Object.assign(batam.switches, { fullDisk: true })
      for (let n = 0; n < count; n++) await sealed(open, 1000)
      await sendRound(open.station, { now: false })
      expect([stands('mmu')?.state, stands('batam')?.state]).toEqual(['refusing', 'refusing'])
      expect(stands('mmu')?.notice).toContain('gangguan')
      const waits: number[] = []
      for (let n = 0; n < 6; n++) {
        const due = Date.parse(row('mmu')!.next_probe_at)
        waits.push(Math.round((due - open.ports.now().getTime()) / 1000))
        open.ports.clock.set(row('mmu')!.next_probe_at)
        open.ports.clock.advance(1000)
        await sendRound(open.station, { now: false })
      }
      expect(row('mmu')?.failures).toBe(7)
      // Doubling, each shortened by up to a fifth.
      for (const [n, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(30 * 2 ** n * 0.8 - 1)
        expect(wait).toBeLessThanOrEqual(30 * 2 ** n)
      }
      expect(log('mmu')).toEqual(['refusing'])
      expect(uploadStatus(open.station)).toMatchObject({ waiting: count, work: [], proposal: null })
      open.ports.clock.advance(24 * 3_600_000)
      await sendRound(open.station, { now: false })
      expect(uploadStatus(open.station).proposal).toMatchObject({ hours: 24 })
      mmu.switches.fullDisk = false
      open.ports.clock.advance(3_600_000)
      await sendRound(open.station, { now: false })
      expect(stands('mmu')).toMatchObject({ state: 'open', notice: null })
      expect(row('mmu')?.failures).toBe(0)
      expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, work: [], proposal: null })
      expect(log('mmu')).toEqual(['refusing', 'open'])
    },
  )

  it('is not to be reached where the line lets no packet through, whichever it is', async () => {
    const mmu = await site('mmu', 0)
    proxy = await cuttingProxy(ports.mmu, () => mmu.listening.port)
    for (let n = 0; n < 3; n++) await sealed(open, 3000)
    proxy.cutAt(['/v1/upload'])
    await minutes(240)
    expect(log('mmu')).toEqual(['unreachable'])
    expect(row('mmu')?.failures).toBeGreaterThan(6)
  })
})

it('a packet that gets on between cuts is not told as stuck', async () => {
  const mmu = await site('mmu', 0)
  proxy = await cuttingProxy(ports.mmu, () => mmu.listening.port)
  for (let n = 0; n < 2; n++) await sealed(open, 2_000_000)
  proxy.cutAfter(Array.from({ length: 400 }, () => 200_000))
  for (let n = 0; n < 4; n++) await uploadOnce(open.station)
  expect(uploadStatus(open.station)).toMatchObject({ work: [], waiting: 0 })
})

describe('a site for which nothing waits', () => {
  it('is probed without a packet: its outage ends on the lamps and in the log', async () => {
    const { site: mmu } = await site('mmu')
    const { site: batam } = await site('batam')
    mmu.refusing = 'uploads'
    batam.refusing = 'uploads'
    await sealed(open, 1000)
    await sendRound(open.station, { now: false })
    expect(stands('batam')?.state).toBe('refusing')
    mmu.refusing = 'none'
    await minutes(2)
    expect(uploadStatus(open.station).waiting).toBe(0)
    await minutes(30)
    expect(stands('batam')?.state).toBe('refusing')
    batam.refusing = 'none'
    await minutes(40)
    expect(stands('batam')?.state).toBe('open')
    expect(log('batam')).toEqual(['refusing', 'open'])
    expect((await batam.registry.counts()).received).toBe(0)
  })

  it('is noticed when its line dies while the queue is empty, and when it was heard last', async () => {
    await site('mmu')
    const batam = await site('batam')
    await sealed(open, 1000)
    await sendRound(open.station, { now: false })
    expect([stands('mmu')?.state, stands('batam')?.state]).toEqual(['open', 'open'])
    const heard = stands('batam')?.heardAt
    expect(heard).toBe(open.ports.now().toISOString())
    await batam.close()
    sites.splice(sites.indexOf(batam), 1)
    await minutes(11)
    expect(stands('batam')).toMatchObject({ state: 'unreachable', heardAt: heard })
    expect(stands('mmu')?.state).toBe('open')
    await site('batam')
    await minutes(60)
    expect(stands('batam')?.state).toBe('open')
    expect(log('batam')).toEqual(['open', 'unreachable', 'open'])
  })
})
