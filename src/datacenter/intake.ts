import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Begun, checkBag, readBagCertificates } from '../formats/bag/check.ts'
import type { BagInfo } from '../formats/bag/info.ts'
import { fatalProblem } from '../formats/bag/verdict.ts'
import { type BagPlace, type PayloadSource, writeBag } from '../formats/bag/write.ts'
import { readReceipt } from '../formats/receipt/receipt.ts'
import { newId } from '../formats/id.ts'
import { PACKET_SUFFIX } from '../formats/volume/order.ts'
import { utf8 } from '../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../lib/fault.ts'
import { isTrouble } from './answers.ts'
import { isVerdict } from './inbox.ts'
import { answerOf, readOrders, refusedFile, refusedWhole } from './intake-answer.ts'
import type { StoredReceipt } from './registry/reports.ts'
import type { Site } from './site.ts'
import { type Ready, Staging } from './staging.ts'

/** What came of a bag. */
export interface Intake {
  readonly bag: string
  /** Of a post that passes packets on: its code in capitals, and no epoch. */
  readonly station: string
  readonly epoch: string | null
  readonly sequence: number
  /** Of an export on several media: its series, this part of it, and packets that were still to come. */
  readonly series: string | null
  readonly part: number | null
  readonly more: number | null
  /** Numbers of the sender that nobody needs to wait for, comma-separated: no bag, or lost. */
  readonly unused: string | null
  /** The first number of its epoch, and which packets were still to come; null where the bag does not say. */
  readonly first: number | null
  readonly rest: string | null
  /** Packets that have a receipt of this site now, whether taken from this bag or before. */
  readonly received: number
  readonly refused: readonly { readonly path: string; readonly code: string }[]
  /** Print orders and results that it carries: answered by a site of the centre, left to it by a collecting post. */
  readonly orders: number
  /** The answer bag's folder; null where there is nothing to answer. */
  readonly answer: string | null
}

/**
 * Takes a bag that was carried here. All of it is judged before anything is taken; then sound packets are taken and the others named by
 * code. The answer, a bag of signed receipts and of
 * whatever else this site has to tell the station, what it refused among it, lies in a new folder of `out`, or of the site where nothing can be written there; the same bag
 * again is answered by the same receipts.
 * Faults BAG-* {problems, path, answer} when nothing was taken: `answer` is the bag that says so, where its sender is proven; DISK-*.
 */
export async function intake(site: Site, bag: string, out: string): Promise<Intake> {
  const staging = await Staging.begin(site)
  try {
    return await taken(site, staging, bag, out)
  } finally {
    await staging.end()
  }
}

/** Packets that get their receipts with one flush. */
const BATCH = 100

async function taken(site: Site, staging: Staging, bag: string, out: string): Promise<Intake> {
  const { checked, info, sender } = await judged(site, staging, bag, out)
  const refused: { path: string; code: string }[] = checked.problems
    .filter(({ path }) => path !== undefined)
    .map(({ code, path = '' }) => ({ path, code }))
  const receipts: StoredReceipt[] = []
  const sound = new Set(checked.payload.map(({ path }) => path))
  let ready: Ready[] = []
  const take = async () => {
    receipts.push(...(await staging.take(ready)))
    ready = []
  }
  for (const file of checked.payload) {
    const { path } = file
    // A packet whose signature is damaged is named by that.
    if (!path.endsWith(PACKET_SUFFIX) || !sound.has(`${path}.minisig`)) continue
    try {
      const attempt = checked.attempts.get(basename(path, PACKET_SUFFIX)) ?? 1
      ready.push(await staging.judge(file, info.kind === 'forward' ? undefined : sender, attempt))
    } catch (error) {
      if (!isVerdict(error) && !isFault(error, 'BAG-LIMIT')) throw error
      refused.push({ path, code: error.code })
    }
    if (ready.length >= BATCH) await take()
  }
  await take()
  const orders = readOrders(checked.orders, sender)
  const stations = info.kind === 'forward' ? await stationsOf(site, receipts) : [sender]
  const said = refusedFile(site, info.id, refused, checked.attempts)
  const back = await answerOf(site, stations, orders, { receipts, refused: said })
  const answer = back.length === 0 ? null : await answerWhereItFits(site, info.id, back, out)
  return {
    bag: info.id,
    station: sender,
    epoch: info.epoch ?? null,
    sequence: info.sequence,
    series: info.series ?? null,
    part: info.part ?? null,
    more: info.more ?? null,
    unused: skippedBy(info),
    first: info.first ?? null,
    rest: info.rest ?? null,
    received: receipts.length,
    refused,
    orders: orders.length,
    answer,
  }
}

function skippedBy({ unused, skipped }: Pick<BagInfo, 'unused' | 'skipped'>): string | null {
  const all = new Set([unused, skipped].flatMap((list) => list?.split(',') ?? []))
  return all.size === 0 ? null : [...all].join(',')
}

/** Of whose packets receipts speak. */
async function stationsOf(site: Site, receipts: readonly StoredReceipt[]): Promise<string[]> {
  const stations = new Set<string>()
  for (const { bytes } of receipts) {
    const { packet, sha256, attempt } = readReceipt(utf8(bytes))
    const entry = await site.registry.find(packet, sha256, attempt)
    if (entry) stations.add(entry.station)
  }
  return [...stations]
}

/** The bag as a whole: from a certified station, and nothing in it that nobody ought to have put there. */
async function judged(site: Site, staging: Staging, bag: string, out: string) {
  await learnFrom(site, bag)
  const reading = (begun: Begun) => staging.reading(bag, begun)
  const checked = await checkBag(bag, site.trust, { reading })
  const { info } = checked
  const fatal = fatalProblem(checked)
  if (fatal || !info || !checked.signer) {
    // Whose bag it is, is proven: its station hears that nothing of it was taken.
    const answer =
      fatal && info && checked.signer && info.kind !== 'receipts'
        ? await answerWhereItFits(site, info.id, refusedWhole(site, info.id, fatal.code), out)
        : undefined
    throw new Fault(fatal?.code ?? 'BAG-SIGNATURE', {
      problems: checked.problems.length,
      ...(fatal?.path === undefined ? {} : { path: fatal.path }),
      ...(fatal?.why === undefined ? {} : { why: fatal.why }),
      ...(answer === undefined ? {} : { answer }),
    })
  }
  const sender = info.kind === 'forward' ? info.site?.toUpperCase() : info.station
  if (info.kind === 'receipts' || sender === undefined) throw new Fault('BAG-INFO', { why: 'kind' })
  return { checked, info, sender }
}

/** The certificates that the bag brings; without readable ones it is judged by those known here. */
export async function learnFrom(site: Site, bag: string): Promise<void> {
  try {
    await site.learn(await readBagCertificates(bag))
  } catch (error) {
    if (isTrouble(error)) throw error
  }
}

/** Where answers lie that nothing else could take. */
const KEPT = 'answers'

/**
 * Writes an answer into `out`, which is a courier's medium as a rule: full, write-protected, or pulled out. The bag was taken all the same, and its answer
 * lies in the site's own folder then, to be carried otherwise. Answers its folder.
 */
async function answerWhereItFits(
  site: Site,
  bag: string,
  sources: readonly PayloadSource[],
  out: string,
): Promise<string> {
  try {
    return await answerBag(site, bag, sources, out)
  } catch (error) {
    if (!isFault(error) || !/^(?:DISK|FILE)-/.test(error.code)) throw error
    const kept = join(site.dir, KEPT)
    try {
      await mkdir(kept, { recursive: true })
    } catch (failed) {
      throw faultOfErrno(failed, 'mkdir', kept)
    }
    return answerBag(site, bag, sources, kept)
  }
}

/** What a bag of this site is known by. */
interface Numbered {
  readonly id: string
  readonly at: string
  readonly sequence: number
}

/** Writes a bag of this site under its next number in `out`; `answers` is the bag that it answers, if it answers any. */
export async function numberedBag<T>(
  site: Site,
  out: string,
  write: (place: BagPlace, as: Numbered) => Promise<T>,
  answers?: string,
): Promise<T> {
  const id = newId((bytes) => randomBytes(bytes))
  const at = site.now().toISOString()
  for (;;) {
    const sequence = await site.registry.answer(id, answers ?? id, at)
    const name = `REKAM-${site.code.toUpperCase()}-${sequence}`
    try {
      return await write({ parent: out, name, mount: out }, { id, at, sequence })
    } catch (error) {
      // A site that was restored from an older backup gave this number before; the next one is asked for.
      if (!isFault(error, 'FILE-EXISTS')) throw error
    }
  }
}

/** Writes a bag of receipts into a new folder of `out`; `bag` is the one that it answers, if it answers any. Answers its folder. */
export async function answerBag(
  site: Site,
  bag: string | undefined,
  sources: readonly PayloadSource[],
  out: string,
): Promise<string> {
  const write = async (place: BagPlace, as: Numbered) => {
    const { folder } = await writeBag(place, sources, async () => ({
      info: { kind: 'receipts', ...as, site: site.code, ...(bag === undefined ? {} : { answers: bag }) },
      certificates: [site.certificate],
      key: site.signing,
    }))
    return folder
  }
  return numberedBag(site, out, write, bag)
}
