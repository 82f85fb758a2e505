import type { AlikeChoice, AlikeRecording, Draft } from '../../../contract/enrolment.ts'
import { maskNik } from '../../../contract/nik.ts'
import { currentBiodata } from '../amend/current.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { type Alike, alikeRecordings } from '../../resident/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { recordingOf, recordingPhoto } from '../recording/show.ts'
import { statusOf } from '../recording/status.ts'
import { editDraft, existingDraft } from './edit.ts'
import { alikeOf, biodataOf, type DraftRow } from './rows.ts'

/** Recordings that may be the same person as a draft's, once name, birth date and mother are there. */
function alikeOfDraft(db: ReadDb, row: DraftRow): Alike[] {
  const { nama, tanggalLahir, namaIbu } = biodataOf(row)
  if (!nama || !tanggalLahir || !namaIbu) return []
  return alikeRecordings(db, { name: nama, birthDate: tanggalLahir, mother: namaIbu }, row.nik)
}

/** What was decided of each of them, for the review. */
export function decisions(db: ReadDb, row: DraftRow): (AlikeChoice['choice'] | undefined)[] {
  const decided = new Map(alikeOf(row).map(({ recording, choice }) => [recording, choice]))
  return alikeOfDraft(db, row).map(({ recording }) => decided.get(recording))
}

/** The same for the page, side by side; that each was shown is in its audit. NOT-FOUND, ENROLMENT-SEALED. */
export function showAlike(station: Station, id: string): Promise<AlikeRecording[]> {
  return station.write.transaction((tx) => {
    const row = existingDraft(tx, id)
    const decided = new Map(alikeOf(row).map((one) => [one.recording, one]))
    return alikeOfDraft(tx, row).map((alike) => {
      recordAct(tx, station, 'recording.compared', alike.recording, { draft: id })
      return { ...shown(tx, alike), decided: decided.get(alike.recording) ?? null }
    })
  })
}

function shown(tx: WriteTx, { recording }: Alike): Omit<AlikeRecording, 'decided'> {
  const { sealedAt } = recordingOf(tx, recording)!
  const biodata = currentBiodata(tx, recording)!
  return {
    recording,
    nik: maskNik(biodata.nik),
    name: biodata.nama,
    birthDate: biodata.tanggalLahir,
    birthPlace: biodata.tempatLahir,
    mother: biodata.namaIbu,
    address: biodata.alamat,
    sealedAt,
    status: statusOf(tx, recording)!.status,
    photoUrl: recordingPhoto(tx, recording) ? `app://station/recording/${recording}/photo` : null,
  }
}

/** One recorded choice for each candidate: another person, or the same. The last one counts. NOT-FOUND. */
export function decideAlike(
  station: Station,
  id: string,
  { recording, choice, reason }: Pick<AlikeChoice, 'recording' | 'choice' | 'reason'>,
): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    if (!recordingOf(tx, recording)) throw refuse('NOT-FOUND', { what: 'Rekaman' })
    const before = alikeOf(row)
    const old = before.find((one) => one.recording === recording)
    if (old?.choice === choice && old.reason === reason) return false
    const by = station.actor.account
    const decided: AlikeChoice = { recording, choice, reason, by, at: station.ports.now().toISOString() }
    const after = [...before.filter((one) => one.recording !== recording), decided]
    tx.run('UPDATE draft SET alike = ? WHERE id = ?', [JSON.stringify(after), id])
    recordAct(tx, station, 'draft.alike', id, { recording, choice, reason })
    return true
  })
}

/** One choice for all: recordings made elsewhere, where nobody can be asked any more. */
export async function decideAllAlike(station: Station, id: string, reason: string): Promise<void> {
  for (const { recording } of alikeOfDraft(station.read, existingDraft(station.read, id)))
    await decideAlike(station, id, { recording, choice: 'other-person', reason })
}
