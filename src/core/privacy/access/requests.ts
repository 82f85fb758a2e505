import type { AccessRequest, AccessWay } from '../../../contract/privacy.ts'
import { maskNik, nikDigits, parseNik } from '../../../contract/nik.ts'
import { newId } from '../../../formats/id.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import { accessDeadline, recordAct } from '../../audit/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { plausibleUntil } from '../../enrolment/index.ts'
import { refuseErased } from '../../erasure/index.ts'
import { refuse } from '../../refuse.ts'
import { nameNow, nikInvalid, nikNow } from '../../resident/index.ts'
import type { Station } from '../../station.ts'

export interface RequestRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly nik: string
  readonly name: string
  readonly asked_at: string
  readonly way: AccessWay
  readonly entered_at: string
  readonly entered_by: string
  readonly answered_at: string | null
  readonly answered_by: string | null
  readonly answer: string | null
}

/** A request's number in the register; the first letters of the epoch keep those of two apart. */
export function requestNumber(
  { code }: Pick<Station, 'code'>,
  { epoch, seq }: Pick<RequestRow, 'epoch' | 'seq'>,
) {
  return `AKSES/${code}/${epoch.slice(0, 4).toUpperCase()}/${seq}`
}

function shown(station: Station, row: RequestRow): AccessRequest {
  const now = station.ports.now()
  const { until, hoursLeft } = accessDeadline(new Date(row.asked_at), now)
  // Of a day to come it was by a clock that ran ahead: since when the resident waits nobody knows.
  const isLate = hoursLeft < 0 || row.asked_at > plausibleUntil(now)
  return {
    id: row.id,
    number: requestNumber(station, row),
    nik: maskNik(row.nik),
    name: row.name,
    way: row.way,
    askedAt: row.asked_at,
    dueAt: until.toISOString(),
    enteredBy: row.entered_by,
    state: row.answered_at !== null ? 'answered' : isLate ? 'overdue' : 'open',
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
  }
}

/** The register of requests: those that wait, the first due first; then answered ones, the latest first. */
export function listRequests(station: Station): AccessRequest[] {
  return station.read
    .all<RequestRow>(
      `SELECT * FROM access_request ORDER BY answered_at IS NOT NULL, iif(answered_at IS NULL, asked_at, NULL), answered_at DESC, id LIMIT 500`,
    )
    .map((row) => shown(station, row))
}

/** NOT-FOUND. */
export function requestRow(read: ReadDb, id: string): RequestRow {
  const row = read.get<RequestRow>('SELECT * FROM access_request WHERE id = ?', [id])
  if (!row) throw refuse('NOT-FOUND', { what: 'Permintaan' })
  return row
}

/** NOT-FOUND. */
export function requestOf(station: Station, id: string): AccessRequest {
  return shown(station, requestRow(station.read, id))
}

/** How many wait, and how many of them longer than the law gives. */
export function countRequests(station: Station): { open: number; overdue: number } {
  const rows = station.read.all<RequestRow>('SELECT * FROM access_request WHERE answered_at IS NULL')
  const overdue = rows.filter((row) => shown(station, row).state === 'overdue').length
  return { open: rows.length, overdue }
}

export interface NewRequest {
  readonly about: { readonly recording: string } | { readonly nik: string; readonly name: string }
  readonly way: AccessWay
  /** yyyy-mm-dd, of the station's zone; now when absent. */
  readonly askedOn?: string | undefined
}

function whoAsks(station: Station, about: NewRequest['about']): { nik: string; name: string } {
  if ('nik' in about) {
    const parsed = parseNik(nikDigits(about.nik))
    if (!parsed.ok) throw nikInvalid(parsed.code)
    return { nik: parsed.nik, name: about.name }
  }
  refuseErased(station.read, about.recording)
  const row = station.read.get<{ nik: string; name: string }>(
    `SELECT ${nikNow('r')} AS nik, ${nameNow('r')} AS name FROM recording r WHERE r.id = ? AND r.kind = 'recording'`,
    [about.recording],
  )
  if (!row) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  return row
}

function askedAt(station: Station, askedOn: string | undefined): string {
  const now = station.ports.now().toISOString()
  if (askedOn === undefined) return now
  const { from, to } = momentsOf(station.profile.station.zone, askedOn)
  if (from > now) throw refuse('PRIVACY-FUTURE')
  // Without an hour the whole day counts for the resident: the time runs from its beginning, or from now if it is today.
  return to > now ? now : from
}

/**
 * Enters a resident's request to see what is known about them (UU 27/2022 art. 7 and 33); an act. NIK-*, NOT-FOUND, PRIVACY-ERASED, PRIVACY-FUTURE, PRIVACY-ASKED
 * where an open request of the same resident stands.
 */
export async function enterRequest(
  station: Station,
  { about, way, askedOn }: NewRequest,
): Promise<AccessRequest> {
  const { nik, name } = whoAsks(station, about)
  const asked = askedAt(station, askedOn)
  const { epoch, ports, actor } = station
  const id = newId(ports.random)
  await station.write.transaction((tx) => {
    const open = tx.get<RequestRow>('SELECT * FROM access_request WHERE nik = ? AND answered_at IS NULL', [
      nik,
    ])
    if (open) throw refuse('PRIVACY-ASKED', { number: requestNumber(station, open) })
    const { seq } = tx.get<{ seq: number }>(
      'SELECT coalesce(max(seq), 0) + 1 AS seq FROM access_request WHERE epoch = ?',
      [epoch.id],
    )!
    tx.run(
      `INSERT INTO access_request (id, epoch, seq, nik, name, asked_at, way, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, epoch.id, seq, nik, name, asked, way, ports.now().toISOString(), actor.account],
    )
    recordAct(tx, station, 'access.requested', id, { way, askedAt: asked })
  })
  station.changed('enrolment')
  return requestOf(station, id)
}
