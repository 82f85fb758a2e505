import type { Amendment } from '../../../contract/amendment.ts'
import type { BiodataDraft } from '../../../contract/biodata.ts'
import type { Draft, Sealed } from '../../../contract/enrolment.ts'
import { newId } from '../../../formats/id.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { CAPTURE_KEY_BYTES } from '../capture-box.ts'
import { type DraftRow, draftRow, draftView } from '../draft/rows.ts'
import { refuseLowSpace } from '../draft/start.ts'
import { waitsNow } from '../exceptions/sealed.ts'
import { recordingOf } from '../recording/show.ts'
import { sealDraft } from '../seal/seal.ts'
import { amendedBiodata, amendmentsOf, isCancelled } from './current.ts'

/**
 * Amends a recording: checks it against the recording as it is now, writes it down as a draft of its own, and seals that. From the first
 * moment on the original is held back; a crash in between leaves the draft, and the same call seals it. The same words twice are one
 * amendment. NOT-FOUND, ENROLMENT-AMEND-*, ENROLMENT-SUPERVISOR-ONLY, ENROLMENT-INCOMPLETE, and whatever sealing refuses.
 */
export async function amendRecording(
  station: Station,
  recording: string,
  amendment: Amendment,
): Promise<Sealed> {
  return sealDraft(station, await openAmendment(station, recording, amendment))
}

/** Opens a draft for captures that a sealed recording lacks, or the one that is open. It is sealed as any other. ENROLMENT-LOW-SPACE. */
export async function openSupplement(station: Station, recording: string, reason: string): Promise<Draft> {
  await refuseLowSpace(station)
  const id = await openAmendment(station, recording, { kind: 'supplement', reason })
  return draftView(station.read, draftRow(station.read, id)!)
}

/** Answers the draft's id, or that of the sealed amendment that says the very same. */
async function openAmendment(station: Station, recording: string, amendment: Amendment): Promise<string> {
  const isSupervisors = amendment.kind === 'approval' || amendment.kind === 'cancellation'
  if (isSupervisors && station.actor.role !== 'penyelia') throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  const id = await station.write.transaction((tx) => {
    if (recordingOf(tx, recording)?.kind !== 'recording') throw refuse('NOT-FOUND', { what: 'Rekaman' })
    const there = openOf(tx, recording, amendment) ?? sealedSame(tx, recording, amendment)
    if (there !== undefined) return there
    if (isCancelled(tx, recording)) throw refuse('ENROLMENT-AMEND-CANCELLED')
    if (amendment.kind === 'approval' && !waitsNow(tx, recording)) throw refuse('ENROLMENT-AMEND-NOTHING')
    const biodata = amendedBiodata(tx, recording, amendment)
    return insertAmendment(tx, station, { recording, amendment, biodata })
  })
  station.changed('enrolment')
  return id
}

/** An amendment that was begun and not sealed: the same one again, or the supplement that is under way. */
function openOf(tx: ReadDb, recording: string, amendment: Amendment): string | undefined {
  const rows = tx.all<DraftRow>("SELECT * FROM draft WHERE kind = 'amendment' AND amends = ?", [recording])
  const spelt = JSON.stringify(amendment)
  return rows.find((row) =>
    amendment.kind === 'supplement' ? kindOf(row) === 'supplement' : row.amendment === spelt,
  )?.id
}

function kindOf(row: DraftRow): Amendment['kind'] {
  return (JSON.parse(row.amendment!) as Amendment).kind
}

/** The last amendment, if it says the very same: a double click amends once. A supplement is never the same as another. */
function sealedSame(tx: ReadDb, recording: string, amendment: Amendment): string | undefined {
  if (amendment.kind === 'supplement') return undefined
  const last = amendmentsOf(tx, recording).at(-1)
  return last && JSON.stringify(last.amendment) === JSON.stringify(amendment) ? last.id : undefined
}

function insertAmendment(
  tx: WriteTx,
  station: Station,
  { recording, amendment, biodata }: { recording: string; amendment: Amendment; biodata: BiodataDraft },
): string {
  const { ports, actor } = station
  const id = newId(ports.random)
  tx.run(
    `INSERT INTO draft (id, nik, step, biodata, confirmed, truth, kind, amends, amendment, operator, created_at, updated_at, key)
     VALUES (:id, :nik, :step, :biodata, 1, 1, 'amendment', :amends, :amendment, :operator, :at, :at, :key)`,
    {
      id,
      nik: biodata.nik ?? '',
      step: amendment.kind === 'supplement' ? 'photo' : 'review',
      biodata: JSON.stringify(biodata),
      amends: recording,
      amendment: JSON.stringify(amendment),
      operator: actor.account,
      at: ports.now().toISOString(),
      key: ports.random(CAPTURE_KEY_BYTES),
    },
  )
  recordAct(tx, station, 'amendment.started', id, { amends: recording, amendment })
  recordAct(tx, station, 'recording.amending', recording, { by: id, kind: amendment.kind })
  return id
}
