import { open } from 'node:fs/promises'
import {
  ANNOUNCE_LIMIT,
  type Announce,
  type AnswerItem,
  packSigned,
  unpackSigned,
} from '../../formats/wire/wire.ts'
import { hex, text } from '../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { Memory } from '../../lib/memory.ts'
import type { WriteTx } from '../db/handles.ts'
import { packetPath, setStatus, soundSignature, statusOf } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { FAST } from './chunk.ts'
import { Departures } from './departures.ts'
import { fileReceipt } from './file-receipt.ts'
import { Ledger } from './ledger.ts'
import { lineOf } from './line.ts'
import type { Outcome } from './outcome.ts'
import { limitOf } from './pace.ts'
import { paceNow } from './pace-now.ts'
import { isPaused, NO_SITE, pausePacket } from './pauses.ts'
import { gatherPackets, type Waiting, waitingCount } from './pending.ts'
import { Meter } from './progress.ts'
import { putItem, siteRow } from './queries.ts'
import { rateOf, rememberRate } from './rate.ts'
import { type Sending, type SendOptions, SiteClient } from './site-client.ts'
import type { SitePlace } from './site-http.ts'
import { noteHeard, noteTaking, noteTrouble, type Trouble } from './site-note.ts'

/** How a round is run. */
export interface RoundOptions {
  /** A person asks: circuits and pauses do not hold it up, the office's hours let a few packets through; a limit of the line still holds. */
  readonly now: boolean
  readonly signal?: AbortSignal | undefined
}

/** Failures of different packets in a row after which it is the site or the line, and no packet. */
const IN_A_ROW = 2

/** What takes no longer nobody watches. */
const WATCHED_MS = 500

/** Packets on the way side by side on a fast line, and their bytes in memory. */
const LANES = 8
const FLYING = 32 << 20

/** One site's turn: announces what waits, sends what is wanted, files what is answered. */
export class Turn {
  readonly #station: Station
  readonly #site: SitePlace
  readonly #client: SiteClient
  readonly #options: RoundOptions
  readonly #meter: Meter
  readonly #ledger: Ledger
  readonly #departures: Departures
  readonly #memory = new Memory({ kept: LANES, sealed: true })
  readonly round = { sent: 0, received: 0, refused: 0 }
  #failed = 0
  /** The site's circuit was opened in this turn. */
  #over = false
  /** How many wait, for people: counted once per announcement. */
  #left = 0
  /** Receipts on their way into the store, with others. */
  #filing: Promise<void>[] = []
  #unfiled = false

  constructor(station: Station, site: SitePlace, options: RoundOptions) {
    this.#station = station
    this.#site = site
    this.#options = options
    this.#client = new SiteClient(site, station.keys.signing, station.ports.now, options.signal)
    this.#client.rate = rateOf(station, site.code)
    this.#meter = new Meter(station, site.code)
    this.#ledger = new Ledger(station.write)
    this.#departures = new Departures(station, site.code, this.#ledger)
  }

  /** Until nothing waits that this site takes, or it stops taking, or the line is wanted for other things; `most` packets. */
  async run(most: number): Promise<void> {
    const { ports, read: db } = this.#station
    const now = this.#options.now ? null : ports.now().toISOString()
    try {
      for (let after = 0, left = most; ; ) {
        const limit = Math.min(ANNOUNCE_LIMIT, left)
        if (limit <= 0) return
        const batch = await gatherPackets(db, { site: this.#site.code, after, limit, now })
        if (batch.length === 0 || !this.#mayGoOn()) return
        // The office's hours began: what a person asked for goes on for a few packets.
        left = this.#pace() === 'paused' ? Math.min(left, ANNOUNCE_LIMIT) - batch.length : left
        after = batch.at(-1)!.place
        if (!(await this.#batch(batch))) return
      }
    } finally {
      this.#departures.end()
      await this.#ledger.end()
      rememberRate(this.#station, this.#site.code, this.#client.rate)
      this.#client.close()
      this.#meter.end()
    }
  }

  /** False when somebody stopped the round, or the office's hours begin. */
  #mayGoOn(): boolean {
    if (this.#unfiled || this.#options.signal?.aborted) return false
    return this.#options.now || this.#pace() !== 'paused'
  }

  #pace() {
    return paceNow(this.#station)
  }

  async #batch(batch: readonly Waiting[]): Promise<boolean> {
    const items = (await Promise.all(batch.map((packet) => this.#item(packet)))).filter(
      (item) => item !== null,
    )
    if (items.length === 0) return true
    const answer = await this.#announce(items)
    if (answer.kind !== 'answer') return this.#trouble(answer)
    this.#left = waitingCount(this.#station.read)
    const asked = new Map(batch.map((packet) => [packet.id, packet]))
    const wanted: Waiting[] = []
    const filed: Promise<void>[] = []
    for (const item of answer.items) {
      const packet = asked.get(item.id)
      // A site speaks of what it was asked, or it is not heard.
      if (!packet || packet.sha256 !== item.sha256 || packet.attempt !== item.attempt) continue
      if (item.verdict === 'wanted') wanted.push(packet)
      else filed.push(this.#file(packet, item))
    }
    await Promise.all(filed)
    if (this.#options.signal?.aborted) return false
    // That it answers is no proof that it takes packets: its disk may be full, or the line lets nothing large through.
    if (wanted.length === 0) await this.#taking()
    else this.#ledger.note((tx) => noteHeard(tx, this.#site.code, this.#station.ports.now()))
    return this.#sendAll(wanted)
  }

  #announce(items: Announce['items']): Promise<Outcome> {
    const certificates = this.#station.keys.certificates.map(packSigned)
    const { code: station } = this.#station
    return this.#client.announce({ format: 'rekam-announce', version: 1, station, certificates, items })
  }

  /** On a line that is fast several side by side, for then it is flushing that takes the time, here and there; where that is not known yet the first alone. */
  async #sendAll(wanted: readonly Waiting[]): Promise<boolean> {
    let next = 0
    let going = true
    const lanes: Promise<void>[] = []
    let [flying, under] = [0, 0]
    const fast = () => this.#pace() !== 'limited' && this.#client.rate >= FAST
    // Large packets are fewer at a time: one alone always goes.
    const fits = () => next < wanted.length && (under === 0 || flying + wanted[next]!.bytes <= FLYING)
    const lane = async () => {
      while (going && fits()) {
        const at = next++
        const packet = wanted[at]!
        flying += packet.bytes
        under++
        const sent = this.#mayGoOn() && (await this.#leaves(wanted, at, fast()))
        flying -= packet.bytes
        under--
        going &&= sent
        const room = going && fast() ? LANES - 1 - under : 0
        for (let n = 0; n < room && fits(); n++) lanes.push(lane())
      }
    }
    for (let n = fast() ? LANES : 1; n > 0 && fits(); n--) lanes.push(lane())
    const ended: PromiseSettledResult<void>[] = []
    // A lane may have begun another one meanwhile.
    for (const one of lanes) {
      const [how] = await Promise.allSettled([one])
      if (how.status === 'rejected') going = false
      ended.push(how)
    }
    ended.push(...(await Promise.allSettled([this.#ledger.end(), ...this.#filing.splice(0)])))
    for (const how of ended) if (how.status === 'rejected') throw how.reason
    return going
  }

  /** Sends a packet, unless it must not go any more; false when the site or the line is to be left alone. */
  async #leaves(wanted: readonly Waiting[], at: number, fast: boolean): Promise<boolean> {
    if (await this.#departures.mayLeave(wanted, at, fast)) return this.#send(wanted[at]!)
    this.#left--
    return true
  }

  /** What is announced of a packet; null for one whose signature is none that a site would take, which keeps none of the others. */
  async #item({ id, sha256: hash, attempt, bytes }: Waiting) {
    try {
      const signature = text(await soundSignature(this.#station, id))
      return { id, sha256: hash, attempt, bytes, signature }
    } catch (error) {
      if (!isFault(error)) throw error
      await this.#pause({ id, attempt }, error.code)
      this.round.refused++
      return null
    }
  }

  /** The sealed bytes, as the ledger knows them; to be given back. Fault PACKET-HASH for others; FILE-MISSING, DISK-*. */
  async #bytes({ id, sealed_at, bytes: size, sha256: hash }: Waiting): Promise<Uint8Array<ArrayBuffer>> {
    const path = packetPath(this.#station, id, sealed_at)
    const bytes = this.#memory.take(size)
    try {
      await using file = await open(path, 'r')
      for (let at = 0; at < size; ) {
        const { bytesRead } = await file.read(bytes, at, size - at, at)
        if (bytesRead === 0) throw new Fault('PACKET-HASH')
        at += bytesRead
      }
      if ((await file.stat()).size !== size || hex(sha256(bytes)) !== hash) throw new Fault('PACKET-HASH')
      return bytes
    } catch (error) {
      this.#memory.give(bytes)
      throw faultOfErrno(error, 'read', path)
    }
  }

  /** False when the site or the line is to be left alone. */
  async #send(packet: Waiting): Promise<boolean> {
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = await this.#bytes(packet)
    } catch (error) {
      if (!isFault(error)) throw error
      await this.#pause(packet, error.code)
      this.round.refused++
      return true
    }
    const begun = statusOf(this.#station.read, packet.id)?.status !== 'BIO_CAPTURED'
    const seen = this.#seenLater(packet)
    const line = lineOf(this.#station.read)
    const { outcome, gotOn } = await this.#through(
      { ...packet, bytes },
      {
        begun,
        moved: this.#meter.packet(packet.bytes, this.#left--),
        bytesPerSecond: limitOf(this.#pace(), line),
      },
    )
    const item =
      outcome.kind === 'answer'
        ? outcome.items.find(
            (one) => one.id === packet.id && one.sha256 === packet.sha256 && one.attempt === packet.attempt,
          )
        : undefined
    const steps = seen(item?.verdict === 'received')
    if (this.#options.signal?.aborted) return false
    if (outcome.kind !== 'answer') return this.#failedOf(packet, outcome, gotOn)
    // Only what was answered is surely off this memory: a request that was cut may still be writing.
    this.#memory.give(bytes)
    this.#failed = 0
    this.round.sent++
    if (steps) this.#ledger.note(this.#stepping(packet, 'SENT_FOR_ENROLLMENT'))
    // All of it is there and nothing is said of it: sent again at once it would go over the line without end.
    if (item === undefined || item.verdict === 'wanted') await this.#pause(packet, 'UPLOAD-STUCK')
    else this.#fileSoon(packet, item)
    return true
  }

  /** Files without waiting for the flush, so that receipts share one: a site answers again with one that a death here took. What fails ends the turn. */
  #fileSoon(packet: Waiting, item: AnswerItem): void {
    const filed = this.#file(packet, item, (entry) => this.#ledger.enterLater(entry))
    filed.catch(() => {
      this.#unfiled = true
    })
    this.#filing.push(filed)
  }

  /** Sends a packet, after a cut from where the site stands now, for as long as it gets on. */
  async #through(sending: Sending, options: SendOptions): Promise<{ outcome: Outcome; gotOn: boolean }> {
    let first = -1
    for (let before = -1; ; ) {
      let there = -1
      const said = (at: number) => {
        if (first < 0) first = at
        there = Math.max(there, at)
      }
      const begun = options.begun === true || before >= 0
      const outcome = await this.#client.send(sending, { ...options, begun, said })
      const on = there > before
      before = Math.max(before, there)
      if (outcome.kind !== 'unreachable' || !on || !this.#mayGoOn()) return { outcome, gotOn: before > first }
    }
  }

  /**
   * That a packet is on its way is noted for whoever watches, once there is something to watch: one that is received sooner goes straight to
   * that. Answers what is to be called at the end of its way; which answers whether steps are to be noted.
   */
  #seenLater(packet: Waiting): (received: boolean) => boolean {
    let noted = false
    const note = () => {
      noted = true
      this.#ledger.note(this.#stepping(packet, 'PROCESSING'))
    }
    const timer = setTimeout(note, WATCHED_MS)
    return (received) => {
      clearTimeout(timer)
      if (!noted && !received) note()
      return noted
    }
  }

  /**
   * One packet did not get through: the next is tried. Two in a row, and it is the site; also where the site says so itself, or where it is
   * none. Bytes that got on are no failure.
   */
  async #failedOf(packet: Waiting, outcome: Trouble, gotOn: boolean): Promise<boolean> {
    if (outcome.kind === 'refusing' || outcome.kind === 'untrusted') return this.#trouble(outcome)
    if (outcome.kind === 'unreachable' && gotOn) return true
    if (outcome.kind === 'not-a-site' && !(await this.#isItsOwn(packet))) {
      await this.#pause(packet, NO_SITE)
      return this.#trouble(outcome)
    }
    await this.#pause(packet, outcome.kind === 'rejected' ? outcome.code : 'UPLOAD-STUCK')
    return ++this.#failed < IN_A_ROW || this.#trouble(outcome)
  }

  /** Whether what answers in the site's place does so to this packet alone: it did before, and the site has taken others since. */
  async #isItsOwn({ id, attempt }: Waiting): Promise<boolean> {
    const { read: db } = this.#station
    return (
      siteRow(db, this.#site.code).state === 'open' &&
      isPaused(db, { packet: id, attempt, site: this.#site.code })
    )
  }

  async #pause({ id, attempt }: Pick<Waiting, 'id' | 'attempt'>, code: string): Promise<void> {
    const failing = { packet: id, attempt, site: this.#site.code, code }
    await this.#ledger.enter((tx) => pausePacket(tx, failing, this.#station.ports.now()))
  }

  /** Our own steps on the way; a packet that is further already stays where it is. */
  #stepping(packet: Waiting, to: 'PROCESSING' | 'SENT_FOR_ENROLLMENT'): (tx: WriteTx) => void {
    const from = to === 'PROCESSING' ? 'BIO_CAPTURED' : 'PROCESSING'
    const at = this.#station.ports.now().toISOString()
    return (tx) => {
      if (statusOf(tx, packet.id)?.status !== from) return
      setStatus(tx, this.#station, { recording: packet.id, to, by: 'station', at })
    }
  }

  async #file(
    packet: Waiting,
    item: AnswerItem,
    enter: Ledger['enter'] = (entry) => this.#ledger.enter(entry),
  ): Promise<void> {
    if (item.verdict === 'wanted') return
    const refusing = (code: string) => (tx: WriteTx) => {
      const at = this.#station.ports.now().toISOString()
      const { id, attempt } = packet
      this.round.refused++
      putItem(tx, { packet: id, attempt, site: this.#site.code, state: 'refused', code, at })
    }
    if (item.verdict === 'refused') return enter(refusing(item.code))
    await enter((tx) => {
      try {
        const taken = fileReceipt(tx, this.#station, unpackSigned(item.receipt), 'upload')
        if (taken === 'taken') this.round.received++
        noteTaking(tx, this.#site.code, this.#station.ports.now())
      } catch (error) {
        if (!isFault(error)) throw error
        // It says 'received' without a receipt that holds: the packet goes on waiting, and a person is told.
        refusing('UPLOAD-NO-RECEIPT')(tx)
      }
    })
  }

  /** Asks a site for which nothing waits whether it takes packets. */
  async probe(): Promise<void> {
    try {
      const answer = await this.#announce([])
      if (answer.kind !== 'answer') await this.#trouble(answer)
      else if (!this.#options.signal?.aborted) await this.#taking()
    } finally {
      this.#client.close()
    }
  }

  #taking(): Promise<void> {
    return this.#ledger.enter((tx) => noteTaking(tx, this.#site.code, this.#station.ports.now()))
  }

  /** Opens the site's circuit, once in a turn, unless the round was stopped. Answers false: the turn is over. */
  async #trouble(outcome: Trouble): Promise<false> {
    if (this.#over || this.#options.signal?.aborted) return false
    this.#over = true
    await this.#ledger.enter((tx) => noteTrouble(tx, this.#station, this.#site.code, outcome))
    return false
  }
}
