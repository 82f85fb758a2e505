import {
  BIODATA_FIELDS,
  type BiodataDraft,
  type BiodataField,
  completeBiodata,
  tidyBiodata,
} from '../../../contract/biodata.ts'
import type { Draft, Step } from '../../../contract/enrolment.ts'
import { parseNik } from '../../../contract/nik.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { incomplete } from '../missing.ts'
import { editDraft } from './edit.ts'
import { refuseParked } from './park.ts'
import { biodataOf, confirmedFieldsOf, draftOfNik, reasonsOf } from './rows.ts'
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
    const touched = names.includes('lahirDiketahui') ? [...names, 'tanggalLahir'] : names
    const still = confirmedFieldsOf(row).filter((field) => !touched.includes(field))
    tx.run(
      'UPDATE draft SET nik = ?, biodata = ?, confirmed = 0, truth = 0, confirmed_fields = ? WHERE id = ?',
      [nik, biodata, JSON.stringify(still), id],
    )
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
    const fields = confirmed ? filledFields(biodataOf(row)) : []
    tx.run(
      'UPDATE draft SET confirmed = ?, confirmed_fields = ?, called = coalesce(called, biodata) WHERE id = ?',
      [Number(confirmed), JSON.stringify(fields), id],
    )
    recordAct(tx, station, confirmed ? 'draft.confirmed' : 'draft.unconfirmed', id)
    return true
  })
}

/** Fields that hold something, in the order of the form. */
function filledFields(biodata: BiodataDraft): BiodataField[] {
  const tidy = tidyBiodata(biodata)
  // What is known of the birth date is read with the date.
  return BIODATA_FIELDS.filter((field) => tidy[field] !== undefined && field !== 'lahirDiketahui')
}

/** Reading aloud begins: what is changed from here on is a correction, with the value it had. */
export function beginReading(station: Station, id: string): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    if (row.called !== null) return false
    tx.run('UPDATE draft SET called = biodata WHERE id = ?', [id])
    recordAct(tx, station, 'draft.reading', id)
    return true
  })
}

/**
 * One field was read aloud and is right, or no longer is. Once all that are filled are right and nothing is missing, the biodata is
 * confirmed. ENROLMENT-INCOMPLETE for a field that is empty or wrong.
 */
export function confirmField(
  station: Station,
  id: string,
  field: BiodataField,
  confirmed: boolean,
): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    const before = confirmedFieldsOf(row)
    if (before.includes(field) === confirmed) return false
    const result = completeBiodata(biodataOf(row))
    const filled = filledFields(biodataOf(row))
    const isWrong = !result.ok && result.problems.some((problem) => problem.field === field)
    if (confirmed && (isWrong || !filled.includes(field))) throw incomplete([{ field }])
    const fields = BIODATA_FIELDS.filter((name) => (name === field ? confirmed : before.includes(name)))
    const isDone = result.ok && filled.every((name) => fields.includes(name))
    tx.run('UPDATE draft SET confirmed_fields = ?, confirmed = ? WHERE id = ?', [
      JSON.stringify(fields),
      Number(isDone),
      id,
    ])
    recordAct(tx, station, confirmed ? 'draft.field-confirmed' : 'draft.field-unconfirmed', id, { field })
    if (isDone) recordAct(tx, station, 'draft.confirmed', id)
    return true
  })
}

/** Why warnings of the biodata stand, by code; null takes a reason back. */
export function giveReasons(
  station: Station,
  id: string,
  given: Readonly<Record<string, string | null>>,
): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    const before = reasonsOf(row)
    const changed = Object.entries(given).filter(([code, reason]) => (before[code] ?? null) !== reason)
    if (changed.length === 0) return false
    const all = Object.entries({ ...before, ...Object.fromEntries(changed) })
    const after = Object.fromEntries(all.filter(([, reason]) => reason !== null))
    tx.run('UPDATE draft SET reasons = ? WHERE id = ?', [JSON.stringify(after), id])
    recordAct(tx, station, 'draft.reasons', id, { old: before, new: after })
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
