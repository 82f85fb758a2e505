import { type Application, applicationSchema } from '../../../contract/application.ts'
import { type Biodata, biodataSchema } from '../../../contract/biodata.ts'
import type { Amendment } from '../../../contract/amendment.ts'
import type { Recording } from '../../../contract/enrolment.ts'
import { amendmentsOf, currentBiodata, isCancelled } from '../amend/current.ts'
import { refuseErased } from '../../erasure/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { recordedExceptions } from '../exceptions/sealed.ts'
import { custodyOf } from './custody.ts'
import { listed as listedSql, listedRow } from './list.ts'
import { nextStepOf } from './next-step.ts'

/** A sealed packet as the station's register has it. */
export interface RecordedPacket {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly kind: string
  readonly nik: string
  readonly name: string
  readonly biodata: Biodata
  readonly sealedAt: string
  /** Of the sealed bytes, lower hex. */
  readonly sha256: string
  readonly bytes: number
  readonly head: string
  /** The QR text of the proof of recording. */
  readonly proof: string
  /** What the person came for; null where nobody said. */
  readonly application: Application | null
}

/** The register's entry of a packet, or undefined; PRIVACY-ERASED where its data were destroyed. Rooms that show it to a person record that read themselves. */
export function recordingOf(read: ReadDb, id: string): RecordedPacket | undefined {
  const row = read.get<
    Omit<RecordedPacket, 'biodata' | 'application'> & { biodata: string; application: string | null }
  >(
    `SELECT id, epoch, seq, kind, nik, name, biodata, sealed_at AS sealedAt, sha256, bytes, head, proof, application
     FROM recording WHERE id = ?`,
    [id],
  )
  if (row) refuseErased(read, id)
  return (
    row && {
      ...row,
      biodata: biodataSchema.parse(JSON.parse(row.biodata)),
      application: row.application === null ? null : applicationSchema.parse(JSON.parse(row.application)),
    }
  )
}

/** The Suket photo that the station keeps until hand-over, or undefined. */
export function recordingPhoto(read: ReadDb, id: string): { media: string; bytes: Uint8Array } | undefined {
  return read.get('SELECT media, bytes FROM recording_photo WHERE recording = ?', [id])
}

function isReceived(read: ReadDb, packet: string): boolean {
  return read.get('SELECT 1 FROM receipt WHERE packet = ?', [packet]) !== undefined
}

/** Amendments that were begun and are not sealed. */
function amendingOf(read: ReadDb, id: string): Recording['amending'] {
  return read
    .all<{ id: string; amendment: string }>(
      'SELECT id, amendment FROM draft WHERE amends = ? ORDER BY created_at, id',
      [id],
    )
    .map((row) => ({ id: row.id, amendment: JSON.parse(row.amendment) as Amendment }))
}

/** Everything about a recording. Opening a person is in the audit: `contract/reads.ts`. NOT-FOUND. */
export async function showRecording(station: Station, id: string): Promise<Recording> {
  if (!recordingOf(station.read, id)) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  return station.write.transaction((tx) => {
    const packet = recordingOf(tx, id)!
    const listed = listedRow(
      tx.get<Parameters<typeof listedRow>[0]>(`${listedSql(station)} WHERE r.id = ?`, [id])!,
    )
    const { epoch, sha256, bytes, head, proof, application } = packet
    const biodata = currentBiodata(tx, id)!
    return {
      ...listed,
      nik: biodata.nik,
      name: biodata.nama,
      epoch,
      application,
      biodata,
      amendments: amendmentsOf(tx, id).map((one) => ({ ...one, received: isReceived(tx, one.id) })),
      amending: amendingOf(tx, id),
      cancelled: isCancelled(tx, id),
      ...nextStepOf(tx, id)!,
      sha256,
      bytes,
      head,
      proof,
      exceptions: recordedExceptions(tx, id),
      photoUrl: recordingPhoto(tx, id) ? `app://station/recording/${id}/photo` : null,
      custody: custodyOf(tx, station, id),
      history: tx.all('SELECT at, act AS what, actor AS who FROM audit WHERE subject = ? ORDER BY rowid', [
        id,
      ]),
    }
  })
}
