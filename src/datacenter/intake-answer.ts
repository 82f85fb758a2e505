import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { decodeOrders } from '../formats/bag/orders.ts'
import { PAYLOAD } from '../formats/bag/plan.ts'
import { encodeRefused, REFUSED_NAME } from '../formats/bag/refused.ts'
import type { PayloadSource } from '../formats/bag/write.ts'
import { encodeJson } from '../formats/json.ts'
import {
  type PrintAnswerItem,
  type PrintOrderItem,
  PRINT_LIMIT,
  printAnswerFormat,
} from '../formats/print/order.ts'
import { idOf, PACKET_SUFFIX, SIGNATURE_SUFFIX } from '../formats/volume/order.ts'
import { utf8 } from '../lib/bytes.ts'
import { errnoOf, faultOfErrno, isFault } from '../lib/fault.ts'
import { refusedBeyond } from './forward-refused.ts'
import { PrintOffice } from './printing/office.ts'
import { profileFiles } from './profiles.ts'
import { newestOf, type Report, type StoredReceipt } from './registry/reports.ts'
import type { Site } from './site.ts'

/** Words on other packets that one answer carries: the newest; what is older was in an answer before, or comes by line. */
export const WORDS = 2000
/** Notices that one answer carries: the newest, and no longer ones than a station takes. */
const NOTICES = 10
const NOTICE_BYTES = 5_000_000

/** Receipts as a bag carries them. */
export function receiptFiles(receipts: readonly Omit<StoredReceipt, 'serial'>[]): PayloadSource[] {
  return receipts.flatMap(({ bytes, signature }, n) => [
    { path: `${PAYLOAD}${n + 1}.json`, data: utf8(bytes) },
    { path: `${PAYLOAD}${n + 1}.json.minisig`, data: utf8(signature) },
  ])
}

/**
 * What this site did not take of a bag: files that its sender signed for, by packet. Of what somebody else laid beside them it says nothing.
 * @param attempts of packets that are not at their first sending
 */
export function refusedFile(
  site: Site,
  bag: string,
  said: readonly { readonly path: string; readonly code: string }[],
  attempts: ReadonlyMap<string, number>,
): PayloadSource[] {
  const codes = new Map<string, string>()
  for (const { path, code } of said) {
    const name = path.slice(PAYLOAD.length)
    const packet = idOf(name, PACKET_SUFFIX) ?? idOf(name, SIGNATURE_SUFFIX)
    if (packet !== undefined && path.startsWith(PAYLOAD) && code !== 'BAG-UNLISTED' && !codes.has(packet))
      codes.set(packet, code)
  }
  if (codes.size === 0) return []
  const items = [...codes].map(([packet, code]) => ({ packet, attempt: attempts.get(packet) ?? 1, code }))
  return [{ path: REFUSED_NAME, data: encodeRefused({ site: site.code, bag, items }) }]
}

/** That nothing at all was taken of a bag, and why. */
export function refusedWhole(site: Site, bag: string, whole: string): PayloadSource[] {
  return [{ path: REFUSED_NAME, data: encodeRefused({ site: site.code, bag, whole, items: [] }) }]
}

/**
 * What goes back to a station by hand, so that nothing waits for a line: receipts of this bag, the newest words on other packets of
 * the station, answers to its print orders, what was refused of it, and, at a collecting post, what the centre refused of the station's packets, the notices that lie in the site's folder `notices`, and the station's
 * newest profile from the folder `profiles`. Empty when there is nothing to tell of this bag: notices and profiles alone make no answer.
 */
export async function answerOf(
  site: Site,
  stations: readonly string[],
  orders: readonly PrintOrderItem[],
  { receipts, refused }: { receipts: readonly StoredReceipt[]; refused: readonly PayloadSource[] },
): Promise<PayloadSource[]> {
  const lists: Report[][] = []
  for (const station of stations) lists.push(await newestOf(site.registry.read, station, WORDS))
  const said = lists.flat()
  const own = new Set(said.filter((report) => report.site === site.code).map(({ serial }) => serial))
  // What this bag brought is answered by its own receipts, also where more was said since.
  const unique = new Map(receipts.filter(({ serial }) => !own.has(serial)).map((one) => [one.serial, one]))
  const words = receiptFiles([...unique.values(), ...said])
  // Orders come from a station alone.
  const printing = await printAnswers(site, stations[0] ?? '', orders)
  if (receipts.length + printing.length + refused.length === 0) return []
  return [
    ...words,
    ...printing,
    ...refused,
    ...(await refusedBeyond(site, stations)),
    ...(await notices(site)),
    ...(await profileFiles(site, stations)),
  ]
}

/** A collecting post has no say about cards: it leaves orders to the site that the bag goes on to. */
async function printAnswers(
  site: Site,
  station: string,
  orders: readonly PrintOrderItem[],
): Promise<PayloadSource[]> {
  if (site.grade === 'post') return []
  const office = new PrintOffice(site, site.printPeer)
  const items: PrintAnswerItem[] = []
  for (const item of orders) items.push(await office.order(station, item))
  const answers: PayloadSource[] = []
  for (let from = 0; from < items.length; from += PRINT_LIMIT) {
    const answer = {
      format: 'rekam-print-answer',
      version: 1,
      site: site.code,
      items: items.slice(from, from + PRINT_LIMIT),
    } as const
    answers.push({
      path: `${PAYLOAD}print-${answers.length + 1}.json`,
      data: encodeJson(printAnswerFormat, answer),
    })
  }
  return answers
}

/** A bag's orders. Those that cannot be read, or of another station, are not heard; its packets are no worse for it. */
export function readOrders(bytes: Uint8Array | null, station: string): readonly PrintOrderItem[] {
  if (bytes === null) return []
  try {
    const orders = decodeOrders(bytes)
    return orders.station === station ? orders.items : []
  } catch (error) {
    if (!isFault(error)) throw error
    return []
  }
}

/** Files of the folder `notices`, PDF or text, the newest first. */
async function notices(site: Site): Promise<PayloadSource[]> {
  const folder = join(site.dir, 'notices')
  try {
    const found: { path: string; at: number }[] = []
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const file = await stat(path)
      const { size, mtimeMs: at } = file
      if (file.isFile() && /\.(?:pdf|txt)$/.test(name) && size > 0 && size <= NOTICE_BYTES)
        found.push({ path, at })
    }
    const newest = found.toSorted((a, b) => b.at - a.at).slice(0, NOTICES)
    return await Promise.all(
      newest.map(async ({ path }, n) => ({
        path: `${PAYLOAD}notice-${n + 1}${extname(path)}`,
        data: await readFile(path),
      })),
    )
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw faultOfErrno(error, 'read', folder)
  }
}
