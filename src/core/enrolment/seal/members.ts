import type { Capture, RecordedDocument } from '../../../contract/enrolment.ts'
import { BIODATA_FIELDS, biodataSchema, completeBiodata, tidyBiodata } from '../../../contract/biodata.ts'
import type { Biodata } from '../../../contract/biodata.ts'
import { encodeAudit, encodeCapture } from '../../../formats/capture/capture.ts'
import type { AuditLine, CaptureRecord } from '../../../formats/capture/capture.ts'
import type { PacketMember } from '../../../formats/packet/members.ts'
import { utf8 } from '../../../lib/bytes.ts'
import type { ReadDb } from '../../db/handles.ts'
import {
  alikeOf,
  applicationOf,
  biodataOf,
  calledOf,
  capturesOf,
  type DraftRow,
  exceptionsOf,
  originalPlaceOf,
  placeOf,
  reasonsOf,
  returnedOf,
} from '../draft/rows.ts'
import { documentPlace, documentsOf } from '../documents/rows.ts'
import { incomplete } from '../missing.ts'
import { endingOf, memberName, signedName } from '../slots.ts'
import type { BoxedMember } from './job.ts'

const JSON_MEDIA = 'application/json'

/** The biodata of a draft as it is sealed. ENROLMENT-INCOMPLETE when it is not complete. */
export function sealedBiodata(row: DraftRow): Biodata {
  const result = completeBiodata(biodataOf(row))
  if (!result.ok) throw incomplete(result.problems.map(({ field }) => ({ field })))
  return result.biodata
}

/** One canonical spelling: keys in the order of the form, one line. */
export function encodeBiodata(biodata: Biodata): Uint8Array {
  return utf8(`${JSON.stringify(biodataSchema.parse(biodata))}\n`)
}

/** The members that are words: biodata, how it was captured, what the audit says until now. */
export function plainMembers(db: ReadDb, row: DraftRow, biodata: Biodata, sealedAt: string): PacketMember[] {
  const capture = encodeCapture({
    operator: row.operator,
    startedAt: row.created_at,
    sealedAt,
    ...(row.again === null ? {} : { again: row.again }),
    ...(row.application === null ? {} : { application: applicationOf(row)! }),
    confirmed: true,
    truth: true,
    captures: capturesOf(db, row.id).map(captureLine),
    exceptions: exceptionsOf(db, row.id).map(({ slot, reason, approvedBy }) => ({
      slot,
      reason,
      ...(approvedBy === null ? {} : { approvedBy }),
    })),
    ...deskNotes(row),
    ...(row.alike === null
      ? {}
      : { alike: alikeOf(row).map(({ recording, choice, reason }) => ({ recording, choice, reason })) }),
    ...(row.returned === null ? {} : { returned: returnedOf(row)! }),
    photoApproved: row.photo_approved === 1,
    documents: documentMembers(db, row.id).map(({ member, kind, pages }) => ({ member, kind, pages })),
  })
  return [
    { name: 'biodata.json', media: JSON_MEDIA, data: encodeBiodata(biodata) },
    { name: 'capture.json', media: JSON_MEDIA, data: capture },
    auditMember(db, row.id),
  ]
}

/** Corrections since the first reading aloud, and why warnings stand. */
function deskNotes(row: DraftRow): Pick<CaptureRecord, 'corrections' | 'reasons'> {
  const reasons = Object.entries(reasonsOf(row)).map(([code, why]) => ({ code, why }))
  const called = calledOf(row)
  const now = tidyBiodata(biodataOf(row))
  const first = tidyBiodata(called ?? now)
  const corrections = BIODATA_FIELDS.filter((field) => (first[field] ?? '') !== (now[field] ?? '')).map(
    (field) => ({ field, old: first[field] ?? '', new: now[field] ?? '' }),
  )
  return {
    ...(corrections.length === 0 ? {} : { corrections }),
    ...(reasons.length === 0 ? {} : { reasons }),
  }
}

/** One capture as capture.json has it; a scanner's identity comes with what it signed. */
export function captureLine({ slot, media, meta }: Capture) {
  return {
    ...meta,
    slot,
    member: memberName(slot, media),
    ...(meta.identity ? { signed: signedName(slot) } : {}),
  }
}

/** What the audit says of a draft until now. */
export function auditMember(db: ReadDb, draft: string): PacketMember {
  const acts = db.all<AuditLine>(
    `SELECT epoch, seq, at, actor, act, subject, commitment, prev, hash FROM audit WHERE subject = ? ORDER BY rowid`,
    [draft],
  )
  return { name: 'audit.ndjson', media: 'application/x-ndjson', data: encodeAudit(acts) }
}

/** Documents with the names of their members: numbered within their kind. */
function documentMembers(db: ReadDb, draft: string): (RecordedDocument & { member: string })[] {
  const counts = new Map<string, number>()
  return documentsOf(db, draft).map((document) => {
    const count = (counts.get(document.kind) ?? 0) + 1
    counts.set(document.kind, count)
    return { ...document, member: `document-${document.kind}-${count}.${endingOf(document.media)}` }
  })
}

/** The captures and papers, still boxed: opened in the sealing thread alone. */
export function boxedMembers(db: ReadDb, row: DraftRow): BoxedMember[] {
  return [...boxedCaptures(db, row), ...boxedDocuments(db, row)]
}

function boxedDocuments(db: ReadDb, row: DraftRow): BoxedMember[] {
  return documentMembers(db, row.id).map(({ id, media, member }) => {
    const { bytes, sha256 } = db.get<{ bytes: Uint8Array; sha256: string }>(
      'SELECT bytes, sha256 FROM draft_document WHERE draft = ? AND id = ?',
      [row.id, id],
    )!
    return { name: member, media, place: documentPlace(row.id, id), box: bytes, sha256 }
  })
}

function boxedCaptures(db: ReadDb, row: DraftRow): BoxedMember[] {
  return capturesOf(db, row.id).flatMap(({ slot, media }) => {
    const { bytes, sha256, original, original_sha256 } = db.get<{
      bytes: Uint8Array
      sha256: string
      original: Uint8Array | null
      original_sha256: string | null
    }>('SELECT bytes, sha256, original, original_sha256 FROM draft_capture WHERE draft = ? AND slot = ?', [
      row.id,
      slot,
    ])!
    const image = { name: memberName(slot, media), media, place: placeOf(row.id, slot), box: bytes, sha256 }
    if (original === null || original_sha256 === null) return [image]
    const place = originalPlaceOf(row.id, slot)
    const signed = {
      name: signedName(slot),
      media: JSON_MEDIA,
      place,
      box: original,
      sha256: original_sha256,
    }
    return [image, signed]
  })
}
