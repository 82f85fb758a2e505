import { decodeAccess } from '../../../formats/access/access.ts'
import { hex } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import { exportAccess, recordAct } from '../../audit/index.ts'
import { reportPdf, saveSigned, signReport } from '../../restore/index.ts'
import { refuse } from '../../refuse.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { answerReport } from './answer-report.ts'
import { knownAbout } from './known.ts'
import { requestRow } from './requests.ts'

/**
 * Answers a resident's request: a PDF to hand over, beside it the file for the Dinas (format `rekam-access`, with the values that this station can open), both
 * signed; the request is answered, by an act. Answered again it writes what is known now. NOT-FOUND, PRIVACY-ERASED, SAVE-PLACE, FILE-EXISTS, faults of files.
 */
export async function answerRequest(
  station: Station,
  { id, path }: { id: string; path: string },
): Promise<{ path: string; signature: string; file: string; entries: number; values: number }> {
  const row = requestRow(station.read, id)
  // A request whose own data went with the retention names nobody any more.
  if (row.nik === '') throw refuse('NOT-FOUND', { what: 'Permintaan' })
  const file = `${path.replace(/\.pdf$/i, '')}.json`
  await refusePlace(station.paths, path, 'pdf')
  await refusePlace(station.paths, file, 'ndjson')
  const { bytes, entries, values } = await exportAccess(station, row.nik)
  const at = station.ports.now().toISOString()
  const report = answerReport(station, {
    row,
    known: knownAbout(station, row.nik),
    access: decodeAccess(bytes),
    at,
  })
  const pdf = await reportPdf(station, report, new Date(at))
  const saved = await saveSigned(path, pdf, signReport(station, pdf, id))
  await saveSigned(file, bytes, signReport(station, bytes, id))
  const answer = hex(sha256(bytes))
  await station.write.transaction((tx) => {
    // The first answer is the one that the law's time counts to.
    tx.run(
      `UPDATE access_request SET answered_at = coalesce(answered_at, :at), answered_by = coalesce(answered_by, :by), answer = :answer WHERE id = :id`,
      { at, by: station.actor.account, answer, id },
    )
    recordAct(tx, station, 'access.answered', id, { entries, values, sha256: answer })
  })
  station.changed('enrolment')
  return { ...saved, file, entries, values }
}
