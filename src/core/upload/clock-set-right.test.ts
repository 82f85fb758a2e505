import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../../lib/testing/free-port.ts'
import { statusOf } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { pausePacket } from './pauses.ts'
import { sendRound } from './queue.ts'
import { followUps, resetAll } from './reset.ts'
import { uploadStatus } from './status.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'

/** The clock ran seven years ahead and was set right: what it wrote meanwhile lies in days to come. */

const YEARS_MS = 7 * 365 * 24 * 3600_000

let open: TestStation
let here: number
let mmu: TestSite | undefined
beforeEach(async () => {
  here = await freePort()
  const urls = { mmu: `http://127.0.0.1:${here}`, batam: `http://127.0.0.1:${await freePort()}` }
  open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  mmu = undefined
})
afterEach(async () => {
  await mmu?.close()
  await open.close()
})

async function ahead(act: () => Promise<unknown>): Promise<void> {
  open.ports.clock.advance(YEARS_MS)
  await act()
  open.ports.clock.advance(-YEARS_MS)
}

it('a site that did not answer then is asked again by itself', async () => {
  const id = await sealed(open, 1000)
  await ahead(() => sendRound(open.station, { now: false }))
  mmu = await openTestSite(open, 'mmu', here)
  await sendRound(open.station, { now: false })
  expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
})

it('and what it says of what was sent before is heard, where it answers no uploads', async () => {
  mmu = await openTestSite(open, 'mmu', here)
  const id = await sealed(open, 1000)
  await sendRound(open.station, { now: true })
  await mmu.close()
  await ahead(() => sendRound(open.station, { now: false }))
  mmu = await openTestSite(open, 'mmu', here)
  await mmu.site.decide(id, 'SEARCH_FAILURE_AT_CENTRAL')
  mmu.site.refusing = 'uploads'
  open.ports.clock.advance(11 * 60_000)
  await sendRound(open.station, { now: false })
  expect(statusOf(open.station.read, id)?.status).toBe('SEARCH_FAILURE_AT_CENTRAL')
})

it('a packet that did not get through then waits by itself no longer', async () => {
  mmu = await openTestSite(open, 'mmu', here)
  const id = await sealed(open, 1000)
  const failing = { packet: id, attempt: 1, site: 'mmu', code: 'UPLOAD-STUCK' }
  await ahead(() => open.station.write.transaction((tx) => pausePacket(tx, failing, open.ports.now())))
  await sendRound(open.station, { now: false })
  expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
})

it('what stands still since then is listed for a penyelia, and goes again on their word', async () => {
  const [stuck, failed] = (await seedRecordings(open.station, 2)) as [string, string]
  const at = new Date(open.ports.now().getTime() + YEARS_MS).toISOString()
  const put = (id: string, status: string) =>
    open.station.write.transaction((tx) =>
      tx.run('UPDATE recording_status SET status = ?, at = ? WHERE recording = ?', [status, at, id]),
    )
  await put(stuck, 'SENT_FOR_ENROLLMENT')
  await put(failed, 'SEARCH_FAILURE_AT_CENTRAL')
  expect(
    followUps(open.station.read, open.ports.now())
      .map(({ status }) => status)
      .toSorted(),
  ).toEqual(['SEARCH_FAILURE_AT_CENTRAL', 'SENT_FOR_ENROLLMENT'])
  for (const status of ['SENT_FOR_ENROLLMENT', 'SEARCH_FAILURE_AT_CENTRAL'] as const)
    expect(await resetAll(open.station, { status, reason: 'Petunjuk Dinas' })).toBe(1)
  expect(statusOf(open.station.read, failed)).toEqual({ status: 'BIO_CAPTURED', attempt: 2 })
})

const log = (site: string, at: string, state: string) =>
  open.station.write.transaction((tx) =>
    tx.run('INSERT INTO site_log (site, at, state) VALUES (?, ?, ?)', [site, `${at}T00:00:00.000Z`, state]),
  )
const proposal = () => uploadStatus(open.station).proposal

it('that a site took packets then does not keep the station from proposing to carry by hand', async () => {
  await seedRecordings(open.station, 1)
  open.ports.clock.set('2026-11-10T00:00:00Z')
  for (const site of ['mmu', 'batam']) {
    await log(site, '2033-11-10', 'open')
    await log(site, '2026-11-05', 'refusing')
  }
  expect(proposal()).toEqual({ since: '2026-11-05T00:00:00.000Z', hours: 24 })
})

it('nor that it stopped to take them then; one that takes them now is no reason to', async () => {
  await seedRecordings(open.station, 1)
  open.ports.clock.set('2026-11-10T00:00:00Z')
  const put = (state: string) =>
    open.station.write.transaction((tx) => {
      for (const site of ['mmu', 'batam'])
        tx.run(
          `INSERT INTO site (code, state, since, failures) VALUES (?, ?, '2033-11-10T00:00:00.000Z', 1)
           ON CONFLICT (code) DO UPDATE SET state = excluded.state`,
          [site, state],
        )
    })
  for (const site of ['mmu', 'batam']) {
    await log(site, '2026-11-01', 'refusing')
    await log(site, '2026-11-02', 'open')
    await log(site, '2033-11-10', 'refusing')
  }
  await put('refusing')
  expect(proposal()).toEqual({ since: '2026-11-10T00:00:00.000Z', hours: 24 })
  for (const site of ['mmu', 'batam']) await log(site, '2026-11-03', 'refusing')
  await put('open')
  expect(proposal()).toBeNull()
})
