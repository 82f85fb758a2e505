import type { Purpose } from '../../../contract/application.ts'
import { maskNik } from '../../../contract/nik.ts'
import type { Priority, Ticket, TicketState } from '../../../contract/queue.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import { compareQueued } from './order.ts'

/** A ticket as stored. */
export interface TicketRow {
  readonly id: string
  readonly epoch: string
  readonly day: string
  readonly number: number
  readonly name: string
  readonly nik: string | null
  readonly phone: string | null
  readonly purpose: Purpose
  readonly priority: Priority | null
  readonly state: TicketState
  readonly calls: number
  readonly created_at: string
  readonly called_at: string | null
  readonly called_by: string | null
  readonly draft: string | null
  readonly done_at: string | null
  readonly note: string | null
}

/** A ticket as lists show it; `today` in the station's zone. */
export function ticketView(row: TicketRow, today: string): Ticket {
  return {
    id: row.id,
    day: row.day,
    number: row.number,
    name: row.name,
    nik: row.nik === null ? null : maskNik(row.nik),
    phone: row.phone,
    purpose: row.purpose,
    priority: row.priority,
    state: row.state,
    calls: row.calls,
    createdAt: row.created_at,
    calledAt: row.called_at,
    doneAt: row.done_at,
    draft: row.draft,
    note: row.note,
    carried: row.day < today,
  }
}

/** The ticket; NOT-FOUND. */
export function ticketRow(db: ReadDb, id: string): TicketRow {
  const row = db.get<TicketRow>('SELECT * FROM queue_ticket WHERE id = ?', [id])
  if (!row) throw refuse('NOT-FOUND', { what: 'Nomor antrean' })
  return row
}

/**
 * Who waits, in the order of calling. One that was called on an earlier day and then neither served nor noted as absent waits again:
 * the day ended before its turn. `from` is the instant at which today began.
 */
export function waitingRows(db: ReadDb, from: string): TicketRow[] {
  return db
    .all<TicketRow>(
      "SELECT * FROM queue_ticket WHERE state = 'waiting' OR (state = 'called' AND called_at < :from)",
      { from },
    )
    .toSorted(compareQueued)
}

/** Who was called since `from`, the last one first. */
export function calledRows(db: ReadDb, from: string): TicketRow[] {
  return db.all<TicketRow>(
    "SELECT * FROM queue_ticket WHERE state = 'called' AND called_at >= ? ORDER BY called_at DESC, number",
    [from],
  )
}

/** Who is being recorded, on whatever day that began. */
export function servingRows(db: ReadDb): TicketRow[] {
  return db.all<TicketRow>(
    "SELECT * FROM queue_ticket WHERE state = 'serving' ORDER BY called_at DESC, number",
  )
}

/** Who was noted as absent since `from`, the last one first. */
export function absentRows(db: ReadDb, from: string): TicketRow[] {
  return db.all<TicketRow>(
    "SELECT * FROM queue_ticket WHERE state = 'no-show' AND done_at >= ? ORDER BY done_at DESC, number",
    [from],
  )
}

/** The ticket of a recording under way or sealed, or undefined. */
export function ticketOfDraft(db: ReadDb, draft: string): TicketRow | undefined {
  return db.get<TicketRow>('SELECT * FROM queue_ticket WHERE draft = ? ORDER BY created_at DESC LIMIT 1', [
    draft,
  ])
}
