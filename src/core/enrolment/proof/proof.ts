import { type KeptPaper, letterFonts, letterThread, printPaper, savePaper } from '../../paper/index.ts'
import { refuse } from '../../refuse.ts'
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

function proofPaper(station: Station, id: string): KeptPaper {
  return { act: 'recording.proof', subject: id, word: 'Bukti', pdf: () => proofPdf(station, id) }
}

/** Writes the proof where the person wants it. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
export function saveProof(station: Station, id: string, path: string): Promise<{ path: string }> {
  return savePaper(station, path, proofPaper(station, id))
}

/** Prints the proof on A4; answers on which printer. NOT-FOUND, PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED. */
export async function printProof(station: Station, id: string): Promise<string> {
  return (await printPaper(station, proofPaper(station, id))).printer
}
