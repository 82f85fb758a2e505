import { signDetached, verifyDetached } from '../../../formats/trust/comment.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { publicOf } from '../../../lib/minisign.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { letterFonts, letterThread } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import type { Report, ReportJob } from './report.ts'

const render = letterThread<ReportJob>(new URL('./report.worker.ts', import.meta.url))

/** A record as a PDF. The same data gives the same bytes as long as the program draws it in the same way. */
export async function reportPdf({ paths }: Station, data: Report, madeAt: Date): Promise<Uint8Array> {
  return render({ data, fonts: await letterFonts(paths.resources), madeAt })
}

/** Signs a record with the station's key: stamp purpose `report`, id of what it records. */
export function signReport({ code, epoch, keys }: Station, pdf: Uint8Array, id: string): string {
  return signDetached(pdf, keys.signing, { purpose: 'report', station: code, epoch: epoch.id, id })
}

/** The signature that was kept, where it still fits the bytes; a later program may draw the same record otherwise, and signs it anew. */
export function signatureFor(station: Station, pdf: Uint8Array, id: string, kept: string): string {
  try {
    verifyDetached(pdf, kept, [publicOf(station.keys.signing)], 'report')
    return kept
  } catch (error) {
    if (!isFault(error)) throw error
    return signReport(station, pdf, id)
  }
}

/** Writes a record and its signature beside it, as `minisign -V` wants them. Answers both paths. */
export async function saveSigned(
  path: string,
  pdf: Uint8Array,
  signature: string,
): Promise<{ path: string; signature: string }> {
  const beside = `${path}.minisig`
  await replaceDurably(path, pdf)
  await replaceDurably(beside, utf8(signature))
  return { path, signature: beside }
}
