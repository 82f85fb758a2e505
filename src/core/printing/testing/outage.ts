import { registerArrival, takeArrival } from '../../../datacenter/intake-arrivals.ts'
import { PeerClient } from '../../../datacenter/replication/peer-client.ts'
import { replicate } from '../../../datacenter/replication/replicate.ts'
import { amendRecording, currentBiodata } from '../../enrolment/index.ts'
import { handOver, makeBag, planned, takeReceipts } from '../../export/index.ts'
import { issueSuket, resumeRegister } from '../../suket/index.ts'
import { openTestStation, seedRecordings } from '../../testing/index.ts'
import { resetAll, sendRound } from '../../upload/index.ts'
import { freePort } from '../../../lib/testing/free-port.ts'
import { openTestSite, type TestSite } from '../../upload/testing/sites.ts'
import { receiveBlanks } from '../blanks.ts'
import { settleClaims } from '../claimed.ts'
import { handOverCard, markMisprint, markPrinted } from '../life.ts'
import { orderCards, reportCards } from '../orders.ts'
import { listCards } from '../queries.ts'
import { isUncertain } from '../../../contract/printing.ts'
import { Chance } from '../../testing/chance.ts'
import { OutageDesk } from './outage-desk.ts'
import type { Books } from './ledgers.ts'
import { type OutageSummary, type Script, summaryOf } from './outage-summary.ts'

const DAY_MS = 24 * 3600_000
const BYTES = 7000

/** Days of the outage, from 1. The sites come back in turns, go again, and see each other only later. */
const PLAN = {
  last: 182,
  /** Of quiet at the end: what was said travels to everybody. */
  settled: 203,
  /** From here on Medan Merdeka Utara answers again, and takes nothing yet. */
  mmuAnswers: 60,
  /** Medan Merdeka Utara takes uploads for two weeks, and is gone again. */
  mmuForAWhile: [64, 77],
  /** Batam alone, for ten days: it takes packets, and decides nothing. */
  batamForAWhile: [96, 105],
  mmuBack: 138,
  /** From here on the sites hear each other. */
  linked: 147,
  batamBack: 161,
  /** Penunggalan fails on every case. */
  searchFails: [64, 72],
  lost: 84,
  certified: 88,
  cancelled: 31,
} as const

const within = (day: number, [from, to]: readonly [number, number]) => day >= from && day <= to

/** A recording with a letter that has not left the station. */
const UNSENT = `SELECT r.id FROM recording r JOIN recording_status s ON s.recording = r.id JOIN suket k ON k.recording = r.id
  WHERE s.status = 'BIO_CAPTURED' AND NOT EXISTS (SELECT 1 FROM recording a WHERE a.amends = r.id)
  AND NOT EXISTS (SELECT 1 FROM bag_item b WHERE b.packet = r.id) ORDER BY r.seq DESC LIMIT 1`

type Code = 'mmu' | 'batam'

interface OnTheWay {
  readonly arrives: number
  readonly to: Code
  readonly folder: string
  readonly drive: string
}

/** Six months without the data centre, day by day on a fake clock, through the real rooms, real disks' folders and real sites. */
class Outage {
  readonly #desk: OutageDesk
  readonly #sites: Readonly<Record<Code, TestSite>>
  readonly #peers: Readonly<Record<Code, PeerClient>>
  readonly #chance: Chance
  readonly #perDay: number
  readonly #script: Script = {
    diary: [],
    bags: 0,
    misprints: 0,
    byDrive: 0,
    resets: 0,
    amendments: 0,
    backups: 0,
    epochs: [],
  }
  #people = 0
  #ids: string[] = []
  #onTheWay: OnTheWay[] = []
  #answers: { readonly arrives: number; readonly folder: string }[] = []
  #disks = { desk: '', away: '' }
  #cancelled = false
  /** Cards that came out of the printer, whatever a register says. */
  readonly #cards = new Set<string>()

  constructor(desk: OutageDesk, sites: Readonly<Record<Code, TestSite>>, { perDay, seed }: OutageOptions) {
    this.#desk = desk
    this.#sites = sites
    this.#perDay = perDay
    this.#chance = new Chance(seed)
    this.#peers = {
      mmu: new PeerClient(sites.mmu.site, { url: sites.batam.listening.url }),
      batam: new PeerClient(sites.batam.site, { url: sites.mmu.listening.url }),
    }
  }

  get #station() {
    return this.#desk.station
  }

  async run(): Promise<OutageSummary> {
    const { clock } = this.#desk.founded.ports
    await receiveBlanks(this.#station, 2000, 'Surat sampel 1')
    this.#disks = {
      desk: await this.#desk.pair('desk', 'MEJA'),
      away: await this.#desk.pair('rotation', 'BRANKAS'),
    }
    this.#script.epochs.push(this.#station.epoch.id)
    for (let day = 1; day <= PLAN.settled; day++) {
      this.#state(day)
      const open = day <= PLAN.last && clock.now().getUTCDay() !== 0
      if (day === PLAN.lost) await this.#loseStation(day)
      if (day === PLAN.certified) await this.#desk.certifyEpoch(900)
      if (open) await this.#record(day)
      if (open) await this.#amend(day)
      await this.#backUp(day)
      await sendRound(this.#station, { now: true })
      await this.#carry(day)
      await this.#reset(day)
      await this.#decide(day)
      await this.#print(day)
      clock.advance(DAY_MS)
    }
    await this.#backUp(0)
    return summaryOf(this.#desk, this.#sites, this.#script)
  }

  #say(day: number, what: string): void {
    this.#script.diary.push(`hari ${day}: ${what}`)
  }

  /** What the sites do on this day. */
  #state(day: number): void {
    const { mmu, batam } = this.#sites
    const mmuTakes = within(day, PLAN.mmuForAWhile) || day >= PLAN.mmuBack
    const batamTakes = within(day, PLAN.batamForAWhile) || day >= PLAN.batamBack
    mmu.site.refusing = mmuTakes
      ? 'none'
      : within(day, [PLAN.mmuAnswers, PLAN.mmuForAWhile[0]])
        ? 'uploads'
        : 'all'
    // Linked, it answers the other site, and refuses the stations' uploads for another while.
    batam.site.refusing = batamTakes ? 'none' : day >= PLAN.linked ? 'uploads' : 'all'
    mmu.site.switches.searchFails = within(day, PLAN.searchFails)
    if (day < PLAN.linked) return
    mmu.site.printPeer = this.#peers.mmu
    batam.site.printPeer = this.#peers.batam
  }

  /** New residents, each with a letter; now and then one of earlier comes again and is recorded twice. */
  async #record(day: number): Promise<void> {
    const station = this.#station
    const due = Math.floor(day * this.#perDay) - Math.floor((day - 1) * this.#perDay)
    const count = due === 0 ? 0 : this.#chance.between(due - 1, due + 1)
    if (count > 0) {
      const ids = await seedRecordings(station, count, { bytes: BYTES, from: this.#people + 1 })
      this.#people += count
      for (const id of ids) await issueSuket(station, id)
      this.#ids.push(...ids)
    }
    if (day % 29 === 0 && this.#people > 3)
      await seedRecordings(station, 1, { bytes: BYTES, from: this.#chance.between(1, this.#people - 2) })
  }

  /** Corrections of what was sealed, sent or not; one recording is void before it ever left. */
  async #amend(day: number): Promise<void> {
    const station = this.#station
    if (day >= PLAN.cancelled && !this.#cancelled) {
      const { id } = station.read.get<{ id: string }>(UNSENT) ?? {}
      if (id === undefined) return
      this.#cancelled = true
      this.#ids = this.#ids.filter((other) => other !== id)
      await amendRecording(station, id, { kind: 'cancellation', reason: 'Salah orang' })
      return this.#say(day, 'satu perekaman dibatalkan')
    }
    if (day % 13 !== 5) return
    const id = this.#chance.of(this.#ids.slice(-12))
    if (id === undefined) return
    const now = currentBiodata(station.read, id)!
    const change = {
      field: 'namaAyah' as const,
      old: now.namaAyah ?? '',
      new: `CONTOH AYAH ${day % 2 === 0 ? 'GENAP' : 'GANJIL'}`,
    }
    if (change.old === change.new) return
    await amendRecording(station, id, { kind: 'correction', reason: 'Salah ketik', changes: [change] })
    this.#script.amendments++
  }

  /** The desk's disk every evening, the other one once a week. */
  async #backUp(day: number): Promise<void> {
    await this.#desk.backUp(this.#disks.desk)
    if (day % 7 === 0) await this.#desk.backUp(this.#disks.away)
    this.#script.backups++
  }

  /** The last letter's number, as the daybook has it on paper when the office closes. */
  #daybook(): number {
    const year = this.#desk.founded.ports.now().getUTCFullYear()
    const sql = 'SELECT coalesce(max(seq), 0) AS last FROM suket WHERE year = ?'
    return this.#station.read.get<{ last: number }>(sql, [year])!.last
  }

  /** The computer dies in the night. Whoever was recorded is on the disk; letters go on above the last one on paper. */
  async #loseStation(day: number): Promise<void> {
    const before = this.#station.read.get<{ n: number }>('SELECT count(*) AS n FROM recording')!.n
    const onPaper = this.#daybook()
    const { packets, missing } = await this.#desk.loseAndRestore()
    const station = this.#station
    this.#script.epochs.push(station.epoch.id)
    // The daybook has two numbers more than any disk: letters of the last minutes.
    await resumeRegister(station, { last: onPaper + 2, reason: 'Buku harian' })
    this.#say(day, `komputer hilang dan dipulihkan: ${packets} dari ${before} paket, ${missing} hilang`)
  }

  /** A bag by hand every second week, to the sites in turn: two days on the way there, and three back. */
  async #carry(day: number): Promise<void> {
    const station = this.#station
    const due = <T extends { arrives: number }>(list: readonly T[]) =>
      list.filter(({ arrives }) => arrives === day)
    for (const { to, folder, drive } of due(this.#onTheWay)) {
      const { site } = this.#sites[to]
      const arrival = await registerArrival(site, {
        courier: 'Contoh Kurir',
        medium: 'USB',
        slip: String(day),
      })
      const { answer } = await takeArrival(site, arrival, folder, drive)
      this.#answers.push({ arrives: day + 3, folder: answer! })
    }
    for (const { folder } of due(this.#answers)) {
      const { taken, known } = await takeReceipts(station, folder)
      this.#say(day, `jawaban tas: ${taken} tanda terima baru, ${known} sudah diketahui`)
    }
    // What the root has not signed yet is held by no site for ours.
    const certified = day < PLAN.lost || day >= PLAN.certified
    if (day % 14 !== 12 || day >= PLAN.mmuBack || !certified || planned(station.read).packets === 0) return
    const drive = this.#desk.founded.temp(`drive-${day}`)
    const bag = await makeBag(station, { folder: drive })
    await handOver(station, { bag: bag.id, to: 'Contoh Kurir', telephone: '0812 0000 0000' })
    const to: Code = this.#script.bags++ % 3 === 2 ? 'batam' : 'mmu'
    this.#onTheWay.push({ arrives: day + 2, to, folder: bag.folder, drive })
    this.#say(day, `tas ${bag.seq} ke ${to}: ${bag.packets} paket`)
  }

  /** What the centre could not search is sent again, by the supervisor's word. */
  async #reset(day: number): Promise<void> {
    if (day % 7 !== 3) return
    const status = 'SEARCH_FAILURE_AT_CENTRAL'
    const count = await resetAll(this.#station, { status, reason: 'Pusat data pulih' })
    this.#script.resets += count
    if (count > 0) this.#say(day, `${count} rekaman dikirim ulang`)
  }

  /** Penunggalan looks; the sites tell each other what they know, once they see each other. */
  async #decide(day: number): Promise<void> {
    const { mmu, batam } = this.#sites
    for (const { site } of [mmu, batam]) await site.work()
    if (day < PLAN.linked) return
    for (const { site } of [mmu, batam]) await replicate(site, this.#peers[site.code as Code])
  }

  /** After the loss the supervisor looks into the drawer for what the restore made uncertain. */
  async #settle(): Promise<void> {
    const rows = listCards(this.#station.read, { state: 'ordered', text: '', limit: 500 }).rows
    for (const { recording } of rows.filter(isUncertain)) {
      const card = this.#cards.has(recording) ? 'here' : 'none'
      await settleClaims(this.#station, { recordings: [recording], card, reason: 'Laci sudah diperiksa' })
      if (card === 'here')
        await handOverCard(this.#station, { recording, checked: 'photo', by: 'CONTOH PENERIMA' })
    }
  }

  /** Whatever is ready is ordered of whoever answers, or waits for the next bag; what is granted is printed and handed over. */
  async #print(day: number): Promise<void> {
    const station = this.#station
    const listed = (state: 'ready' | 'ordered' | 'granted') =>
      listCards(station.read, { state, text: '', limit: 500 }).rows.map(({ recording }) => recording)
    const ids = [...listed('ready'), ...listed('ordered')]
    if (ids.length > 0) await orderCards(station, ids)
    await this.#settle()
    const granted = listed('granted')
    for (const recording of granted) {
      if (this.#chance.oneIn(17)) {
        await markMisprint(station, recording, 'Pita macet')
        this.#script.misprints++
        continue
      }
      await markPrinted(station, recording)
      this.#cards.add(recording)
      await handOverCard(station, { recording, checked: 'chip-fingerprint', by: 'CONTOH PENERIMA' })
    }
    await reportCards(station)
    if (day < PLAN.mmuAnswers) this.#script.byDrive += granted.length
    if (granted.length > 0) this.#say(day, `hak cetak ${granted.length}`)
  }
}

export interface OutageOptions {
  /** Residents a day, as a mean; below 1 for some days without any. */
  readonly perDay: number
  readonly seed: number
}

/** Plays the outage. The same options give the same six months. `then` may look into the books before they are closed. */
export async function simulateOutage(
  options: OutageOptions,
  then: (books: Books) => Promise<void> = async () => {},
): Promise<OutageSummary> {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  const open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  const desk = new OutageDesk(open)
  const mmu = await openTestSite(open, 'mmu', ports.mmu, { peer: 'batam' })
  const batam = await openTestSite(open, 'batam', ports.batam, { peer: 'mmu' })
  try {
    const summary = await new Outage(desk, { mmu, batam }, options).run()
    await then({ station: desk.station, sites: [mmu.site, batam.site] })
    return summary
  } finally {
    await Promise.all([mmu.close(), batam.close()])
    await desk.close()
  }
}
