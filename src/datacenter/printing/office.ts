import type { CentralStatus } from '../../contract/status.ts'
import { isFinalStatus } from '../../contract/status-transitions.ts'
import { nextFence } from '../../formats/print/fence.ts'
import { type PrintOrderItem, type PrintAnswerItem } from '../../formats/print/order.ts'
import { type PrintPaper, type PrintPaperFields, signPaper, verifyPaper } from '../../formats/print/paper.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { packSigned } from '../../formats/wire/wire.ts'
import { isFault } from '../../lib/fault.ts'
import { mayStep } from '../cases.ts'
import { recordOf } from '../registry/records.ts'
import type { Site } from '../site.ts'
import type { SqlTx } from '../store/sql.ts'
import { CARD_WAY, cardStatus } from './card-status.ts'
import type { PrintPeer } from './peer.ts'
import { type MadeCard, papersAfter, papersOf, putPaper } from './papers.ts'
import { apply, type Right, rightOf, termNow } from './rights.ts'

const STATUS: Readonly<Record<'printed' | 'spoilt' | 'issued', CentralStatus>> = {
  printed: 'CARD_PRINTED',
  spoilt: 'PRINT_READY_RECORD',
  issued: 'CARD_ISSUED',
}

/** A site's office for print rights: grants, transfers, results and declarations, each a signed paper (formats/print/print.md). */
export class PrintOffice {
  readonly #site: Site
  readonly #peer: PrintPeer | undefined

  constructor(site: Site, peer?: PrintPeer) {
    this.#site = site
    this.#peer = peer
  }

  /** Answers one order of a station. A repeat answers what was answered first. */
  async order(station: string, item: PrintOrderItem): Promise<PrintAnswerItem> {
    const { order, packet } = item
    const answer = await this.#site.registry.transaction((tx) => this.#judge(tx, station, item))
    if (answer.verdict !== 'refused' || answer.code !== 'PRINT-ELSEWHERE' || !this.#peer) return answer
    // The owner answers, and gives: then the same question is this site's to answer.
    const given = await this.#peer.give(packet, this.#site.code)
    if (!given) return { order, packet, verdict: 'refused', code: 'PRINT-ELSEWHERE' }
    await this.learn(given)
    return this.#site.registry.transaction((tx) => this.#judge(tx, station, item))
  }

  /** Gives the right of a packet to another site, if it is this one's; answers every paper of it, so that a lost answer is made good. */
  async give(packet: string, to: string): Promise<Signed[]> {
    return this.#site.registry.transaction(async (tx) => {
      const right = await rightOf(tx, packet)
      const { code } = this.#site
      if (right.owner === code && to !== code) {
        await this.#write(tx, {
          kind: 'transfer',
          site: code,
          fence: await this.#next(tx, right),
          at: this.#at(),
          packet,
          to,
        })
      }
      return papersOf(tx, packet)
    })
  }

  /** A person's written word that the other site is gone: this one owns every right from now on. */
  async declare(dead: string, reason: string): Promise<void> {
    await this.#site.registry.transaction(async (tx) => {
      const { term } = await termNow(tx)
      const { code } = this.#site
      const fence = nextFence(0, term + 1, code)
      await this.#write(tx, { kind: 'declaration', site: code, fence, at: this.#at(), dead, reason })
    })
  }

  /** Papers that the other site gave, in any order, also twice. Unsigned and foreign ones are passed over; answers how many were new. */
  async learn(papers: readonly Signed[]): Promise<number> {
    let news = 0
    for (const signed of papers) {
      const paper = this.#read(signed)
      if (!paper) continue
      await this.#site.registry.transaction(async (tx) => {
        if (!(await putPaper(tx, paper, signed, this.#site.now()))) return
        await apply(tx, paper)
        await this.#status(tx, paper)
        news++
      })
    }
    return news
  }

  /** A person saw this card destroyed: what the station itself would have said, in the caller's transaction. */
  async noteDestroyed(
    tx: SqlTx,
    packet: string,
    { order, station }: Pick<MadeCard, 'order' | 'station'>,
  ): Promise<void> {
    const { fence } = await rightOf(tx, packet)
    const said = { kind: 'result', outcome: 'spoilt', site: this.#site.code, at: this.#at() } as const
    await this.#write(tx, { ...said, fence: Math.max(fence, 1), packet, order, station })
  }

  /** What this site has to tell the other one after a position. */
  papers(after: number, limit = 500): Promise<{ papers: Signed[]; next: number }> {
    return papersAfter(this.#site.registry.read, after, limit)
  }

  right(packet: string): Promise<Right> {
    return rightOf(this.#site.registry.read, packet)
  }

  async #judge(tx: SqlTx, station: string, item: PrintOrderItem): Promise<PrintAnswerItem> {
    const { order, packet, want } = item
    const refused = (code: string) => ({ order, packet, verdict: 'refused' as const, code })
    const record = await recordOf(tx, packet)
    if (!record || !isFinalStatus(record.status)) return refused('PRINT-NOT-READY')
    if (record.station !== station) return refused('PRINT-FOREIGN')
    const right = await rightOf(tx, packet)
    if (want !== 'grant') {
      // A station that hands over a card which another place printed does not know under which order that was.
      // 'The card that there is', and this site knows of none: an old word, or the site has not heard the latest.
      const unknown = order === packet && right.card === null
      if (unknown && record.status !== 'CARD_SHIPPED') return refused('PRINT-BEHIND')
      const card = order === packet ? (right.card ?? order) : order
      const at = this.#at()
      const fence = Math.max(item.fence, 1)
      const said = {
        kind: 'result',
        site: this.#site.code,
        fence,
        at,
        packet,
        order: card,
        station,
        outcome: want,
      } as const
      const same = right.card === card && right.state === 'printed' && record.status === STATUS[want]
      if (!same) await this.#write(tx, said)
      return { order, packet, verdict: 'noted', want }
    }
    if (record.conflict !== null) return refused('PRINT-CONFLICT')
    const again = item.again !== undefined && (await this.#isNew(tx, item))
    const lost = again && right.station === station && (await this.#mayBeLost(tx, right, record.status))
    if (right.state === 'printed' && !lost) return refused('PRINT-DONE')
    if (right.state === 'granted' && right.card !== order && !again) return refused('PRINT-HELD')
    const standing =
      right.state === 'granted' && right.card === order ? await this.#standing(tx, item) : undefined
    if (standing) return { order, packet, verdict: 'granted', grant: packSigned(standing) }
    if (right.owner !== this.#site.code) return refused('PRINT-ELSEWHERE')
    if (item.fence > right.fence) return refused('PRINT-BEHIND')
    if (right.state === 'printed' && right.card !== null)
      await this.noteDestroyed(tx, packet, { order: right.card, station })
    const fence = await this.#next(tx, await rightOf(tx, packet))
    const grant = {
      kind: 'grant',
      site: this.#site.code,
      fence,
      at: this.#at(),
      packet,
      order,
      station,
    } as const
    const signed = await this.#write(tx, grant)
    return { order, packet, verdict: 'granted', grant: packSigned(signed) }
  }

  /** The newest grant for this very order, whoever of the sites gave it: a station whose answer was lost gets it again. */
  async #standing(tx: SqlTx, { order, packet, fence }: PrintOrderItem): Promise<Signed | undefined> {
    for (const signed of (await papersOf(tx, packet)).toReversed()) {
      const paper = this.#read(signed)
      if (paper?.kind === 'grant' && paper.order === order && paper.fence >= fence) return signed
    }
    return undefined
  }

  /** Whether there may be no card although it was printed, by a supervisor's word: it was neither sent on nor handed over, and there is but one. */
  async #mayBeLost(tx: SqlTx, { packet, conflict, card }: Right, status: CentralStatus): Promise<boolean> {
    if (conflict !== null || status === 'CARD_SHIPPED' || status === 'CARD_ISSUED') return false
    const papers = (await papersOf(tx, packet)).map((signed) => this.#read(signed))
    return !papers.some((one) => one?.kind === 'result' && one.order === card && one.outcome === 'issued')
  }

  /** An order that was never granted. A word on one that was, come late by hand, takes no newer right back. */
  async #isNew(tx: SqlTx, { order, packet }: PrintOrderItem): Promise<boolean> {
    const papers = (await papersOf(tx, packet)).map((signed) => this.#read(signed))
    return !papers.some((paper) => paper?.kind === 'grant' && paper.order === order)
  }

  async #next(tx: SqlTx, right: Right): Promise<number> {
    return nextFence(right.fence, (await termNow(tx)).term, this.#site.code)
  }

  async #write(tx: SqlTx, fields: PrintPaperFields): Promise<Signed> {
    const signed = signPaper(fields, this.#site.signing)
    const paper = { format: 'rekam-print-paper', version: 1, ...fields } as PrintPaper
    await putPaper(tx, paper, signed, this.#site.now())
    await apply(tx, paper)
    await this.#status(tx, paper)
    return signed
  }

  /** The status of the case follows its papers, each step with a receipt; those of the other site have its receipts. */
  async #status(tx: SqlTx, paper: PrintPaper): Promise<void> {
    if (paper.kind === 'declaration') return
    const { packet, at } = paper
    if (paper.site !== this.#site.code) return this.#site.cases.learnCard(tx, packet, at)
    if (paper.kind === 'transfer') return
    const said = await cardStatus(tx, packet)
    if (!said) return
    const to = CARD_WAY.indexOf(said.status)
    const from = CARD_WAY.indexOf((await recordOf(tx, packet))?.status ?? 'UNREGISTERED')
    // A station that was cut off, or that tells the other site, says the last step alone.
    const way = CARD_WAY.slice(0, to + 1).filter((step) => step !== 'CARD_SHIPPED')
    for (const step of from > to ? (['PRINT_READY_RECORD', ...way] as const) : way) {
      const record = await recordOf(tx, packet)
      if (!record || record.status === step || !mayStep(record.status, step)) continue
      await this.#site.cases.step(tx, packet, { to: step, at, term: record.term })
    }
  }

  #read(signed: Signed): PrintPaper | undefined {
    try {
      return verifyPaper(signed, this.#site.trust)
    } catch (error) {
      if (!isFault(error)) throw error
      return undefined
    }
  }

  #at(): string {
    return this.#site.now().toISOString()
  }
}
