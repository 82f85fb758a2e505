import { postCodeSchema, siteCodeSchema } from '../../contract/ids.ts'
import { isOfBag } from '../../contract/upload.ts'
import type { CheckedBag } from '../../formats/bag/check.ts'
import {
  decodeRefused,
  REFUSED_BEYOND,
  REFUSED_NAME,
  type Refused,
  refusedFormat,
} from '../../formats/bag/refused.ts'
import { readSmall } from '../../formats/bag/walk.ts'
import { Fault } from '../../lib/fault.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { refuseItem } from '../upload/index.ts'
import { each, type RefusedFile } from './beside.ts'
import { bagRow } from './queries.ts'

/** Packets per transaction: a kill in between loses none, and reading the bag again goes on. */
const BATCH = 500

interface Item {
  readonly packet: string
  readonly attempt: number
  readonly code: string
}

/** With the bag of this station that carried it. */
interface Carried extends Item {
  readonly bag: string
}

/** Who refused, in which answer. */
interface Answer {
  readonly site: string
  readonly answer: string
}

/** What of it is about packets that this very bag carried, at the attempt that it carried; the bag as a whole is each of them. */
function ofBag(station: Station, { bag, whole, items }: Refused): { mine: Item[]; foreign: boolean } {
  const carried = station.read.all<{ packet: string; attempt: number }>(
    'SELECT packet, attempt FROM bag_item WHERE bag = ?',
    [bag],
  )
  if (whole !== undefined) return { mine: carried.map((item) => ({ ...item, code: whole })), foreign: false }
  const attempts = new Map(carried.map(({ packet, attempt }) => [packet, attempt]))
  const mine = items.filter(({ packet, attempt }) => attempts.get(packet) === attempt)
  return { mine, foreign: mine.length < items.length }
}

/**
 * Packets of this station at the attempt at which they stand, in the bag by which they may have come to the post; in none, where they came by line, and
 * then in the post's, which says nothing here.
 */
function beyond(station: Station, { bag, items }: Refused): Carried[] {
  return items.flatMap(({ packet, attempt, code }) => {
    const row = station.read.get<{ bag: string | null }>(
      `SELECT (SELECT b.id FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = s.recording AND i.attempt = s.attempt
         AND b.state NOT IN ('making', 'unused', 'lost') ORDER BY b.seq DESC LIMIT 1) AS bag
       FROM recording_status s WHERE s.recording = ? AND s.attempt = ?`,
      [packet, attempt],
    )
    return row ? [{ packet, attempt, code, bag: row.bag ?? bag }] : []
  })
}

/**
 * What a site of the centre did not take of packets that a collecting post passed on, in an answer of that post. Named after the bag in which the post
 * passed them on: the same word counts once, in however many answers it comes. As `takeRefusals` otherwise. Refused by code: RECEIPT-SITE
 * for an answer that is no post's, or a word that is none of the centre, RECEIPT-UNKNOWN-PACKET for packets that are not ours.
 */
export function takeRefusalsBeyond(
  station: Station,
  folder: string,
  checked: CheckedBag,
  refused: RefusedFile[],
): Promise<number> {
  return each(checked, REFUSED_BEYOND, refused, async (path) => {
    const said = decodeRefused(await readSmall(folder, path, refusedFormat.limit))
    const { site } = said
    const isPosts = postCodeSchema.safeParse(checked.info?.site).success
    if (!isPosts || !siteCodeSchema.safeParse(site).success) throw new Fault('RECEIPT-SITE', { site })
    const mine = beyond(station, said)
    if (mine.length < said.items.length) refused.push({ path, code: 'RECEIPT-UNKNOWN-PACKET' })
    return noteAll(station, { site, answer: said.bag }, mine)
  })
}

/** Notes refusals; answers how many of the packets wait still. */
async function noteAll(station: Station, answer: Answer, items: readonly Carried[]): Promise<number> {
  const at = station.ports.now().toISOString()
  let open = 0
  for (let from = 0; from < items.length; from += BATCH) {
    await station.write.transaction((tx) => {
      for (const item of items.slice(from, from + BATCH)) open += note(tx, answer, item, at) ? 1 : 0
    })
  }
  return open
}

/** Notes one refusal; known ones change nothing, so that what a person did about it since stays done. Answers whether the packet waits still. */
function note(
  tx: WriteTx,
  { site, answer }: Answer,
  { bag, packet, attempt, code }: Carried,
  at: string,
): boolean {
  const isNew =
    tx.run(
      `INSERT INTO bag_refusal (site, answer, packet, bag, attempt, code, at) VALUES (:site, :answer, :packet, :bag, :attempt, :code, :at)
       ON CONFLICT DO NOTHING`,
      { site, answer, packet, bag, attempt, code, at },
    ) > 0
  // What is wrong with the medium is nothing against the packet.
  if (isNew && !isOfBag(code)) refuseItem(tx, { packet, attempt, site, code, at })
  return tx.get('SELECT 1 FROM receipt WHERE packet = ? AND attempt = ?', [packet, attempt]) === undefined
}

/**
 * What a site says it did not take of a bag of ours, in the bag that answers it; that bag's own signature is the site's. A receipt that
 * came, or comes, is stronger. A packet that is refused itself stands as one refused by line; of one that the medium spoilt nothing is held
 * against it, and it is free for the next bag. Answers how many packets of it have no receipt. Refused by code: RECEIPT-SITE, RECEIPT-BAG for another bag
 * than the one that is answered, RECEIPT-UNKNOWN-PACKET for packets that it did not carry.
 */
export function takeRefusals(
  station: Station,
  folder: string,
  checked: CheckedBag,
  refused: RefusedFile[],
): Promise<number> {
  return each(checked, REFUSED_NAME, refused, async (path) => {
    const said = decodeRefused(await readSmall(folder, path, refusedFormat.limit))
    const { site, bag } = said
    if (site !== checked.info?.site) throw new Fault('RECEIPT-SITE', { site })
    if (bag !== checked.info.answers || !bagRow(station.read, bag)) throw new Fault('RECEIPT-BAG', { bag })
    const { mine, foreign } = ofBag(station, said)
    if (foreign) refused.push({ path, code: 'RECEIPT-UNKNOWN-PACKET' })
    const carried = mine.map((item) => ({ ...item, bag }))
    const open = await noteAll(station, { site, answer: checked.info.id }, carried)
    if (said.whole !== undefined)
      await station.write.transaction((tx) =>
        // Nobody heard its print orders: they are free for the next bag as well.
        tx.run('UPDATE bag_order SET answered = 2 WHERE bag = ? AND answered = 0', [bag]),
      )
    return open
  })
}
