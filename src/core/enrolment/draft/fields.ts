import type { BiodataDraft } from '../../../contract/biodata.ts'
import { completeBiodata } from '../../../contract/biodata.ts'
import type { Draft, Step } from '../../../contract/enrolment.ts'
import { parseNik } from '../../../contract/nik.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { incomplete } from '../missing.ts'
import { editDraft } from './edit.ts'
import { refuseParked } from './park.ts'
import { biodataOf, draftOfNik } from './rows.ts'
import { refuseRecorded } from './start.ts'

/**
 * Saves the fields given; others stay. What was confirmed and agreed to no longer is once a field changes. A NIK that becomes another
 * person's is held against open drafts and recordings: ENROLMENT-DRAFT-EXISTS, ALREADY-RECORDED.
 */
export function saveBiodata(station: Station, id: string, fields: BiodataDraft): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    // What a further capture belongs to is sealed; its biodata is mended by a correction.
    if (row.kind === 'amendment') throw refuse('ENROLMENT-SEALED')
    const before = biodataOf(row)
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    const changed = given.filter(([field, value]) => before[field as keyof BiodataDraft] !== value)
    if (changed.length === 0) return false
    const typed = parseNik(fields.nik ?? row.nik)
    const nik = typed.ok ? typed.nik : row.nik
    if (nik !== row.nik) {
      if (draftOfNik(tx, nik)) throw refuse('ENROLMENT-DRAFT-EXISTS')
      refuseRecorded(station, tx, nik, row.again ?? undefined)
    }
    const names = changed.map(([field]) => field)
    const old = Object.fromEntries(names.map((field) => [field, before[field as keyof BiodataDraft]]))
    const biodata = JSON.stringify({ ...before, ...Object.fromEntries(changed) })
    tx.run('UPDATE draft SET nik = ?, biodata = ?, confirmed = 0, truth = 0 WHERE id = ?', [nik, biodata, id])
    recordAct(tx, station, 'draft.biodata', id, { old, new: Object.fromEntries(changed) })
    return true
  })
}

/** The biodata was read aloud and is right. ENROLMENT-INCOMPLETE while a field is missing or wrong. */
export function confirmBiodata(station: Station, id: string, confirmed: boolean): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    const result = confirmed ? completeBiodata(biodataOf(row)) : undefined
    if (result?.ok === false) throw incomplete(result.problems.map(({ field }) => ({ field })))
    if ((row.confirmed === 1) === confirmed) return false
    tx.run('UPDATE draft SET confirmed = ? WHERE id = ?', [Number(confirmed), id])
    recordAct(tx, station, confirmed ? 'draft.confirmed' : 'draft.unconfirmed', id)
    return true
  })
}

/** Where the operator stands, so that they go on there after a power cut. Any step can be gone to. */
export function goTo(station: Station, id: string, step: Step): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    if (row.step === step) return false
    tx.run('UPDATE draft SET step = ? WHERE id = ?', [step, id])
    return true
  })
}

/** The resident's truth statement. */
export function setTruth(station: Station, id: string, truth: boolean): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    refuseParked(row)
    if ((row.truth === 1) === truth) return false
    tx.run('UPDATE draft SET truth = ? WHERE id = ?', [Number(truth), id])
    recordAct(tx, station, truth ? 'draft.truth' : 'draft.truth-withdrawn', id)
    return true
  })
}
