import { type CentralStatus, centralStatusSchema } from '../contract/status.ts'
import { canStep, isFinalStatus } from '../contract/status-transitions.ts'
import { Fault } from '../lib/fault.ts'
import type { Give } from './give.ts'
import {
  addAmendment,
  amendmentsOf,
  applyAmendment,
  type Change,
  laterAmendments,
  pendingAmendments,
} from './penunggalan/amendments.ts'
import type { Facts } from './penunggalan/facts.ts'
import type { Inside } from './penunggalan/inside.ts'
import { matchesOf } from './penunggalan/match.ts'
import { verdictOf } from './penunggalan/verdict.ts'
import { CARD_WAY, type CardSaid, cardStatus } from './printing/card-status.ts'
import { areApart } from './registry/decisions.ts'
import type { NewEntry } from './registry/entries.ts'
import {
  type Due,
  dueFinalRecords,
  dueRecords,
  freeFrom,
  isVoid,
  putRecord,
  type Record,
  recordOf,
  setDue,
  setRecordStatus,
} from './registry/records.ts'
import type { NewReport } from './registry/reports.ts'
import type { SqlTx } from './store/sql.ts'

/** A step of a case, on whose word, and when. */
export interface Step {
  readonly to: CentralStatus
  readonly at: string
  readonly term: number
  readonly found?: string | null
}

/** How many cases one look of penunggalan takes. */
const LOOK = 200

/** Whether a site may take a case this step: the centre's own steps, and the way back from a misprint. */
export function mayStep(from: CentralStatus, to: CentralStatus): boolean {
  return canStep(from, to, 'central') || (isFinalStatus(from) && canStep(from, to, 'station'))
}

/** The cases of a site: what becomes of a packet after its receipt. Every status is said by a receipt of its own. */
export class Cases {
  readonly #give: Give

  constructor(give: Give) {
    this.#give = give
  }

  /** A packet came for the first time at this attempt. `waitMs`: until penunggalan looks at it. */
  async received(tx: SqlTx, entry: NewEntry, inside: Inside, at: string, waitMs: number): Promise<void> {
    if (inside.kind === 'recording') await this.#recording(tx, entry, inside.facts, at, waitMs)
    if (inside.kind === 'amendment') await this.#amendment(tx, entry, inside, at)
  }

  /** One step of a case, with its receipts. Faults STATUS-IMPOSSIBLE {from, to}, NOT-FOUND. */
  async step(tx: SqlTx, packet: string, step: Step): Promise<void> {
    const record = await recordOf(tx, packet)
    if (!record) throw new Fault('NOT-FOUND', { packet })
    if (record.status === step.to) return
    if (!mayStep(record.status, step.to)) {
      throw new Fault('STATUS-IMPOSSIBLE', { from: record.status, to: step.to })
    }
    await setRecordStatus(tx, packet, { ...step, status: step.to })
    await this.#say(tx, record, step)
  }

  /** Penunggalan looks at what is due. Answers how many cases it decided. */
  async look(tx: SqlTx, when: Due, term: number, searchFails: boolean): Promise<number> {
    let decided = 0
    for (const due of await dueRecords(tx, when, LOOK)) {
      if (isFinalStatus(due.status)) {
        await this.#again(tx, due)
        continue
      }
      const { status, found } = searchFails
        ? { status: 'SEARCH_FAILURE_AT_CENTRAL' as const, found: null }
        : verdictOf(due, await matchesOf(tx, due))
      if (status !== due.status && mayStep(due.status, status)) {
        await this.step(tx, due.packet, { to: status, at: when.now, term, found })
        decided++
      } else await tx.run('UPDATE record SET due_at = NULL WHERE packet = ?', [due.packet])
    }
    return decided
  }

  /** A site that does no penunggalan holds back a conflict too: it may own the right to print. */
  async lookForConflicts(tx: SqlTx, when: Due): Promise<void> {
    for (const due of await dueFinalRecords(tx, when, LOOK)) await this.#again(tx, due)
  }

  /** What the other site said of a case, applied to ours; the order in which it comes does not matter. */
  async learn(
    tx: SqlTx,
    report: Pick<NewReport, 'packet' | 'attempt' | 'verdict' | 'at' | 'term'>,
  ): Promise<void> {
    const record = await recordOf(tx, report.packet)
    const said = centralStatusSchema.safeParse(report.verdict)
    if (!record || !said.success) return
    const card = await cardStatus(tx, record.packet)
    if (card?.wentBack && mayGoBack(record.status) && mayGoBack(said.data)) {
      await this.#follow(tx, record, card, report.at)
      return
    }
    if (!supersedes(record, { ...report, status: said.data })) return
    await setRecordStatus(tx, record.packet, { status: said.data, at: report.at, term: report.term })
    // Found unique while the two could not see each other: looked at again, now that this site knows both.
    if (said.data === 'PRINT_READY_RECORD') await setDue(tx, record.packet, report.at)
  }

  /** A paper of the other site came: what all papers say of the card. */
  async learnCard(tx: SqlTx, packet: string, at: string): Promise<void> {
    const record = await recordOf(tx, packet)
    const card = await cardStatus(tx, packet)
    if (record && card && isFinalStatus(record.status)) await this.#follow(tx, record, card, at)
  }

  /** A card's way only goes on, unless one was spoilt: then the papers say where it stands. */
  async #follow(tx: SqlTx, { packet, status, term }: Record, card: CardSaid, at: string): Promise<void> {
    const goesOn = CARD_WAY.indexOf(card.status) > CARD_WAY.indexOf(status)
    const goesBack = card.wentBack && mayGoBack(status) && card.status !== status
    if (goesOn || goesBack) await setRecordStatus(tx, packet, { status: card.status, at, term })
  }

  /**
   * Looks once more at what is final: it stays so, for its packet may have left the station. But two final records of one person are a
   * conflict: the later one is not printed before a person decided (deciding/). Whom a person told apart stays apart.
   */
  async #again(tx: SqlTx, record: Record): Promise<void> {
    const likened = isVoid(record) ? [] : await matchesOf(tx, record)
    const twins = likened.filter(({ likeness, status }) => likeness !== 'biodata' && isFinalStatus(status))
    for (const { packet } of twins) {
      const twin = await recordOf(tx, packet)
      if (!twin || (await areApart(tx, record.packet, packet))) continue
      const order = [record, twin].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      await tx.run('UPDATE record SET conflict = ? WHERE packet = ?', [order[0]!.packet, order[1]!.packet])
      break
    }
    await tx.run('UPDATE record SET due_at = NULL WHERE packet = ?', [record.packet])
  }

  async #recording(tx: SqlTx, entry: NewEntry, facts: Facts, at: string, waitMs: number): Promise<void> {
    const before = await recordOf(tx, entry.packet)
    // Sent again though it is unique already: no second look, the same word for the new attempt.
    if (before && before.attempt < entry.attempt && isFinalStatus(before.status)) {
      await tx.run('UPDATE record SET attempt = ? WHERE packet = ?', [entry.attempt, entry.packet])
      await this.#say(tx, { ...before, attempt: entry.attempt }, { to: before.status, at, term: before.term })
      return
    }
    const dueAt = new Date(Date.parse(at) + waitMs).toISOString()
    await putRecord(tx, { ...entry, facts, at, dueAt })
    for (const amendment of await pendingAmendments(tx, entry.packet)) await applyAmendment(tx, amendment)
  }

  async #amendment(
    tx: SqlTx,
    entry: NewEntry,
    { amends, change }: { amends: string; change: Change },
    at: string,
  ): Promise<void> {
    const amendment = await addAmendment(tx, entry, amends, change)
    const record = await recordOf(tx, amends)
    if (!record) return
    for (const one of [amendment, ...(await laterAmendments(tx, amends, entry))])
      await applyAmendment(tx, one)
    if (change.cancelled) await freeFrom(tx, amends, at)
    await setDue(tx, amends, at)
    if (record.status !== 'RECEIVED_AT_CENTRAL') {
      await this.#give(tx, reportOf(entry, { to: record.status, at, term: record.term }))
    }
  }

  /** The receipts of one step: of the recording, and of every amendment to it, for it is one case. */
  async #say(tx: SqlTx, record: Record, step: Step): Promise<void> {
    await this.#give(tx, reportOf(record, step))
    for (const amendment of await amendmentsOf(tx, record.packet))
      await this.#give(tx, reportOf(amendment, step))
  }
}

/** Of two records of one person the one with a card is not held back, nor the one that was decided first: the other is. */
function placeOf({ status, status_at: at, packet }: Record): string {
  return `${CARD_WAY.length - CARD_WAY.indexOf(status)} ${at} ${packet}`
}

function reportOf(
  of: Pick<NewEntry, 'packet' | 'sha256' | 'attempt' | 'station'>,
  { to, at, term }: Step,
): Parameters<Give>[1] {
  const { packet, sha256, attempt, station } = of
  const grade = isFinalStatus(to) ? 'final' : 'central'
  return { packet, sha256, attempt, station, grade, verdict: to, at, term }
}

/** A card that was not sent on or handed over may be spoilt, and the way begins anew. */
function mayGoBack(status: CentralStatus): boolean {
  return isFinalStatus(status) && (status === 'PRINT_READY_RECORD' || mayStep(status, 'PRINT_READY_RECORD'))
}

/**
 * Whether what was said elsewhere takes the place of what stands here. A later attempt does; a card's way only goes on; a decision by a
 * higher term does, for that is who was entitled to it; 'received' never replaces a decision.
 */
export function supersedes(
  here: Pick<Record, 'attempt' | 'status' | 'term'>,
  said: { attempt: number; status: CentralStatus; term: number },
): boolean {
  if (said.attempt !== here.attempt) return said.attempt > here.attempt
  if (said.status === here.status) return false
  const [ours, theirs] = [CARD_WAY.indexOf(here.status), CARD_WAY.indexOf(said.status)]
  if (theirs >= 0) return theirs > ours
  if (ours >= 0 || said.status === 'RECEIVED_AT_CENTRAL') return false
  return here.status === 'RECEIVED_AT_CENTRAL' || said.term >= here.term
}
