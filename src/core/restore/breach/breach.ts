import { recordAct } from '../../audit/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { reportPdf, saveSigned, signReport } from '../report/sign.ts'
import { breachReport } from './breach-report.ts'
import { breachFacts } from './facts.ts'

/** The report of a lost disk, drawn from the register each time. NOT-FOUND. */
export function breachPdf(station: Station, disk: string): Promise<Uint8Array> {
  const facts = breachFacts(station, disk)
  return reportPdf(station, breachReport(station, facts), new Date(facts.at))
}

/** Writes the report and its signature beside it, and says so in the audit. NOT-FOUND, faults of writing. */
export async function saveBreach(
  station: Station,
  disk: string,
  path: string,
): Promise<{ path: string; signature: string }> {
  const pdf = await breachPdf(station, disk)
  await refusePlace(station.paths, path, 'pdf')
  const saved = await saveSigned(path, pdf, signReport(station, pdf, disk))
  await station.write.transaction((tx) => recordAct(tx, station, 'disk.breach-report', disk))
  return saved
}
