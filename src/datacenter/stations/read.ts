import { isReportText, decodeReportText } from '../../formats/report/report-text.ts'
import { type Report, verifyReport } from '../../formats/report/report.ts'
import { claimedKeyId, type Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import type { Site } from '../site.ts'
import { keepReport, newestOf } from './kept.ts'

/** What a person is told of what is wrong with a report, by the fault that its reader found. */
function told(fault: Fault, station: string | undefined): Fault {
  const { code } = fault
  const say = (as: string) => new Fault(as, station === undefined ? {} : { station }, { cause: fault })
  if (code === 'FORMAT-NEWER') return say('REPORT-NEWER')
  if (code.startsWith('FORMAT-') || code.startsWith('BASE45-')) return say('REPORT-NONE')
  if (code === 'TRUST-UNKNOWN-KEY') return say('REPORT-FOREIGN')
  if (code === 'TRUST-REVOKED') return say('REPORT-REVOKED')
  if (code.startsWith('TRUST-') || code.startsWith('SIGNATURE-')) return say('REPORT-FORGED')
  return fault
}

/** Judges a signed report by what this site knows. A revoked key reports nothing any more, whatever it sealed before. */
function judged(site: Site, signed: Signed, claims: Report): Report {
  try {
    const report = verifyReport(signed, site.trust)
    const keyId = claimedKeyId(signed.signature)
    if (site.trust.revocations.some((revocation) => revocation.keyId === keyId))
      throw new Fault('TRUST-REVOKED', { keyId })
    return report
  } catch (error) {
    throw isFault(error) ? told(error, claims.station) : error
  }
}

function decoded(spelt: string) {
  try {
    return decodeReportText(spelt)
  } catch (error) {
    throw isFault(error) ? told(error, undefined) : error
  }
}

export interface ReadReport {
  readonly report: Report
  /** It was here already. */
  readonly known: boolean
}

/**
 * Takes a station's report into the board of stations, from the texts of a photograph's QR codes, a file or what was typed. The newest of a station stays. Faults
 * REPORT-NONE, REPORT-NEWER, REPORT-FOREIGN, REPORT-REVOKED, REPORT-FORGED, REPORT-OLDER {station, at}.
 */
export async function readReport(site: Site, texts: readonly string[]): Promise<ReadReport> {
  const spelt = texts.map((one) => one.trim()).find(isReportText)
  if (spelt === undefined) throw new Fault('REPORT-NONE')
  const { report: claims, signed } = decoded(spelt)
  // Another process of this site may have learnt of the station since.
  await site.refreshTrust()
  const report = judged(site, signed, claims)
  return site.registry.transaction(async (tx) => {
    const newest = await newestOf(tx, report.station)
    if (newest) {
      const order = report.position - newest.report.position || report.seq - newest.report.seq
      if (order < 0) throw new Fault('REPORT-OLDER', { station: report.station, at: newest.report.at })
      if (order === 0) {
        // One number stands for one report: two that differ are a clone's.
        if (text(signed.bytes) !== newest.document)
          throw new Fault('REPORT-FORGED', { station: report.station })
        return { report, known: true }
      }
    }
    await keepReport(tx, report, text(signed.bytes), signed.signature, site.now().toISOString())
    return { report, known: false }
  })
}
