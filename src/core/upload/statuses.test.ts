import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signReceipt } from '../../formats/receipt/receipt.ts'
import { text } from '../../lib/bytes.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { putReport } from '../../datacenter/registry/reports.ts'
import { statusOf } from '../enrolment/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { cursorOf, putCursor } from './queries.ts'
import { sendRound } from './queue.ts'
import { pullStatuses } from './statuses.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'

let open: TestStation
let mmu: TestSite
beforeEach(async () => {
  const [here, nowhere] = [await freePort(), await freePort()]
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${here}`, batam: `http://127.0.0.1:${nowhere}` },
  })
  mmu = await openTestSite(open, 'mmu', here)
})
afterEach(async () => {
  await mmu.close()
  await open.close()
})

const stands = (id: string) => statusOf(open.station.read, id)?.status
const cursor = () => cursorOf(open.station.read, 'mmu').position
const refusals = () =>
  open.station.read.get<{ n: number }>(`SELECT count(*) AS n FROM audit WHERE act = 'receipt.refused'`)!.n

/** The site says something of a packet without a case of its own: `key` signs, under the site's name. */
async function say(id: string, serials: readonly number[], key: SigningKey): Promise<void> {
  const { sha256 } = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [
    id,
  ])!
  await mmu.site.registry.transaction(async (tx) => {
    for (const serial of serials) {
      const of = { serial, site: 'mmu', packet: id, sha256, attempt: 1 }
      const said = { grade: 'central', verdict: 'RECEIVED_AT_CENTRAL', at: '2026-11-23T00:00:00Z' } as const
      const { bytes, signature } = signReceipt({ ...of, ...said }, key)
      const kept = { station: open.station.code, term: 0, bytes: text(bytes), signature }
      await putReport(tx, { ...of, ...said, ...kept }, mmu.site.now())
    }
  })
}
const serials = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)

describe('statuses', () => {
  it('come to the station by themselves, also while the site takes no uploads', async () => {
    const id = await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    expect(stands(id)).toBe('RECEIVED_AT_CENTRAL')
    await mmu.site.decide(id, 'SEARCH_FAILURE_AT_CENTRAL')
    mmu.site.refusing = 'uploads'
    await sendRound(open.station, { now: false })
    expect(stands(id)).toBe('RECEIVED_AT_CENTRAL')
    open.ports.clock.advance(11 * 60_000)
    await sendRound(open.station, { now: false })
    expect(stands(id)).toBe('SEARCH_FAILURE_AT_CENTRAL')
  })

  it('come in batches from where the last pull ended, and each is kept once', async () => {
    const id = await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    await say(id, serials(1000, 450), open.dinas.sites.mmu)
    expect(await pullStatuses(open.station)).toBe(450)
    const last = await mmu.site.registry.read.get('SELECT max(position) AS position FROM report')
    expect(last).toEqual({ position: cursor() })
    expect(await pullStatuses(open.station)).toBe(0)
    await say(id, [5000], open.dinas.sites.mmu)
    expect(await pullStatuses(open.station)).toBe(1)
  })

  it('that do not hold are passed over, said in the audit, and keep no other back', async () => {
    const id = await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    await say(id, [1000], open.dinas.sites.batam)
    await mmu.site.decide(id, 'SEARCH_FAILURE_AT_CENTRAL')
    expect(await pullStatuses(open.station)).toBe(1)
    expect([stands(id), refusals()]).toEqual(['SEARCH_FAILURE_AT_CENTRAL', 1])
    expect(await pullStatuses(open.station)).toBe(0)
    expect(refusals()).toBe(1)
  })

  it('are heard from the start where the site lost its memory', async () => {
    await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    await open.station.write.transaction((tx) => {
      putCursor(tx, { site: 'mmu', position: 999, asked_at: '2026-01-01T00:00:00Z' })
      tx.run('DELETE FROM receipt')
    })
    expect(await pullStatuses(open.station)).toBe(1)
    expect(cursor()).toBeGreaterThan(999)
  })

  it('of a site that was restored from an older backup are heard, however many it said before', async () => {
    const id = await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    const keep = cursor()
    await say(id, serials(1000, 450), open.dinas.sites.mmu)
    await pullStatuses(open.station)
    await mmu.site.registry.transaction((tx) => tx.run('DELETE FROM report WHERE position > ?', [keep]))
    open.ports.clock.advance(3_600_000)
    await say(id, serials(2000, 500), open.dinas.sites.mmu)
    expect(await pullStatuses(open.station)).toBe(500)
    expect(await pullStatuses(open.station)).toBe(0)
  })

  it('of another station are not told, nor to a stranger', async () => {
    await sealed(open, 1000)
    await sendRound(open.station, { now: true })
    const stranger = await openTestStation({ seed: 'stranger' })
    const { SiteClient } = await import('./site-client.ts')
    const site = open.station.profile.sites.find(({ code }) => code === 'mmu')!
    const ask = (as: TestStation) =>
      new SiteClient(site, as.station.keys.signing, open.ports.now).statuses(
        open.station.code,
        as.station.keys.certificates,
        0,
      )
    expect(await ask(open)).toMatchObject({ kind: 'answer', answer: { receipts: [{}] } })
    expect(await ask(stranger)).toMatchObject({ kind: 'rejected' })
    await stranger.close()
  })
})
