import { newId } from '../../../formats/id.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { letterFonts, letterThread, printOnPaper } from '../../paper/index.ts'
import { refuse } from '../../refuse.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { type RecordedPacket, recordingOf } from '../recording/show.ts'
import { proofOfRecording } from './proof-data.ts'
import type { ProofJob } from './proof-sheet.ts'

const render = letterThread<ProofJob>(new URL('./proof.worker.ts', import.meta.url))

function packetOf(station: Station, id: string): RecordedPacket {
  const packet = recordingOf(station.read, id)
  if (!packet || packet.kind !== 'recording') throw refuse('NOT-FOUND', { what: 'Rekaman' })
  return packet
}

/** The proof of a recording as a PDF, with where its copies are now. NOT-FOUND. */
export async function proofPdf(station: Station, id: string): Promise<Uint8Array> {
  const data = proofOfRecording(station, packetOf(station, id))
  const fonts = await letterFonts(station.paths.resources)
  return render({ data, fonts, madeAt: station.ports.now() })
}

async function recordProof(station: Station, id: string, how: string): Promise<void> {
  await station.write.transaction((tx) => recordAct(tx, station, 'recording.proof', id, { how }))
}

/** Writes the proof where the person wants it. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
export async function saveProof(station: Station, id: string, path: string): Promise<{ path: string }> {
  packetOf(station, id)
  await refusePlace(station.paths, path, 'pdf')
  await replaceDurably(path, await proofPdf(station, id))
  await recordProof(station, id, 'save')
  return { path }
}

/** Prints the proof on A4; answers on which printer. NOT-FOUND, PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED. */
export async function printProof(station: Station, id: string): Promise<string> {
  packetOf(station, id)
  const title = `Bukti ${newId(station.ports.random)}`
  const printer = await printOnPaper(station, title, () => proofPdf(station, id))
  await recordProof(station, id, 'print')
  return printer
}
