import { type Recap, RECAP_BY, type RecapBy } from '../../../contract/recap.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { headOf, letterFonts } from '../../paper/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { dayIn, longDay } from '../../suket/index.ts'
import { besideCore, countAside } from './aside.ts'
import type { RecapBook } from './book.ts'
import type { Span } from './queries.ts'
import { checkSpan } from './recap.ts'

function bookOf({ profile, ports, code }: Station, span: Span, by: Record<RecapBy, Recap>): RecapBook {
  return {
    head: headOf(profile),
    station: code,
    ...span,
    by,
    place: profile.dinas.name,
    madeOn: longDay(dayIn(profile.station.zone, ports.now())),
  }
}

/** Writes the recap of some days by all its keys, counted and made beside the core. RECAP-RANGE, RECAP-ENDED, SAVE-PLACE, FILE-EXISTS. */
export async function saveRecap(
  station: Station,
  { from, to, kind, path }: Span & { kind: 'xlsx' | 'pdf'; path: string },
): Promise<{ path: string }> {
  await refusePlace(station.paths, path, kind)
  checkSpan({ from, to })
  const fonts = await letterFonts(station.paths.resources)
  await besideCore(station, async (run) => {
    const book = bookOf(station, { from, to }, await countAside(station, run, { from, to }, RECAP_BY))
    run.tell({ phase: 'writing', done: 0, total: 0 })
    const bytes = await run.thread.run<Uint8Array>(kind, { book, fonts, madeAt: station.ports.now() })
    run.refuseEnded()
    await replaceDurably(path, bytes)
  })
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'board.recap', station.epoch.id, { from, to, kind }),
  )
  return { path }
}
