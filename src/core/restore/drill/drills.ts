import { type DrillFacts, drillFactsSchema } from '../../../contract/restore.ts'
import { refuse } from '../../refuse.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import type { RoomStream } from '../../stream.ts'
import { reportPdf, saveSigned, signatureFor } from '../report/sign.ts'
import { drillReport } from './drill-report.ts'

interface DrillRow {
  readonly facts: string
  readonly signature: string
}

const factsIn = ({ facts }: DrillRow): DrillFacts => drillFactsSchema.parse(JSON.parse(facts))

/** All drills of the station, the newest first. */
export function listDrills({ read }: Pick<Station, 'read'>): DrillFacts[] {
  return read.all<DrillRow>('SELECT facts, signature FROM drill ORDER BY at DESC LIMIT 200').map(factsIn)
}

/** The report of a drill, and the signature over exactly these bytes. NOT-FOUND. */
async function reportOf(station: Station, id: string): Promise<{ pdf: Uint8Array; signature: string }> {
  const row = station.read.get<DrillRow>('SELECT facts, signature FROM drill WHERE id = ?', [id])
  if (!row) throw refuse('NOT-FOUND', { what: 'Uji pemulihan' })
  const facts = factsIn(row)
  const pdf = await reportPdf(station, drillReport(station, facts), new Date(facts.endedAt))
  return { pdf, signature: signatureFor(station, pdf, id, row.signature) }
}

/** Writes the report and its signature beside it. NOT-FOUND, faults of writing. */
export async function saveDrill(
  station: Station,
  id: string,
  path: string,
): Promise<{ path: string; signature: string }> {
  const { pdf, signature } = await reportOf(station, id)
  await refusePlace(station.paths, path, 'pdf')
  return saveSigned(path, pdf, signature)
}

const NAME = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.pdf$/

/** `app://station/restore/<drill>.pdf`: the report as it goes to paper. */
export const restoreStream: RoomStream = async (station, path) => {
  const id = NAME.exec(path)?.[1]
  if (id === undefined) return null
  const { pdf: body } = await reportOf(station, id)
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' }, body }
}
