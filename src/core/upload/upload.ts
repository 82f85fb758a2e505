import { readFile } from 'node:fs/promises'
import type { AnswerItem } from '../../formats/wire/wire.ts'
import { ANNOUNCE_LIMIT, packSigned, unpackSigned } from '../../formats/wire/wire.ts'
import { faultOfErrno, isFault } from '../../lib/fault.ts'
import { packetPath, setStatus, signaturePath, statusOf } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { nextProbe } from './circuit.ts'
import { fileReceipt } from './file-receipt.ts'
import type { Outcome } from './outcome.ts'
import {
  putItem,
  putSite,
  refusedBy,
  siteRow,
  type SiteState,
  type Waiting,
  waitingPackets,
} from './queries.ts'
import { SiteClient } from './site-client.ts'

/** What one round did. */
export interface Round {
  readonly sent: number
  readonly received: number
  readonly refused: number
}

type Site = Station['profile']['sites'][number]

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

/** One site's turn: announces what waits, sends what is wanted, files what is answered. */
class Turn {
  readonly #station: Station
  readonly #site: Site
  readonly #client: SiteClient
  readonly round = { sent: 0, received: 0, refused: 0 }

  constructor(station: Station, site: Site) {
    this.#station = station
    this.#site = site
    this.#client = new SiteClient(site, station.keys.signing, station.ports.now)
  }

  /** Until nothing waits that this site takes, or it stops taking. */
  async run(): Promise<void> {
    const waiting = waitingPackets(this.#station.read).filter(
      ({ id, attempt }) => !refusedBy(this.#station.read, id, attempt, this.#site.code),
    )
    for (let from = 0; from < waiting.length; from += ANNOUNCE_LIMIT) {
      const goOn = await this.#batch(waiting.slice(from, from + ANNOUNCE_LIMIT))
      if (!goOn) return
    }
  }

  async #batch(batch: readonly Waiting[]): Promise<boolean> {
    const answer = await this.#client.announce(await this.#announcement(batch))
    if (!(await this.#note(answer))) return false
    if (answer.kind !== 'answer') return false
    const asked = new Map(batch.map((packet) => [packet.id, packet]))
    for (const item of answer.items) {
      const packet = asked.get(item.id)
      // A site speaks of what it was asked, or it is not heard.
      if (!packet || packet.sha256 !== item.sha256 || packet.attempt !== item.attempt) continue
      if (item.verdict !== 'wanted') await this.#file(packet, item)
      else if (!(await this.#send(packet))) return false
    }
    return true
  }

  async #announcement(batch: readonly Waiting[]) {
    const items = await Promise.all(
      batch.map(async ({ id, sha256, attempt, bytes, sealed_at }) => {
        const signature = Buffer.from(await read(signaturePath(this.#station, id, sealed_at))).toString(
          'utf8',
        )
        return { id, sha256, attempt, bytes, signature }
      }),
    )
    const certificates = this.#station.keys.certificates.map(packSigned)
    return { format: 'rekam-announce', version: 1, station: this.#station.code, certificates, items } as const
  }

  async #send(packet: Waiting): Promise<boolean> {
    const bytes = await read(packetPath(this.#station, packet.id, packet.sealed_at))
    await this.#step(packet, 'PROCESSING')
    const outcome = await this.#client.send({ ...packet, bytes })
    if (!(await this.#note(outcome)) || outcome.kind !== 'answer') return false
    this.round.sent++
    await this.#step(packet, 'SENT_FOR_ENROLLMENT')
    const item = outcome.items.find(({ id, sha256 }) => id === packet.id && sha256 === packet.sha256)
    if (item) await this.#file(packet, item)
    return true
  }

  /** Our own steps on the way; a packet that is further already stays where it is. */
  async #step(packet: Waiting, to: 'PROCESSING' | 'SENT_FOR_ENROLLMENT'): Promise<void> {
    const from = to === 'PROCESSING' ? 'BIO_CAPTURED' : 'PROCESSING'
    const at = this.#station.ports.now().toISOString()
    await this.#station.write.transaction((tx) => {
      if (statusOf(tx, packet.id)?.status !== from) return
      setStatus(tx, this.#station, { recording: packet.id, to, by: 'station', at })
    })
  }

  async #file(packet: Waiting, item: AnswerItem): Promise<void> {
    try {
      if (item.verdict === 'refused') await this.#refused(packet, item.code)
      if (item.verdict !== 'received') return
      const taken = await this.#station.write.transaction((tx) =>
        fileReceipt(tx, this.#station, unpackSigned(item.receipt), 'upload'),
      )
      if (taken === 'taken') this.round.received++
    } catch (error) {
      if (!isFault(error)) throw error
      // It says 'received' without a receipt that holds: the packet goes on waiting, and a person is told.
      await this.#refused(packet, 'UPLOAD-NO-RECEIPT')
    }
  }

  async #refused(packet: Waiting, code: string): Promise<void> {
    const at = this.#station.ports.now().toISOString()
    const { id, attempt } = packet
    this.round.refused++
    await this.#station.write.transaction((tx) =>
      putItem(tx, { packet: id, attempt, site: this.#site.code, state: 'refused', code, at }),
    )
  }

  /** Notes what the outcome says of the site; false when its circuit opens. */
  async #note(outcome: Outcome): Promise<boolean> {
    const now = this.#station.ports.now()
    const [state, notice]: [SiteState, string | null] = stateOf(outcome)
    await this.#station.write.transaction((tx) => {
      const before = siteRow(tx, this.#site.code)
      const failures = state === 'open' ? 0 : before.failures + 1
      if (before.state === state && state === 'open' && before.failures === 0) return
      putSite(
        tx,
        {
          code: this.#site.code,
          state,
          since: before.state === state ? before.since : now.toISOString(),
          notice,
          failures,
          next_probe_at: state === 'open' ? null : nextProbe(now, failures).toISOString(),
        },
        now.toISOString(),
      )
    })
    return state === 'open'
  }
}

function stateOf(outcome: Outcome): [SiteState, string | null] {
  switch (outcome.kind) {
    case 'answer':
      return ['open', null]
    case 'refusing':
      return ['refusing', outcome.notice]
    case 'unreachable':
      return ['unreachable', null]
    case 'not-a-site':
      return ['unreachable', 'UPLOAD-NO-RECEIPT']
    default:
      return ['refusing', outcome.code]
  }
}

/** Whether a site's circuit lets a request through now. */
function mayAsk(station: Station, code: string): boolean {
  const { state, next_probe_at: at } = siteRow(station.read, code)
  return state === 'open' || state === 'unknown' || at === null || at <= station.ports.now().toISOString()
}

/**
 * One round over the sites of the profile, in its order: what the first does not take is offered to the next. A site whose circuit is
 * open is left alone until its next probe, unless a person asks (`now`). Never throws for what networks and sites do.
 */
export async function uploadOnce(
  station: Station,
  options: { now: boolean } = { now: true },
): Promise<Round> {
  const total = { sent: 0, received: 0, refused: 0 }
  for (const site of station.profile.sites) {
    if (waitingPackets(station.read).length === 0) break
    if (!options.now && !mayAsk(station, site.code)) continue
    const turn = new Turn(station, site)
    await turn.run()
    total.sent += turn.round.sent
    total.received += turn.round.received
    total.refused += turn.round.refused
  }
  station.changed('upload')
  return total
}
