import { newId } from '../../../formats/id.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { letterFonts, letterThread, printOnPaper } from '../../paper/index.ts'
import { refusePlace } from '../../save-place.ts'
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

async function recordSlip(station: Station, id: string, how: string): Promise<void> {
  await station.write.transaction((tx) => recordAct(tx, station, 'card.slip', id, { how }))
}

/** Writes the slip where the person wants it. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
export async function saveSlip(station: Station, id: string, path: string): Promise<{ path: string }> {
  slipOf(station, id)
  await refusePlace(station.paths, path, 'pdf')
  await replaceDurably(path, await slipPdf(station, id))
  await recordSlip(station, id, 'save')
  return { path }
}

/** Prints the slip on A4; answers on which printer. NOT-FOUND, PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED. */
export async function printSlip(station: Station, id: string): Promise<string> {
  slipOf(station, id)
  const title = `Lembar ${newId(station.ports.random)}`
  const printer = await printOnPaper(station, title, () => slipPdf(station, id))
  await recordSlip(station, id, 'print')
  return printer
}
