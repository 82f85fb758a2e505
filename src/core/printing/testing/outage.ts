import { PrintOffice } from '../../../datacenter/printing/office.ts'
import { intake } from '../../../datacenter/intake.ts'
import { reportsFor } from '../../../datacenter/registry/reports.ts'
import type { Site } from '../../../datacenter/site.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { handOver, makeBag, takeReceipts } from '../../export/index.ts'
import { issueSuket } from '../../suket/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { fileReceipt, sendRound } from '../../upload/index.ts'
import { freePort, openTestSite, type TestSite } from '../../upload/testing/sites.ts'
import { receiveBlanks, stockOf } from '../blanks.ts'
import { handOverCard, markMisprint, markPrinted } from '../life.ts'
import { orderCards, reportCards } from '../orders.ts'
import { listCards } from '../queries.ts'

const WEEK_MS = 7 * 24 * 3600_000
const WEEKS = 26
/** Both sites take nothing until this week; then MMU alone, then both. */
const MMU_BACK = 22
const BATAM_BACK = 24

export interface OutageSummary {
  readonly recorded: number
  readonly statuses: Readonly<Record<string, number>>
  readonly bags: number
  readonly cardsPrinted: number
  readonly misprints: number
  readonly suketWithdrawn: number
  readonly suketOpen: number
  readonly blanksLeft: number
  readonly blanksReceived: number
  /** Packets without a receipt, and packets that two sites enrolled. */
  readonly withoutReceipt: number
  readonly enrolledTwice: number
  /** One line per week that something was carried or a site changed. */
  readonly diary: readonly string[]
}

type Sites = Readonly<Record<'mmu' | 'batam', TestSite>>

class Outage {
  readonly #open: TestStation
  readonly #sites: Sites
  readonly #diary: string[] = []
  #people = 0
  #bags = 0
  #misprints = 0

  constructor(open: TestStation, sites: Sites) {
    this.#open = open
    this.#sites = sites
  }

  async run(perWeek: number): Promise<OutageSummary> {
    const { station, ports } = this.#open
    await receiveBlanks(station, 500, 'Surat sampel 1')
    for (let week = 1; week <= WEEKS; week++) {
      await this.#record(perWeek, week)
      this.#sites.mmu.site.refusing = week < MMU_BACK ? 'uploads' : 'none'
      this.#sites.batam.site.refusing = week < MMU_BACK ? 'uploads' : week < BATAM_BACK ? 'all' : 'none'
      await sendRound(station, { now: true })
      if (week % 4 === 0 && week < MMU_BACK) await this.#carry(week)
      ports.clock.advance(WEEK_MS)
      await this.#decide()
      if (week >= BATAM_BACK) await this.#print(week)
    }
    return this.#summary()
  }

  /** New residents; every fourth week one of two weeks before comes again and is recorded twice. */
  async #record(perWeek: number, week: number): Promise<void> {
    const { station } = this.#open
    const ids = await seedRecordings(station, perWeek, { bytes: 7000, from: this.#people + 1 })
    this.#people += perWeek
    for (const id of ids) await issueSuket(station, id)
    if (week % 4 === 3) await seedRecordings(station, 1, { bytes: 7000, from: (week - 3) * perWeek + 1 })
  }

  /** A bag by hand to the sites in turn; its answer comes back the week after. */
  async #carry(week: number): Promise<void> {
    const { station } = this.#open
    const to = week % 8 === 0 ? 'batam' : 'mmu'
    const drive = this.#open.temp(`drive-${week}`)
    const bag = await makeBag(station, { folder: drive })
    await handOver(station, { bag: bag.id, to: 'Contoh Kurir', telephone: '0812 0000 0000' })
    const taken = await intake(this.#sites[to].site, bag.folder, drive)
    const { taken: receipts } = await takeReceipts(station, taken.answer!)
    this.#bags++
    this.#diary.push(
      `minggu ${week}: tas ${bag.seq} ke ${to}, ${bag.packets} paket, ${receipts} tanda terima`,
    )
  }

  /** Penunggalan at both sites, and what they say of it, as an answer bag or the line brings it. */
  async #decide(): Promise<void> {
    const { station } = this.#open
    for (const { site } of Object.values(this.#sites)) {
      await site.work()
      const reports = await reportsFor(site.registry.read, station.code, 0, 10_000)
      await station.write.transaction((tx) => {
        for (const { bytes, signature } of reports)
          fileReceipt(tx, station, { bytes: utf8(bytes), signature }, 'bag')
      })
    }
  }

  /** Rights that MMU owns of what Batam holds go there by a signed transfer; then everything is printed and handed over. */
  async #print(week: number): Promise<void> {
    const { station } = this.#open
    const { mmu, batam } = this.#sites
    const [giver, taker] = [new PrintOffice(mmu.site), new PrintOffice(batam.site)]
    const held = await batam.site.registry.read.all<{ packet: string }>('SELECT packet FROM record')
    for (const { packet } of held) await taker.learn(await giver.give(packet, 'batam'))
    const ids = (['ready', 'ordered'] as const).flatMap((state) =>
      listCards(station.read, { state, text: '', limit: 500 }).rows.map(({ recording }) => recording),
    )
    if (ids.length === 0) return
    const { granted } = await orderCards(station, ids)
    const rows = listCards(station.read, { state: 'granted', text: '', limit: 500 }).rows
    for (const [n, { recording }] of rows.entries()) {
      if (n % 17 === 16) {
        await markMisprint(station, recording, 'Pita macet')
        await orderCards(station, [recording])
        this.#misprints++
      }
      await markPrinted(station, recording)
      await handOverCard(station, { recording, checked: 'chip-fingerprint', by: 'CONTOH PENERIMA' })
    }
    await reportCards(station)
    this.#diary.push(`minggu ${week}: hak cetak ${granted}, kartu diserahkan ${rows.length}`)
  }

  async #summary(): Promise<OutageSummary> {
    const { read } = this.#open.station
    const count = (sql: string) => read.get<{ n: number }>(sql)!.n
    const statuses = read.all<{ status: string; n: number }>(
      'SELECT status, count(*) AS n FROM recording_status GROUP BY status ORDER BY status',
    )
    const records = async ({ site }: { site: Site }) =>
      (await site.registry.read.all<{ packet: string }>('SELECT packet FROM record')).map(
        ({ packet }) => packet,
      )
    const [one, two] = await Promise.all([records(this.#sites.mmu), records(this.#sites.batam)])
    const both = new Set(one)
    return {
      recorded: count('SELECT count(*) AS n FROM recording'),
      statuses: Object.fromEntries(statuses.map(({ status, n }) => [status, n])),
      bags: this.#bags,
      cardsPrinted: count(`SELECT count(*) AS n FROM blank_entry WHERE kind = 'printed'`),
      misprints: this.#misprints,
      suketWithdrawn: count(`SELECT count(*) AS n FROM suket WHERE state = 'withdrawn'`),
      suketOpen: count(`SELECT count(*) AS n FROM suket WHERE state IN ('issued', 'reprinted')`),
      blanksLeft: stockOf(read).stock,
      blanksReceived: count(`SELECT sum(change) AS n FROM blank_entry WHERE kind = 'received'`),
      withoutReceipt: count(
        'SELECT count(*) AS n FROM recording r WHERE NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id)',
      ),
      enrolledTwice: two.filter((packet) => both.has(packet)).length,
      diary: this.#diary,
    }
  }
}

/** Six months without the data centre, week by week on a fake clock, through the real rooms and real sites over loopback. */
export async function simulateOutage(perWeek: number): Promise<OutageSummary> {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  const open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  const mmu = await openTestSite(open, 'mmu', ports.mmu)
  const batam = await openTestSite(open, 'batam', ports.batam)
  try {
    return await new Outage(open, { mmu, batam }).run(perWeek)
  } finally {
    await Promise.all([mmu.close(), batam.close()])
    await open.close()
  }
}
