import { onLetter } from '../on-letter.ts'
import type { Paper, PaperJob, PaperJobState } from '../../../contract/suket.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'

/** A print as stored. `paper_job` is this machine's own: its printers are nobody else's. */
export interface JobRow {
  id: string
  /** The letter. */
  about: string
  /** What the system calls it. */
  title: string
  batch: string
  printer: string
  tray: string | null
  copies: number
  paper: Paper
  state: PaperJobState
  detail: string | null
  system_id: string | null
  made_at: string
  ended_at: string | null
  operator: string
}

/** Handed over and not over yet. */
export const HANDED = `state IN ('queued', 'printing', 'out-of-paper')`
/** Nothing may be printed beside it. */
export const LIVE = `state IN ('waiting', 'handing', 'queued', 'printing', 'out-of-paper')`

const SHOWN = `SELECT j.id, j.about AS suket, s.number, ${onLetter('name')} AS name, j.batch, j.printer, j.copies, j.paper, j.state, j.detail AS why,
  j.made_at AS madeAt, j.ended_at AS endedAt
  FROM paper_job j JOIN suket s ON s.id = j.about JOIN recording r ON r.id = s.recording`

export function jobById(db: ReadDb, id: string): PaperJob | undefined {
  return db.get<PaperJob>(`${SHOWN} WHERE j.id = ?`, [id])
}

/** Prints of a letter, newest first. */
export function jobsOfLetter(db: ReadDb, suket: string): PaperJob[] {
  return db.all<PaperJob>(`${SHOWN} WHERE j.about = ? ORDER BY j.rowid DESC LIMIT 20`, [suket])
}

/** Prints of a batch, in the order in which they go to the printer. */
export function jobsOfBatch(db: ReadDb, batch: string): PaperJob[] {
  return db.all<PaperJob>(`${SHOWN} WHERE j.batch = ? ORDER BY j.rowid LIMIT 100`, [batch])
}

export function rowsWhere(db: ReadDb, where: string, params: readonly (string | number)[] = []): JobRow[] {
  return db.all<JobRow>(`SELECT * FROM paper_job WHERE ${where} ORDER BY rowid`, params)
}

export function insertJob(tx: WriteTx, row: JobRow): void {
  const columns = Object.keys(row)
  tx.run(
    `INSERT INTO paper_job (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
    {
      ...row,
    },
  )
}

/** Changes a print's state; answers false where it is not in one of `from` any more. */
export function moveJob(
  tx: WriteTx,
  id: string,
  to: { state: PaperJobState; detail?: string | null; system?: string; ended?: string },
  from: string = LIVE,
): boolean {
  return (
    tx.run(
      `UPDATE paper_job SET state = :state, detail = :detail, system_id = coalesce(:system, system_id), ended_at = :ended
       WHERE id = :id AND ${from}`,
      {
        id,
        state: to.state,
        detail: to.detail ?? null,
        system: to.system ?? null,
        ended: to.ended ?? null,
      },
    ) > 0
  )
}

/** The newest batch that still has something on its way. */
export function liveBatch(db: ReadDb): string | null {
  const row = db.get<{ batch: string }>(
    `SELECT batch FROM paper_job WHERE ${LIVE} ORDER BY rowid DESC LIMIT 1`,
  )
  return row?.batch ?? null
}
