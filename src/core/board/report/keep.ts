import { utf8 } from '../../../lib/bytes.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { newId } from '../../../formats/id.ts'
import { headOf, letterFonts, letterThread, printOnPaper } from '../../paper/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { type MadeReport, makeReport } from './make.ts'
import type { ReportJob } from './sheet.ts'

const render = letterThread<ReportJob>(new URL('./evening-report.worker.ts', import.meta.url))

async function pdfOf(station: Station, { report, text }: MadeReport): Promise<Uint8Array> {
  const { zone } = station.profile.station
  return render({
    head: headOf(station.profile),
    report,
    text,
    at: new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'long', timeZone: zone }).format(
      new Date(report.at),
    ),
    fonts: await letterFonts(station.paths.resources),
    madeAt: station.ports.now(),
  })
}

/** Writes a report of this moment as a PDF, or its QR's text. SAVE-PLACE, FILE-EXISTS. */
export async function saveReport(
  station: Station,
  { kind, path }: { kind: 'pdf' | 'txt'; path: string },
): Promise<{ path: string }> {
  await refusePlace(station.paths, path, kind)
  const made = await makeReport(station, 'saved')
  await replaceDurably(path, kind === 'txt' ? utf8(`${made.text}\n`) : await pdfOf(station, made))
  station.changed('board')
  return { path }
}

/** Prints a report of this moment on A4; answers on which printer. PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED. */
export async function printReport(station: Station): Promise<{ printer: string }> {
  const title = `Laporan ${newId(station.ports.random)}`
  const printer = await printOnPaper(station, title, async () =>
    pdfOf(station, await makeReport(station, 'printed')),
  )
  station.changed('board')
  return { printer }
}
