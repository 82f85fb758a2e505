import { z } from 'zod'
import { type CentralStatus, centralStatusSchema } from '../../contract/status.ts'
import { lineSchema } from '../../formats/fields.ts'
import { Fault } from '../../lib/fault.ts'
import { matcherOf } from '../matcher.ts'
import { decisionOn, type NewDecision, nextDecision, putDecision } from '../registry/decisions.ts'
import { type Record, recordOf } from '../registry/records.ts'
import { setting } from '../registry/settings.ts'
import { PEER_CURSOR } from '../replication/cursor.ts'
import type { Site } from '../site.ts'
import type { SqlTx } from '../store/sql.ts'
import { decidable, isConflict } from './allowed.ts'

const words = (max: number, least: number) =>
  z
    .string()
    .trim()
    .pipe(lineSchema(max).refine((line) => line.length >= least))

/** What a form or a command says, whatever is decided. */
const whySchema = z.object({
  packet: z.string().trim().min(1).max(64),
  reason: words(500, 5),
  person: words(100, 2),
})
const saidSchema = whySchema.extend({ to: centralStatusSchema })
type Said = z.infer<typeof saidSchema>

/** As it was typed: any text, judged here. */
export type Asked = { readonly [Name in keyof Said]: string }

export interface Decided {
  readonly decision: NewDecision
  /** It was decided like this before; nothing was changed. */
  readonly repeated: boolean
}

/** Packets that a case was found to resemble. */
export function othersOf({ found, conflict }: Pick<Record, 'found' | 'conflict'>): string[] {
  const likened = (found ?? '').split(' ').flatMap((one) => one.split(':')[1] ?? [])
  return [...new Set([...(conflict === null ? [] : [conflict]), ...likened])]
}

function read<T>(schema: z.ZodType<T>, asked: unknown): T {
  const said = schema.safeParse(asked)
  if (!said.success) throw new Fault('DECIDE-FORM', { field: String(said.error.issues[0]!.path[0]) })
  return said.data
}

/** Of which packet, why, and who says so. Fault DECIDE-FORM {field}. */
export const whyOf = (asked: unknown): z.infer<typeof whySchema> => read(whySchema, asked)

/** Two sites must not decide one case in two ways: only the one that does penunggalan does. A card that is on its way is no such case. */
export async function termHere(tx: SqlTx, site: Site, to: CentralStatus): Promise<number> {
  const alone = site.peer === undefined && (await setting(tx, PEER_CURSOR)) === undefined
  const matcher = await matcherOf(tx, alone ? site.code : 'mmu')
  if (site.grade === 'post' || (matcher.site !== site.code && to !== 'CARD_SHIPPED')) {
    throw new Fault('DECIDE-ELSEWHERE', { site: matcher.site })
  }
  return matcher.term
}

/** Whether the newest decision says the same already, and nothing came up since. */
function stands(record: Record, before: NewDecision | undefined, to: CentralStatus): before is NewDecision {
  if (before?.decided !== to) return false
  return isConflict(record) ? to === 'DUPLICATE_RECORD' : true
}

/**
 * A person's decision on a case, kept with its reason, who and when; the status and its receipts follow at once. Saying the same again
 * changes nothing. Faults DECIDE-FORM {field}, DECIDE-ELSEWHERE {site}, NOT-FOUND, STATUS-IMPOSSIBLE {from, to}.
 */
export async function decideCase(site: Site, asked: Asked): Promise<Decided> {
  const { packet, to, reason, person } = read(saidSchema, asked)
  return site.registry.transaction(async (tx) => {
    const term = await termHere(tx, site, to)
    const record = await recordOf(tx, packet)
    if (!record) throw new Fault('NOT-FOUND', { what: packet })
    const before = await decisionOn(tx, packet, record.attempt)
    if (stands(record, before, to)) return { decision: before, repeated: true }
    if (!decidable(record).includes(to)) {
      throw new Fault('STATUS-IMPOSSIBLE', { from: record.status, to })
    }
    const now = site.now()
    const at = now.toISOString()
    const decision: NewDecision = {
      site: site.code,
      number: await nextDecision(tx, now),
      packet,
      attempt: record.attempt,
      came_from: record.status,
      decided: to,
      reason,
      person,
      at,
      others: othersOf(record).slice(0, OTHERS_MAX).join(' '),
    }
    await putDecision(tx, decision, now)
    if (isConflict(record)) await settleConflict(tx, decision)
    else await site.cases.step(tx, packet, { to, at, term })
    return { decision, repeated: false }
  })
}

/** How many likenesses a decision keeps. */
const OTHERS_MAX = 50

/** Two persons: printed again. One person: held back for good. */
async function settleConflict(tx: SqlTx, { packet, decided, others }: NewDecision): Promise<void> {
  if (decided === 'PRINT_READY_RECORD') {
    for (const other of others.split(' ')) {
      await tx.run('UPDATE record SET conflict = NULL WHERE packet = ? AND conflict = ?', [packet, other])
      await tx.run('UPDATE record SET conflict = NULL WHERE packet = ? AND conflict = ?', [other, packet])
    }
  } else if (decided === 'DUPLICATE_RECORD') {
    await tx.run('UPDATE record SET conflict = coalesce(conflict, ?) WHERE packet = ?', [
      others.split(' ')[0] ?? packet,
      packet,
    ])
  }
}

/** A decision that the other site tells: its statuses come with receipts of their own, a conflict is settled here. Answers whether it was new. */
export async function learnDecision(site: Site, decision: NewDecision): Promise<boolean> {
  return site.registry.transaction(async (tx) => {
    if (!(await putDecision(tx, decision, site.now()))) return false
    const newest = await decisionOn(tx, decision.packet, decision.attempt)
    if (newest?.site !== decision.site || newest.number !== decision.number) return true
    const record = await recordOf(tx, decision.packet)
    // Said of a final record, only a conflict can have been meant.
    const settles = isConflict({ conflict: decision.packet, complete: 1, status: decision.came_from })
    if (record && (settles || decision.decided === 'PRINT_READY_RECORD') && decision.others !== '') {
      await settleConflict(tx, decision)
    }
    return true
  })
}
