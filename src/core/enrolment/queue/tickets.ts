import type { Purpose } from '../../../contract/application.ts'
import { parseNik } from '../../../contract/nik.ts'
import type { Priority, Ticket, TicketState } from '../../../contract/queue.ts'
import { newId } from '../../../formats/id.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import { nikInvalid } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import { dayIn } from '../days.ts'
import { ticketOfDraft, type TicketRow, ticketRow, ticketView, waitingRows } from './rows.ts'

/** An operator who presses F4 twice means one person. */
const SAME_CALL_MS = 2000

const STATE_WORDS: Readonly<Record<TicketState, { id: string; en: string }>> = {
  waiting: { id: 'menunggu', en: 'waiting' },
  called: { id: 'dipanggil', en: 'called' },
  serving: { id: 'dilayani', en: 'being served' },
  served: { id: 'selesai dilayani', en: 'served' },
  'no-show': { id: 'dicatat tidak hadir', en: 'noted as absent' },
  closed: { id: 'ditutup', en: 'closed' },
}

/** The station's day of now. */
export function todayAt(station: Station): string {
  return dayIn(station.profile.station.zone, station.ports.now())
}

/** The instant at which the station's day of now began. */
export function todayBegan(station: Station): string {
  return momentsOf(station.profile.station.zone, todayAt(station)).from
}

export interface TakeTicket {
  /** The new ticket's id: a repeated call answers the same ticket. */
  readonly key: string
  readonly name: string
  readonly nik?: string | undefined
  readonly phone?: string | undefined
  readonly purpose: Purpose
  readonly priority: Priority | null
}

/** Draws the day's next number. NIK-INVALID for a NIK that is none. */
export async function takeTicket(station: Station, ticket: TakeTicket): Promise<Ticket> {
  const parts = ticket.nik === undefined || ticket.nik === '' ? undefined : parseNik(ticket.nik)
  if (parts?.ok === false) throw nikInvalid(parts.code)
  const nik = parts?.nik ?? null
  return changeQueue(station, (tx) => {
    const there = tx.get<TicketRow>('SELECT * FROM queue_ticket WHERE id = ?', [ticket.key])
    if (there) return there.id
    insertTicket(tx, station, { ...ticket, nik, state: 'waiting', note: null })
    recordAct(tx, station, 'queue.taken', ticket.key, { name: ticket.name, nik, priority: ticket.priority })
    return ticket.key
  })
}

function insertTicket(
  tx: WriteTx,
  station: Station,
  ticket: Omit<TakeTicket, 'nik'> & { nik: string | null; state: TicketState; note: string | null },
): void {
  const today = todayAt(station)
  const at = station.ports.now().toISOString()
  const { last } = tx.get<{ last: number }>(
    'SELECT coalesce(max(number), 0) AS last FROM queue_ticket WHERE day = ?',
    [today],
  )!
  tx.run(
    `INSERT INTO queue_ticket (id, epoch, day, number, name, nik, phone, purpose, priority, state, created_at, done_at, note)
     VALUES (:id, :epoch, :day, :number, :name, :nik, :phone, :purpose, :priority, :state, :at, :doneAt, :note)`,
    {
      id: ticket.key,
      epoch: station.epoch.id,
      day: today,
      number: last + 1,
      name: ticket.name,
      nik: ticket.nik,
      phone: ticket.phone ?? null,
      purpose: ticket.purpose,
      priority: ticket.priority,
      state: ticket.state,
      at,
      doneAt: ticket.state === 'closed' ? at : null,
      note: ticket.note,
    },
  )
}

/** Calls the first of the queue. QUEUE-EMPTY. */
export function nextTicket(station: Station): Promise<Ticket> {
  return changeQueue(station, (tx) => {
    const now = station.ports.now()
    const justNow = new Date(now.getTime() - SAME_CALL_MS).toISOString()
    const twice = tx.get<{ id: string }>(
      `SELECT id FROM queue_ticket WHERE state = 'called' AND called_by = :by AND called_at > :justNow AND called_at <= :now
       ORDER BY called_at DESC LIMIT 1`,
      { by: station.actor.account, justNow, now: now.toISOString() },
    )
    if (twice) return twice.id
    const [first] = waitingRows(tx, todayBegan(station))
    if (!first) throw refuse('QUEUE-EMPTY')
    call(tx, station, first)
    return first.id
  })
}

function call(tx: WriteTx, station: Station, { id, calls }: TicketRow): void {
  const at = station.ports.now().toISOString()
  tx.run("UPDATE queue_ticket SET state = 'called', calls = ?, called_at = ?, called_by = ? WHERE id = ?", [
    calls + 1,
    at,
    station.actor.account,
    id,
  ])
  recordAct(tx, station, 'queue.called', id, { calls: calls + 1 })
}

/** Calls a number that waits, was called, or was not there. QUEUE-STATE. */
export function recallTicket(station: Station, id: string): Promise<Ticket> {
  return changeQueue(station, (tx) => {
    const row = only(ticketRow(tx, id), ['waiting', 'called', 'no-show'])
    call(tx, station, row)
    return id
  })
}

/** Called, and not there. QUEUE-STATE. */
export function noteNoShow(station: Station, id: string): Promise<Ticket> {
  return changeQueue(station, (tx) => {
    const row = ticketRow(tx, id)
    if (row.state === 'no-show') return id
    only(row, ['waiting', 'called'])
    tx.run("UPDATE queue_ticket SET state = 'no-show', done_at = ? WHERE id = ?", [
      station.ports.now().toISOString(),
      id,
    ])
    recordAct(tx, station, 'queue.no-show', id)
    return id
  })
}

/** Ends a number without a recording. QUEUE-STATE. */
export function closeTicket(station: Station, id: string, note: string): Promise<Ticket> {
  return changeQueue(station, (tx) => {
    const row = ticketRow(tx, id)
    if (row.state === 'closed') return id
    only(row, ['waiting', 'called', 'no-show'])
    endTicket(tx, station, id, 'closed', note)
    return id
  })
}

/** Sets or takes away the priority of a number that waits. QUEUE-STATE. */
export function prioritise(station: Station, id: string, priority: Priority | null): Promise<Ticket> {
  return changeQueue(station, (tx) => {
    const row = only(ticketRow(tx, id), ['waiting', 'called', 'no-show'])
    if (row.priority === priority) return id
    tx.run('UPDATE queue_ticket SET priority = ? WHERE id = ?', [priority, id])
    recordAct(tx, station, 'queue.priority', id, { old: row.priority, new: priority })
    return id
  })
}

/** Notes in the daybook that somebody is not recorded again, and why; the ticket, if there is one, ends with it. NIK-INVALID. */
export async function notAgain(
  station: Station,
  said: { nik: string; why: string; note: string; name: string; ticket?: string | undefined },
): Promise<{ done: true }> {
  const parts = parseNik(said.nik)
  if (!parts.ok) throw nikInvalid(parts.code)
  const note = said.note === '' ? said.why : `${said.why}: ${said.note}`
  await changeQueue(station, (tx) => {
    const id = said.ticket ?? newId(station.ports.random)
    if (said.ticket === undefined) {
      const ticket = { key: id, name: said.name, nik: parts.nik, purpose: 'moved', priority: null } as const
      insertTicket(tx, station, { ...ticket, state: 'closed', note })
    } else {
      only(ticketRow(tx, id), ['waiting', 'called', 'no-show', 'closed'])
      endTicket(tx, station, id, 'closed', note)
    }
    recordAct(tx, station, 'queue.not-again', id, { nik: parts.nik, why: said.why })
    return id
  })
  return { done: true }
}

function endTicket(
  tx: WriteTx,
  station: Station,
  id: string,
  state: 'served' | 'closed',
  note: string | null,
): void {
  tx.run('UPDATE queue_ticket SET state = ?, done_at = ?, note = ? WHERE id = ?', [
    state,
    station.ports.now().toISOString(),
    note,
    id,
  ])
  recordAct(tx, station, `queue.${state}`, id, { note })
}

/** A recording began from this ticket, in the caller's transaction. One that is served already stays as it is. */
export function serveTicket(tx: WriteTx, station: Station, id: string, draft: string): void {
  const row = only(ticketRow(tx, id), ['waiting', 'called', 'no-show', 'serving'])
  if (row.state === 'serving' && row.draft === draft) return
  tx.run("UPDATE queue_ticket SET state = 'serving', draft = ? WHERE id = ?", [draft, id])
  recordAct(tx, station, 'queue.serving', id)
}

/** What became of a recording, for its ticket, in the caller's transaction: sealed is served, discarded is closed. */
export function settleTicket(
  tx: WriteTx,
  station: Station,
  draft: string,
  became: { state: 'served' } | { state: 'closed'; note: string },
): void {
  const row = ticketOfDraft(tx, draft)
  if (row?.state !== 'serving') return
  endTicket(tx, station, row.id, became.state, became.state === 'closed' ? became.note : null)
}

function only(row: TicketRow, states: readonly TicketState[]): TicketRow {
  if (states.includes(row.state)) return row
  const { id, en } = STATE_WORDS[row.state]
  throw refuse('QUEUE-STATE', { number: row.number, state: id, stateEn: en })
}

async function changeQueue(station: Station, work: (tx: WriteTx) => string): Promise<Ticket> {
  const row = await station.write.transaction((tx) => ticketRow(tx, work(tx)))
  station.changed('enrolment')
  return ticketView(row, todayAt(station))
}
