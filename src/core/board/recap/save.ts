import { RECAP_BY } from '../../../contract/recap.ts'
import { startThread } from '../../../lib/thread.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { headOf, letterFonts } from '../../paper/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { dayIn, longDay } from '../../suket/index.ts'
import type { RecapBook } from './book.ts'
import type { Span } from './queries.ts'
import { recap } from './recap.ts'

function bookOf(station: Station, span: Span): RecapBook {
  const { profile, ports, code } = station
  // One moment for all four: nothing is written in between.
  const by = Object.fromEntries(RECAP_BY.map((one) => [one, recap(station, span, one)])) as RecapBook['by']
  return {
    head: headOf(profile),
    station: code,
    ...span,
    by,
    place: profile.dinas.name,
    madeOn: longDay(dayIn(profile.station.zone, ports.now())),
  }
}

/** Writes the recap of some days by all its keys. RECAP-RANGE, SAVE-PLACE, FILE-EXISTS. */
export async function saveRecap(
  station: Station,
  { from, to, kind, path }: Span & { kind: 'xlsx' | 'pdf'; path: string },
): Promise<{ path: string }> {
  await refusePlace(station.paths, path, kind)
  const book = bookOf(station, { from, to })
  const fonts = await letterFonts(station.paths.resources)
  const thread = startThread(new URL('./recap.worker.ts', import.meta.url))
  try {
    await replaceDurably(
      path,
      await thread.run<Uint8Array>(kind, { book, fonts, madeAt: station.ports.now() }),
    )
  } finally {
    await thread.close()
  }
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'board.recap', station.epoch.id, { from, to, kind }),
  )
  return { path }
}
