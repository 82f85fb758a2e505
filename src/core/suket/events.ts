import { recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'

/** What happened to a letter. A number that has `issue` alone has not come onto paper yet; `print` is its way to the printer. */
export type SuketEventAct =
  | 'issue'
  | 'reprint'
  | 'renew'
  | 'withdraw'
  | 'void'
  | 'save'
  | 'print'
  | 'print-done'
  | 'print-failed'
  | 'print-cancelled'
  | 'print-unknown'

export interface SuketEvent {
  readonly act: SuketEventAct
  readonly at: string
  readonly reason: string | null
  readonly detail: string | null
  readonly operator: string
}

interface Said {
  readonly act: SuketEventAct
  readonly suket: { readonly id: string; readonly recording: string }
  readonly reason?: string | undefined
  readonly detail?: string | undefined
}

/** Writes an act on a letter into its history and into the audit, in the caller's transaction. */
export function recordSuketEvent(tx: WriteTx, station: Station, { act, suket, reason, detail }: Said): void {
  const of = { suket: suket.id, epoch: station.epoch.id }
  const { n } = tx.get<{ n: number }>(
    'SELECT count(*) + 1 AS n FROM suket_event WHERE suket = :suket AND epoch = :epoch',
    of,
  )!
  tx.run(
    `INSERT INTO suket_event (suket, epoch, n, act, at, reason, detail, operator)
     VALUES (:suket, :epoch, :n, :act, :at, :reason, :detail, :operator)`,
    {
      ...of,
      n,
      act,
      at: station.ports.now().toISOString(),
      reason: reason ?? null,
      detail: detail ?? null,
      operator: station.actor.account,
    },
  )
  recordAct(tx, station, `suket.${act}`, suket.recording, { suket: suket.id, reason, detail })
}

/** A letter's history, oldest first. */
export function eventsOf(db: ReadDb, suket: string): SuketEvent[] {
  return db.all<SuketEvent>(
    'SELECT act, at, reason, detail, operator FROM suket_event WHERE suket = ? ORDER BY at, n',
    [suket],
  )
}
