import type { RetentionAct } from '../../../contract/privacy.ts'
import { newId } from '../../../formats/id.ts'
import { destroyValues, recordAct } from '../../audit/index.ts'
import { snapshotNext } from '../../backup/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import { settleErased } from '../../erasure/index.ts'
import { refuse } from '../../refuse.ts'
import { dropErasedList } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { actOf, type Facts } from './acts.ts'
import { planDue } from './plan.ts'

export interface DestroyOrder {
  readonly token: string
  readonly reason: string
  readonly place: string
  readonly witnesses: readonly string[]
}

export interface Item {
  readonly kind: 'recording' | 'ticket' | 'request' | 'list' | 'values'
  readonly id: string
}

/** Enters what is gone, and empties it everywhere, in the caller's transaction. Values of the audit go with their keys. */
export function eraseItems(
  tx: WriteTx,
  items: readonly Item[],
  { act, at, actor, subjects }: { act: string; at: string; actor: string; subjects: readonly string[] },
): void {
  // Before the rows: the cases of letters and amendments are found by them.
  destroyValues(tx, subjects, { at, actor })
  for (const { kind, id } of items)
    tx.run('INSERT INTO erased (kind, id, act, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      kind,
      id,
      act,
      at,
    ])
  settleErased(tx)
}

/** Disks that hold a state from before: they are named on the record. */
const DISKS = `SELECT label FROM disk k WHERE state = 'paired' AND EXISTS (SELECT 1 FROM disk_commit c WHERE c.disk = k.id) ORDER BY label`

/**
 * Destroys the personal data whose retention is over: a supervisor's act, of exactly what a plan showed. Sequence numbers, heads, letter numbers,
 * receipts and the audit's chain stay. PRIVACY-CHANGED where that is not due any more or more is; PRIVACY-NOTHING.
 */
export async function destroyDue(station: Station, order: DestroyOrder): Promise<RetentionAct> {
  const { ports, epoch, actor } = station
  const id = newId(ports.random)
  await station.write.transaction((tx) => {
    const { due, packets, shown } = planDue(tx, station)
    if (shown.token !== order.token) throw refuse('PRIVACY-CHANGED')
    const { counts } = shown
    if (Object.values(counts).every((n) => n === 0)) throw refuse('PRIVACY-NOTHING')
    const at = ports.now().toISOString()
    const { seq } = tx.get<{ seq: number }>(
      'SELECT coalesce(max(seq), 0) + 1 AS seq FROM retention_act WHERE epoch = ?',
      [epoch.id],
    )!
    const facts: Facts = {
      counts,
      recordingDays: shown.recordingDays,
      auditDays: shown.auditDays,
      profile: station.profile.serial,
      place: order.place,
      witnesses: [...order.witnesses],
      packetsHere: shown.packetsHere,
      disks: tx.all<{ label: string }>(DISKS).map(({ label }) => label),
    }
    tx.run(
      'INSERT INTO retention_act (id, epoch, seq, at, actor, reason, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [id, epoch.id, seq, at, actor.account, order.reason, JSON.stringify(facts)],
    )
    const cases = due.cases.map((one) => one.id)
    const items: Item[] = [
      ...packets.map((one) => ({ kind: 'recording', id: one }) as const),
      ...due.tickets.map((one) => ({ kind: 'ticket', id: one }) as const),
      ...due.requests.map((one) => ({ kind: 'request', id: one }) as const),
      ...due.subjects.map((one) => ({ kind: 'values', id: one }) as const),
      ...(due.list === null ? [] : [{ kind: 'list', id: due.list.id } as const]),
    ]
    const subjects = [...cases, ...due.tickets, ...due.requests, ...due.subjects]
    eraseItems(tx, items, { act: id, at, actor: actor.account, subjects })
    // Disks take the state anew, so that volumes of before can be pruned.
    snapshotNext(tx)
    for (const one of cases) recordAct(tx, station, 'privacy.erased', one)
    recordAct(tx, station, 'privacy.destroyed', id, { ...counts, reason: order.reason })
  })
  dropErasedList(station)
  // What was deleted is gone from the write-ahead log too.
  station.checkpoint()
  for (const topic of ['enrolment', 'suket', 'backup'] as const) station.changed(topic)
  return actOf(station, id)
}
