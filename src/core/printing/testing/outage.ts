import { intake } from '../../../datacenter/intake.ts'
import { PeerClient } from '../../../datacenter/replication/peer-client.ts'
import { replicate } from '../../../datacenter/replication/replicate.ts'
import type { Site } from '../../../datacenter/site.ts'
import { handOver, makeBag, takeReceipts } from '../../export/index.ts'
import { issueSuket } from '../../suket/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { sendRound } from '../../upload/index.ts'
import { freePort, openTestSite, type TestSite } from '../../upload/testing/sites.ts'
import { receiveBlanks, stockOf } from '../blanks.ts'
import { handOverCard, markMisprint, markPrinted } from '../life.ts'
import { orderCards, reportCards } from '../orders.ts'
import { listCards } from '../queries.ts'

const WEEK_MS = 7 * 24 * 3600_000
const WEEKS = 26
/** No site answers until MMU is back, then Batam; the two see each other from a week in between on. Until then everything goes by bags. */
const MMU_BACK = 20
const LINKED = 21
const BATAM_BACK = 23
/** Of quiet at the end: what was said travels to everybody. */
const SETTLING = 3

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
  /** Cards that were granted before any site answered: their papers came by drive. */
  readonly grantedByDrive: number
  /** Packets without a receipt; residents with more than one card. */
  readonly withoutReceipt: number
  readonly twoCards: number
  /** Packets of which the station and the two sites do not say the same: status, and the card's order at the sites. */
  readonly disagreements: readonly string[]
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
  #byDrive = 0
  readonly #peers: Readonly<Record<'mmu' | 'batam', PeerClient>>

  constructor(open: TestStation, sites: Sites) {
    this.#open = open
    this.#sites = sites
    this.#peers = {
      mmu: new PeerClient(sites.mmu.site, { url: sites.batam.listening.url }),
      batam: new PeerClient(sites.batam.site, { url: sites.mmu.listening.url }),
    }
  }

  async run(perWeek: number): Promise<OutageSummary> {
    const { station, ports } = this.#open
    await receiveBlanks(station, 500, 'Surat sampel 1')
    for (let week = 1; week <= WEEKS; week++) {
      await this.#record(perWeek, week)
      this.#sites.mmu.site.refusing = week < MMU_BACK ? 'all' : 'none'
      // Linked, it answers the other site, and refuses the stations' uploads for another while.
      this.#sites.batam.site.refusing = week < LINKED ? 'all' : week < BATAM_BACK ? 'uploads' : 'none'
      await sendRound(station, { now: true })
      if (week % 2 === 0 && week < MMU_BACK) await this.#carry(week)
      ports.clock.advance(WEEK_MS)
      await this.#decide(week)
      await this.#print(week)
    }
    for (let n = 1; n <= SETTLING; n++) {
      await sendRound(station, { now: true })
      await this.#print(WEEKS + n)
      ports.clock.advance(WEEK_MS)
      await this.#decide(WEEKS + n)
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
    const to = week % 6 === 0 ? 'batam' : 'mmu'
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

  /** Penunggalan looks; the sites tell each other what they know, once they see each other. The station hears of it by line or bag. */
  async #decide(week: number): Promise<void> {
    const { mmu, batam } = this.#sites
    for (const { site } of [mmu, batam]) await site.work()
    if (week < LINKED) return
    mmu.site.printPeer = this.#peers.mmu
    batam.site.printPeer = this.#peers.batam
    for (const { site } of [mmu, batam]) await replicate(site, this.#peers[site.code as 'mmu' | 'batam'])
  }

  /** Whatever is ready is ordered of whoever answers, or waits for the next bag; what is granted is printed and handed over. */
  async #print(week: number): Promise<void> {
    const { station } = this.#open
    const ids = (['ready', 'ordered'] as const).flatMap((state) =>
      listCards(station.read, { state, text: '', limit: 500 }).rows.map(({ recording }) => recording),
    )
    const { granted } = ids.length === 0 ? { granted: 0 } : await orderCards(station, ids)
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
    if (week < MMU_BACK) this.#byDrive += rows.length
    if (rows.length + granted === 0) return
    this.#diary.push(`minggu ${week}: hak cetak ${granted}, kartu diserahkan ${rows.length}`)
  }

  /** Every packet, as three ledgers have it. */
  async #disagreements(): Promise<string[]> {
    const of = async (site: Site) =>
      new Map(
        (
          await site.registry.read.all<{ packet: string; said: string }>(
            `SELECT r.packet, r.status || ' ' || coalesce(p.state, '') || ' ' || coalesce(p.card, '') || ' ' || coalesce(p.conflict, '') AS said
             FROM record r LEFT JOIN print_right p ON p.packet = r.packet`,
          )
        ).map(({ packet, said }) => [packet, said]),
      )
    const [mmu, batam] = [await of(this.#sites.mmu.site), await of(this.#sites.batam.site)]
    const own = this.#open.station.read.all<{ id: string; status: string }>(
      'SELECT r.id, s.status FROM recording r JOIN recording_status s ON s.recording = r.id',
    )
    return own.flatMap(({ id, status }) => {
      const [one, two] = [mmu.get(id), batam.get(id)]
      return one === two && one?.startsWith(`${status} `) ? [] : [`${id}: ${status} | ${one} | ${two}`]
    })
  }

  async #summary(): Promise<OutageSummary> {
    const { read } = this.#open.station
    const count = (sql: string) => read.get<{ n: number }>(sql)!.n
    const statuses = read.all<{ status: string; n: number }>(
      'SELECT status, count(*) AS n FROM recording_status GROUP BY status ORDER BY status',
    )
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
      grantedByDrive: this.#byDrive,
      twoCards: count(
        `SELECT count(*) AS n FROM (SELECT r.nik FROM recording r JOIN recording_status s ON s.recording = r.id
           WHERE s.status IN ('CARD_PRINTED', 'CARD_ISSUED') GROUP BY r.nik HAVING count(*) > 1)`,
      ),
      disagreements: await this.#disagreements(),
      diary: this.#diary,
    }
  }
}

/** Six months without the data centre, week by week on a fake clock, through the real rooms and real sites over loopback. */
export async function simulateOutage(perWeek: number): Promise<OutageSummary> {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  const open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  const mmu = await openTestSite(open, 'mmu', ports.mmu, { peer: 'batam' })
  const batam = await openTestSite(open, 'batam', ports.batam, { peer: 'mmu' })
  try {
    return await new Outage(open, { mmu, batam }).run(perWeek)
  } finally {
    await Promise.all([mmu.close(), batam.close()])
    await open.close()
  }
}
