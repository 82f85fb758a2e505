import { z } from 'zod'
import { centralStatusSchema } from '../../contract/status.ts'
import { verifyReceipt } from '../../formats/receipt/receipt.ts'
import { unpackSigned } from '../../formats/wire/wire.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import type { ReplicateAnswer } from '../../formats/wire/replicate.ts'
import { learnDecision } from '../deciding/decide.ts'
import { PrintOffice } from '../printing/office.ts'
import { findEntry, markReceived } from '../registry/entries.ts'
import { putReport } from '../registry/reports.ts'
import { putSetting, setting } from '../registry/settings.ts'
import type { Site } from '../site.ts'
import { takeArrivals } from './arrivals.ts'
import { PEER_CURSOR } from './cursor.ts'
import { type Item, owe, owedItems, settleOwed } from './owed.ts'
import type { PeerClient } from './peer-client.ts'

const cursorSchema = z.object({
  after: z.int().min(0),
  papers: z.int().min(0),
  decisions: z.int().min(0).default(0),
  arrivals: z.int().min(0).default(0),
})

/** What one pull brought. */
export interface Pulled {
  /** Receipts that were not known here. */
  readonly reports: number
  readonly packets: number
  readonly papers: number
  /** Arrivals of media at this site that a restoration had lost. */
  readonly back: number
  /** Items that do not hold, by code; they are passed over. */
  readonly refused: readonly string[]
  /** Packets whose receipts have a number that the site which gave it had given before: kept, and a person is told. */
  readonly twice: readonly string[]
}

/** What is wrong with an item for ever: it is passed over. Everything else is this site's own trouble, or the line's, and the page is asked for again. */
const WRONG = /^(?:PACKET|RECEIPT|TRUST|SIGNATURE|AGE|TAR|FORMAT)-/

/** Takes one item: its packet if it is not here, its receipt, and what follows for the case. Answers what was new. */
async function takeItem(site: Site, peer: PeerClient, { term, receipt, entry }: Item) {
  const signed = unpackSigned(receipt)
  const said = verifyReceipt(signed, site.trust)
  const { packet, sha256, attempt } = said
  const known = await findEntry(site.registry.read, packet, sha256, attempt)
  const copied =
    entry && known?.state !== 'received'
      ? await site.copy(await peer.packet(packet, sha256), entry.signature, attempt, {
          id: packet,
          sha256,
          station: entry.station,
        })
      : undefined
  return site.registry.transaction(async (tx) => {
    const station = entry?.station ?? known?.station ?? ''
    const report = {
      site: said.site,
      serial: said.serial,
      packet,
      sha256,
      attempt,
      grade: said.grade,
      verdict: said.verdict,
      at: said.at,
      term,
      station,
      bytes: text(signed.bytes),
      signature: signed.signature,
    }
    const kept = await putReport(tx, report, site.now())
    if (copied) {
      await markReceived(tx, copied.entry, null)
      if (copied.inside) await site.cases.received(tx, copied.entry, copied.inside, said.at, 0)
    }
    if (kept !== 'known')
      await site.cases.learn(tx, { packet, attempt, verdict: said.verdict, at: said.at, term })
    return { news: kept !== 'known', copied: copied !== undefined, twice: kept === 'twice' ? [packet] : [] }
  })
}

/** Keeps what persons decided at the other site, and what this one decided and lost in a restoration. */
async function takeDecisions(site: Site, answer: ReplicateAnswer): Promise<void> {
  for (const { site: at = answer.site, ...decision } of answer.decisions ?? []) {
    if (at !== answer.site && at !== site.code) continue
    const [came_from, decided] = [decision.came_from, decision.decided].map(
      (word) => centralStatusSchema.safeParse(word).data,
    )
    // A word of a later version is passed over, as an unknown receipt is.
    if (!came_from || !decided) continue
    const others = decision.others.join(' ')
    await learnDecision(site, { ...decision, came_from, decided, others, site: at })
  }
}

/**
 * Pulls from the other site what it came to know since the last pull: packets, receipts, print papers, persons' decisions (its own too, for
 * those that a restored site lost), arrivals of media in the same way, certificates, and who does penunggalan. Each item stands in a transaction of its own and the cursor
 * moves behind a page, so that a cut costs a page at most and a repeat changes nothing. Faults PEER-*, those of a wrong answer; DISK-* when this site cannot keep a packet.
 */
export async function replicate(site: Site, peer: PeerClient): Promise<Pulled> {
  let [reports, packets, papers] = [0, 0, 0]
  const back = new Set<string>()
  const refused: string[] = []
  const clashes: string[] = []
  /** Whether the other site owes nothing of it any more. */
  const take = async (item: Item): Promise<boolean> => {
    try {
      const { news, copied, twice } = await takeItem(site, peer, item)
      reports += Number(news)
      packets += Number(copied)
      clashes.push(...twice)
    } catch (error) {
      if (isFault(error, 'PEER-REFUSED')) {
        await owe(site, item)
        return false
      }
      if (!isFault(error) || !WRONG.test(error.code)) throw error
      refused.push(error.code)
    }
    return true
  }
  for (const item of await owedItems(site.registry.read)) if (await take(item)) await settleOwed(site, item)
  for (;;) {
    const kept = await setting(site.registry.read, PEER_CURSOR)
    const cursor =
      kept === undefined
        ? { after: 0, papers: 0, decisions: 0, arrivals: 0 }
        : cursorSchema.parse(JSON.parse(kept))
    const answer = await peer.changes(cursor)
    await site.learnMatcher(answer.matcher)
    // A packet that the other site cannot read now keeps nothing else.
    for (const item of answer.items) if (!(await take(item))) refused.push('PEER-REFUSED')
    papers += await new PrintOffice(site).learn(answer.papers.map(unpackSigned))
    await takeDecisions(site, answer)
    for (const id of await takeArrivals(site, answer)) back.add(id)
    const next = {
      after: answer.upto,
      papers: answer.papersUpto,
      decisions: answer.decisionsUpto ?? cursor.decisions,
      arrivals: answer.arrivalsUpto ?? cursor.arrivals,
    }
    await site.registry.transaction((tx) => putSetting(tx, PEER_CURSOR, JSON.stringify(next)))
    // A site that says 'more' and does not move is asked again later, not for ever.
    if (!answer.more || JSON.stringify(next) === JSON.stringify(cursor)) break
  }
  return { reports, packets, papers, back: back.size, refused, twice: clashes }
}
