import type { Amendment } from '../../../contract/amendment.ts'
import type { Role } from '../../../contract/account.ts'
import type { Biodata } from '../../../contract/biodata.ts'
import { encodeAmendment } from '../../../formats/amendment/amendment.ts'
import { encodeCapture } from '../../../formats/capture/capture.ts'
import type { PacketMember } from '../../../formats/packet/members.ts'
import type { ReadDb } from '../../db/handles.ts'
import { capturesOf, type DraftRow } from '../draft/rows.ts'
import { auditMember, captureLine, encodeBiodata } from '../seal/members.ts'

const media = 'application/json'

/** A draft of kind 'amendment'. */
export type AmendingRow = DraftRow & { readonly amends: string; readonly amendment: string }

/** Whether a draft amends a sealed recording. */
export function isAmending(row: DraftRow): row is AmendingRow {
  return row.kind === 'amendment' && row.amends !== null && row.amendment !== null
}

/** What an amendment's draft says. */
export function amendmentOf(row: AmendingRow): Amendment {
  return JSON.parse(row.amendment) as Amendment
}

/** The words of an amendment packet: what is amended and why, the corrected biodata, how captures came about, its audit. */
export function amendmentMembers(
  db: ReadDb,
  row: AmendingRow,
  biodata: Biodata,
  { sealedAt, role }: { sealedAt: string; role: Role },
): PacketMember[] {
  const { amends } = row
  const amendment = amendmentOf(row)
  const { sha256 } = db.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [amends])!
  const data = encodeAmendment({ ...amendment, amends, sha256, at: sealedAt, by: row.operator, role })
  const captures = capturesOf(db, row.id).map(captureLine)
  const capture = encodeCapture({
    operator: row.operator,
    startedAt: row.created_at,
    sealedAt,
    confirmed: true,
    truth: true,
    captures,
    exceptions: [],
  })
  return [
    { name: 'amendment.json', media, data },
    ...(amendment.kind === 'correction'
      ? [{ name: 'biodata.json', media, data: encodeBiodata(biodata) }]
      : []),
    ...(captures.length > 0 ? [{ name: 'capture.json', media, data: capture }] : []),
    auditMember(db, row.id),
  ]
}
