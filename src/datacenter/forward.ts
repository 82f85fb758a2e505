import { readFile } from 'node:fs/promises'
import { checkBag } from '../formats/bag/check.ts'
import type { BagInfo } from '../formats/bag/info.ts'
import { PAYLOAD } from '../formats/bag/plan.ts'
import { decodeRefused, REFUSED_NAME, refusedFormat } from '../formats/bag/refused.ts'
import { fatalProblem } from '../formats/bag/verdict.ts'
import { readSmall } from '../formats/bag/walk.ts'
import { type PayloadSource, writeBag } from '../formats/bag/write.ts'
import { receiptFormat, verifyReceipt } from '../formats/receipt/receipt.ts'
import { readCertificate } from '../formats/trust/certificate.ts'
import type { Signed } from '../formats/trust/comment.ts'
import { PACKET_SUFFIX } from '../formats/volume/order.ts'
import { hex, text, utf8 } from '../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../lib/fault.ts'
import { sha256 as hash } from '../lib/hash.ts'
import { isTrouble } from './answers.ts'
import { answerBag, learnFrom, numberedBag } from './intake.ts'
import { receiptFiles, WORDS } from './intake-answer.ts'
import { keepRefusals, refusedBeyond, stationsRefused } from './forward-refused.ts'
import type { Entry } from './registry/entries.ts'
import { profileFiles } from './profiles.ts'
import { newestOf, putReport } from './registry/reports.ts'
import type { Site } from './site.ts'
import type { SqlReader } from './store/sql.ts'

/** Packets that lie here whole, in their newest sending, and for which no site of the centre has given a receipt. */
const WAITING = `entry e WHERE e.state = 'received'
  AND NOT EXISTS (SELECT 1 FROM entry n WHERE n.packet = e.packet AND n.state = 'received' AND n.attempt > e.attempt)
  AND NOT EXISTS (SELECT 1 FROM report r WHERE r.packet = e.packet AND r.attempt = e.attempt AND r.grade <> 'post')`

export interface WaitingHere {
  readonly station: string
  readonly packets: number
  readonly bytes: number
  /** Since when the oldest lies here. */
  readonly since: string
}

/** Per station, what a post holds and the centre has not answered. */
export function waitingForCentre(db: SqlReader): Promise<WaitingHere[]> {
  return db.all<WaitingHere>(
    `SELECT e.station, count(*) AS packets, sum(e.bytes) AS bytes,
       min((SELECT min(o.at) FROM report o WHERE o.packet = e.packet AND o.attempt = e.attempt)) AS since
     FROM ${WAITING} GROUP BY e.station ORDER BY e.station`,
  )
}

/** Fault FORWARD-POST for a site of the centre: nothing of what it holds waits for one. */
function needsPost(site: Site): void {
  if (site.grade !== 'post') throw new Fault('FORWARD-POST', { site: site.code })
}

/** A packet that lies here by the registry and cannot be read: its station carries it to the centre itself. */
export interface Unread {
  readonly packet: string
  readonly station: string
  readonly code: string
}

/** The packet as it was received. Faults DISK-*, FILE-*, PACKET-HASH. */
async function bytesOf(site: Site, { packet, sha256 }: Entry): Promise<Uint8Array> {
  const path = site.packetPath(packet, sha256)
  let data: Uint8Array
  try {
    data = await readFile(path)
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
  if (hex(hash(data)) !== sha256) throw new Fault('PACKET-HASH')
  return data
}

/** Packets with their signatures; one that cannot be read is told to `unread` and stays behind. */
async function* packetsOf(
  site: Site,
  entries: readonly Entry[],
  unread: (entry: Entry, fault: Fault) => void,
): AsyncGenerator<PayloadSource> {
  for (const entry of entries) {
    const { packet, signature } = entry
    let data: Uint8Array
    try {
      data = await bytesOf(site, entry)
    } catch (error) {
      if (!isFault(error)) throw error
      unread(entry, error)
      continue
    }
    yield { path: `${PAYLOAD}${packet}${PACKET_SUFFIX}`, data }
    yield { path: `${PAYLOAD}${packet}${PACKET_SUFFIX}.minisig`, data: utf8(signature) }
  }
}

/** What a reader needs to judge packets of these stations: their certificates, those that certified them, and revocations. */
async function certificatesFor(site: Site, stations: ReadonlySet<string>): Promise<Signed[]> {
  const known = (await site.registry.certificates()).map(({ bytes, signature }) => ({
    bytes: utf8(bytes),
    signature,
  }))
  const others = known.filter(({ bytes }) => {
    try {
      const { subject } = readCertificate(bytes)
      return subject.kind !== 'station' || stations.has(subject.station)
    } catch (error) {
      if (!isFault(error)) throw error
      // A revocation is no certificate.
      return true
    }
  })
  return [site.certificate, ...others]
}

export interface Forwarded {
  readonly folder: string
  readonly packets: number
  readonly unread: readonly Unread[]
}

/**
 * Writes what the centre has not answered into a new bag in `out`, as its stations signed it. A repeat writes it again until receipts are
 * here: whoever has a packet answers by the same receipt. One that cannot be read keeps none of the others. Null where nothing waits. Faults
 * FORWARD-POST, DISK-*, and those of a packet where none can be read.
 */
export async function writeForward(site: Site, out: string): Promise<Forwarded | null> {
  needsPost(site)
  const entries = await site.registry.read.all<Entry>(
    `SELECT * FROM ${WAITING} ORDER BY e.station, e.epoch, e.seq`,
  )
  if (entries.length === 0) return null
  const certificates = await certificatesFor(site, new Set(entries.map(({ station }) => station)))
  return numberedBag(site, out, async (place, { id, at, sequence }) => {
    const failed = new Map<string, { entry: Entry; fault: Fault }>()
    const unread = (entry: Entry, fault: Fault) => void failed.set(entry.packet, { entry, fault })
    const { folder } = await writeBag(place, packetsOf(site, entries, unread), async () => {
      const carried = entries.filter(({ packet }) => !failed.has(packet))
      const [first] = failed.values()
      if (carried.length === 0 && first) throw first.fault
      return {
        info: { kind: 'forward', id, sequence, at, site: site.code },
        attempts: new Map(carried.map(({ packet, attempt }) => [packet, attempt])),
        certificates,
        key: site.signing,
      }
    })
    return {
      folder,
      packets: entries.length - failed.size,
      unread: [...failed.values()].map(({ entry: { packet, station }, fault: { code } }) => ({
        packet,
        station,
        code,
      })),
    }
  })
}

export interface CentralWords {
  readonly taken: number
  readonly known: number
  readonly refused: readonly { readonly path: string; readonly code: string }[]
  /** Packets of this post's bag that the centre did not take, by its own code; packet null for the bag as a whole. They go with the next one. */
  readonly refusals: readonly { readonly packet: string | null; readonly code: string }[]
}

const RECEIPT = /^data\/[1-9]\d{0,15}\.json$/

/**
 * Reads an answer bag of the centre at a post: each receipt counts by its own signature, on a packet that lies here. Stations hear them by
 * line with their next question, or by `receiptsFor`. The same bag again changes nothing. Faults FORWARD-POST, BAG-*, DISK-*.
 */
export async function takeCentralWords(site: Site, folder: string): Promise<CentralWords> {
  needsPost(site)
  await learnFrom(site, folder)
  const checked = await checkBag(folder, site.trust)
  const fatal = fatalProblem(checked)
  if (fatal || !checked.signer)
    throw new Fault(fatal?.code ?? 'BAG-SIGNATURE', { problems: checked.problems.length })
  if (checked.info?.kind !== 'receipts') throw new Fault('BAG-INFO', { why: 'kind' })
  const sound = new Set(checked.payload.map(({ path }) => path))
  const refused: { path: string; code: string }[] = []
  let [taken, known] = [0, 0]
  for (const path of sound) {
    if (!RECEIPT.test(path)) continue
    try {
      const bytes = await readSmall(folder, path, receiptFormat.limit)
      const signature = text(await readSmall(folder, `${path}.minisig`, 4096))
      if (await keep(site, { bytes, signature })) taken++
      else known++
    } catch (error) {
      if (!isFault(error) || isTrouble(error)) throw error
      refused.push({ path, code: error.code })
    }
  }
  const refusals = sound.has(REFUSED_NAME) ? await refusalsIn(site, folder, checked.info, refused) : []
  return { taken, known, refused, refusals }
}

async function refusalsIn(
  site: Site,
  folder: string,
  answer: BagInfo,
  refused: { path: string; code: string }[],
): Promise<CentralWords['refusals']> {
  try {
    const said = decodeRefused(await readSmall(folder, REFUSED_NAME, refusedFormat.limit))
    if (said.site !== answer.site) throw new Fault('RECEIPT-SITE', { site: said.site })
    if (said.bag !== answer.answers) throw new Fault('RECEIPT-BAG', { bag: said.bag })
    const { whole, items } = said
    await keepRefusals(site, said)
    if (whole !== undefined) return [{ packet: null, code: whole }]
    return items.map(({ packet, code }) => ({ packet, code }))
  } catch (error) {
    if (!isFault(error) || isTrouble(error)) throw error
    refused.push({ path: REFUSED_NAME, code: error.code })
    return []
  }
}

/** Files a receipt of the centre; false for one that is here. Faults of verifyReceipt, RECEIPT-UNKNOWN-PACKET, RECEIPT-GRADE. */
async function keep(site: Site, signed: Signed): Promise<boolean> {
  const receipt = verifyReceipt(signed, site.trust)
  const { site: by, serial, packet, sha256, attempt, grade, verdict, at } = receipt
  if (grade === 'post') throw new Fault('RECEIPT-GRADE', { grade })
  const entry = await site.registry.find(packet, sha256, attempt)
  if (entry?.state !== 'received') throw new Fault('RECEIPT-UNKNOWN-PACKET', { packet })
  const { station } = entry
  const report = { site: by, serial, packet, sha256, attempt, grade, verdict, at, term: 0, station }
  const said = { ...report, bytes: text(signed.bytes), signature: signed.signature }
  return site.registry.transaction(async (tx) => (await putReport(tx, said, site.now())) !== 'known')
}

/**
 * Writes a bag of receipts for each station of which the centre has answered something: its newest words and what it refused, for stations without a line.
 * Answers the folders. Faults FORWARD-POST, DISK-*.
 */
export async function receiptsFor(
  site: Site,
  out: string,
): Promise<{ readonly station: string; readonly folder: string }[]> {
  needsPost(site)
  const { read } = site.registry
  const answered = await read.all<{ station: string }>(
    `SELECT DISTINCT station FROM report WHERE grade <> 'post'`,
  )
  const stations = new Set([...answered.map(({ station }) => station), ...(await stationsRefused(read))])
  const written: { station: string; folder: string }[] = []
  for (const station of [...stations].toSorted()) {
    const words = await newestOf(read, station, WORDS)
    const more = [...(await refusedBeyond(site, [station])), ...(await profileFiles(site, [station]))]
    const files = [...receiptFiles(words), ...more]
    const folder = await answerBag(site, undefined, files, out)
    written.push({ station, folder })
  }
  return written
}
