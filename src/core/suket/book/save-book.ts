import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import { headOf, letterFonts } from '../../paper/index.ts'
import { refuse } from '../../refuse.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { startThread } from '../../../lib/thread.ts'
import { dayIn } from '../days.ts'
import { todayOf } from '../today.ts'
import type { Book } from './book.ts'
import { suketGaps } from './gaps.ts'
import { suketRecap } from './recap.ts'
import { bookLength, bookRows, type Range } from './rows.ts'

export type BookKind = 'xlsx' | 'pdf'

/** Rows that one file holds: a sheet of Excel takes 1,048,576; nobody turns 2,000 pages. */
const MOST = { xlsx: 1_000_000, pdf: 60_000 } as const

function bookOf(station: Station, range: Range): Book {
  const { zone } = station.profile.station
  return {
    head: headOf(station.profile).lines,
    range,
    rows: bookRows(station.read, range, todayOf(station), (at) => dayIn(zone, new Date(at))),
    recap: suketRecap(station.read, range, zone),
    gaps: suketGaps(station.read, range, zone),
  }
}

/**
 * Writes the register of a range with full NIK and names, as XLSX or PDF: the penyelia's (SUKET-BOOK-SUPERVISOR), and in the audit.
 * SUKET-BOOK-RANGE where the days are the wrong way round, SUKET-BOOK-LONG above what one file holds; faults of files.
 */
export async function saveBook(
  station: Station,
  { from, to, kind, path }: Range & { kind: BookKind; path: string },
): Promise<{ path: string; rows: number }> {
  if (station.actor.role === 'operator') throw refuse('SUKET-BOOK-SUPERVISOR')
  if (from > to) throw refuse('SUKET-BOOK-RANGE')
  await refusePlace(station.paths, path, kind)
  const range = { from, to }
  if (bookLength(station.read, range) > MOST[kind]) throw refuse('SUKET-BOOK-LONG', { most: MOST[kind] })
  const book = bookOf(station, range)
  const fonts = await letterFonts(station.paths.resources)
  const thread = startThread(new URL('./suket-book.worker.ts', import.meta.url))
  try {
    const bytes = await thread.run<Uint8Array>(kind, { book, fonts, madeAt: station.ports.now() })
    await replaceDurably(path, bytes)
  } finally {
    await thread.close()
  }
  const rows = book.rows.length
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'suket.book', station.epoch.id, { from, to, kind, rows }),
  )
  return { path, rows }
}
