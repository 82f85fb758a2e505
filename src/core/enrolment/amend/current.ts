import type { Amendment } from '../../../contract/amendment.ts'
import { type Biodata, type BiodataDraft, biodataSchema, completeBiodata } from '../../../contract/biodata.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuseErased } from '../../erasure/index.ts'
import { refuse } from '../../refuse.ts'
import { isCancelledSql } from '../../resident/index.ts'
import { incomplete } from '../missing.ts'

/** A sealed amendment of a recording. */
export interface SealedAmendment {
  readonly id: string
  readonly seq: number
  readonly sealedAt: string
  readonly operator: string
  readonly amendment: Amendment
}

/** All amendments of a recording in the order in which they apply: by epoch, then by sequence. */
export function amendmentsOf(db: ReadDb, recording: string): SealedAmendment[] {
  return db
    .all<Omit<SealedAmendment, 'amendment'> & { amendment: string }>(
      `SELECT r.id, r.seq, r.sealed_at AS sealedAt, r.operator, r.amendment FROM recording r LEFT JOIN epoch e ON e.id = r.epoch
       WHERE r.amends = ? AND r.amendment IS NOT NULL ORDER BY e.position, r.epoch, r.seq`,
      [recording],
    )
    .map((row) => ({ ...row, amendment: JSON.parse(row.amendment) as Amendment }))
}

/** Biodata with one amendment applied; a value that it takes away is gone. */
function applyAmendment(biodata: BiodataDraft, amendment: Amendment): BiodataDraft {
  if (amendment.kind !== 'correction') return biodata
  const after: Record<string, string> = { ...biodata }
  for (const { field, new: value } of amendment.changes) {
    if (value === '') delete after[field]
    else after[field] = value
  }
  return after
}

/**
 * Biodata of a recording as its corrections have it now, or had it at an instant: a letter keeps the words of its day. Undefined for an
 * unknown recording, PRIVACY-ERASED for one whose data were destroyed.
 */
export function currentBiodata(db: ReadDb, recording: string, at?: string): Biodata | undefined {
  const sealed = db.get<{ biodata: string }>('SELECT biodata FROM recording WHERE id = ?', [recording])
  if (!sealed) return undefined
  refuseErased(db, recording)
  const first = biodataSchema.parse(JSON.parse(sealed.biodata))
  const until = amendmentsOf(db, recording).filter(({ sealedAt }) => at === undefined || sealedAt <= at)
  const now = until.reduce<BiodataDraft>((before, { amendment }) => applyAmendment(before, amendment), first)
  return biodataSchema.parse(now)
}

/** Biodata after an amendment. The old values that it names must be those of now: ENROLMENT-AMEND-OLD. ENROLMENT-AMEND-NOTHING, ENROLMENT-INCOMPLETE. */
export function amendedBiodata(db: ReadDb, recording: string, amendment: Amendment): Biodata {
  const now = currentBiodata(db, recording)!
  if (amendment.kind !== 'correction') return now
  for (const { field, old } of amendment.changes)
    if ((now[field] ?? '') !== old) throw refuse('ENROLMENT-AMEND-OLD')
  const complete = completeBiodata(applyAmendment(now, amendment))
  if (!complete.ok) throw incomplete(complete.problems.map(({ field }) => ({ field })))
  const isSame = JSON.stringify(complete.biodata) === JSON.stringify(now)
  // What is not tidy would be one thing in amendment.json and another in biodata.json.
  const isTidy = amendment.changes.every(({ field, new: value }) => (complete.biodata[field] ?? '') === value)
  if (isSame || !isTidy) throw refuse('ENROLMENT-AMEND-NOTHING')
  return complete.biodata
}

/** Whether a recording was cancelled: no letter, no card, nothing more is amended. */
export function isCancelled(db: ReadDb, recording: string): boolean {
  return db.get(`SELECT 1 WHERE ${isCancelledSql(':id')}`, { id: recording }) !== undefined
}
