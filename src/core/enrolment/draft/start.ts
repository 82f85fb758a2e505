import type { Application } from '../../../contract/application.ts'
import type { Draft } from '../../../contract/enrolment.ts'
import { parseNik } from '../../../contract/nik.ts'
import { type CentralStatus, isAtCentre, STATUS } from '../../../contract/status.ts'
import { newId } from '../../../formats/id.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import { everHad, isCancelledSql, nikInvalid, nikNow } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { CAPTURE_KEY_BYTES } from '../capture-box.ts'
import { shortDayIn } from '../days.ts'
import { serveTicket } from '../queue/tickets.ts'
import { listedBiodata } from './listed-biodata.ts'
import { draftOfNik, draftRow, draftView } from './rows.ts'

/**
 * Below this no recording is started (PRODUCT: rule 2): what is left still takes every open draft to its seal, with the store, its WAL
 * and the packets, and the day's Suket.
 */
export const LOW_SPACE_BYTES = 256 * 2 ** 20

export interface StartOptions {
  /** Why this person is recorded again. */
  readonly again?: string | undefined
  /** Of a recording made elsewhere, whose id follows from its content. */
  readonly id?: string
  /** What the person came for. */
  readonly application?: Application | undefined
  /** The form begins with the person's line of the Dinas' list. */
  readonly listed?: boolean | undefined
  /** The number with which the person was called. */
  readonly ticket?: string | undefined
}

interface LastRecording {
  readonly id: string
  readonly sealed_at: string
  readonly status: CentralStatus
}

/** The newest recording of a NIK at this station, as corrected and not cancelled, or undefined. */
export function lastRecordingOf(db: ReadDb, nik: string): LastRecording | undefined {
  return db.get<LastRecording>(
    `SELECT r.id, r.sealed_at, t.status FROM recording r JOIN recording_status t ON t.recording = r.id
     WHERE r.id IN (${everHad('m.nik = :nik')}) AND r.kind = 'recording' AND ${nikNow('r')} = :nik AND NOT ${isCancelledSql('r.id')}
     ORDER BY r.rowid DESC LIMIT 1`,
    { nik },
  )
}

/**
 * ALREADY-RECORDED, when this station has a recording of the NIK and no reason was given to make another. With a reason, a recording
 * that the centre has is recorded again by a penyelia alone, because it would become a duplicate: ENROLMENT-AT-CENTRE.
 */
export function refuseRecorded(station: Station, db: ReadDb, nik: string, again: string | undefined): void {
  const last = lastRecordingOf(db, nik)
  if (!last) return
  const at = shortDayIn(station.profile.station.zone, last.sealed_at)
  if (again === undefined) throw refuse('ALREADY-RECORDED', { at, id: last.id })
  if (!isAtCentre(last.status) || station.actor.role === 'penyelia') return
  const { word, en } = STATUS[last.status]
  throw refuse('ENROLMENT-AT-CENTRE', { at, id: last.id, status: word, statusEn: en })
}

/** ENROLMENT-LOW-SPACE, when the station's disk has too little room to start a recording. */
export async function refuseLowSpace(station: Station): Promise<void> {
  const { free } = await station.ports.space(station.paths.folder)
  if (free < LOW_SPACE_BYTES) throw refuse('ENROLMENT-LOW-SPACE', { free })
}

/**
 * Starts a recording, or answers the open draft of the same NIK, also when space is low: that one can be finished.
 * NIK-INVALID, ENROLMENT-LOW-SPACE, ALREADY-RECORDED, ENROLMENT-AT-CENTRE, QUEUE-STATE for a number that ended.
 */
export async function startDraft(
  station: Station,
  typed: string,
  options: StartOptions = {},
): Promise<Draft> {
  const parts = parseNik(typed)
  if (!parts.ok) throw nikInvalid(parts.code)
  const { nik } = parts
  const open = draftOfNik(station.read, nik)
  if (open && options.ticket === undefined) return draftView(station.read, open)
  if (!open) await refuseLowSpace(station)
  const draft = await station.write.transaction((tx) => {
    const there = draftOfNik(tx, nik)
    if (there) {
      if (options.ticket !== undefined) serveTicket(tx, station, options.ticket, there.id)
      return draftView(tx, there)
    }
    refuseRecorded(station, tx, nik, options.again)
    const { ports, actor } = station
    const id = options.id ?? newId(ports.random)
    const at = ports.now().toISOString()
    tx.run(
      `INSERT INTO draft (id, nik, step, biodata, again, application, operator, created_at, updated_at, key)
       VALUES (:id, :nik, 'biodata', :biodata, :again, :application, :operator, :at, :at, :key)`,
      {
        id,
        nik,
        biodata: JSON.stringify({ ...(options.listed === true ? listedBiodata(station, nik) : {}), nik }),
        again: options.again ?? null,
        application: options.application ? JSON.stringify(options.application) : null,
        operator: actor.account,
        at,
        key: ports.random(CAPTURE_KEY_BYTES),
      },
    )
    recordAct(tx, station, 'draft.started', id, {
      nik,
      again: options.again ?? null,
      ...(options.application ? { application: options.application } : {}),
      ...(options.listed === true ? { listed: true } : {}),
    })
    if (options.ticket !== undefined) serveTicket(tx, station, options.ticket, id)
    return draftView(tx, draftRow(tx, id)!)
  })
  station.changed('enrolment')
  return draft
}
