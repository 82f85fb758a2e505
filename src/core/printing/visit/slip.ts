import { type KeptPaper, letterFonts, letterThread, printPaper, savePaper } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import { slipOf } from './slip-data.ts'
import type { SlipJob } from './slip-sheet.ts'

const render = letterThread<SlipJob>(new URL('./slip.worker.ts', import.meta.url))

/** The slip of a recording as a PDF. NOT-FOUND, PRIVACY-ERASED. */
async function slipPdf(station: Station, id: string): Promise<Uint8Array> {
  const data = slipOf(station, id)
  const fonts = await letterFonts(station.paths.resources)
  return render({ data, fonts, madeAt: station.ports.now() })
}

function slipPaper(station: Station, id: string): KeptPaper {
  return { act: 'card.slip', subject: id, word: 'Lembar', pdf: () => slipPdf(station, id) }
}

/** Writes the slip where the person wants it. NOT-FOUND, PRIVACY-ERASED, SAVE-PLACE, FILE-EXISTS. */
export function saveSlip(station: Station, id: string, path: string): Promise<{ path: string }> {
  return savePaper(station, path, slipPaper(station, id))
}

/** Prints the slip on A4; answers on which printer. NOT-FOUND, PRIVACY-ERASED, PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED. */
export async function printSlip(station: Station, id: string): Promise<string> {
  return (await printPaper(station, slipPaper(station, id))).printer
}
