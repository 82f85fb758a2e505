import { join } from 'node:path'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { onPaper } from './on-paper.ts'
import { suketPdf } from './pdf.ts'
import { suketById } from './queries.ts'

/** Writes a letter's PDF where the person wants it; a printer that takes files prints the same bytes. */
export async function saveSuket(station: Station, id: string, path: string): Promise<{ path: string }> {
  await replaceDurably(path, await suketPdf(station, id))
  await station.write.transaction((tx) => onPaper(tx, station, id, 'save'))
  station.changed('suket')
  return { path }
}

/** A letter's file name: its number without what file systems refuse. */
const fileNameOf = (number: string) => `Suket ${number.replaceAll(/[^0-9A-Za-z.-]+/g, '-')}.pdf`

/** Writes letters into a folder, one file each, for a computer without a printer. NOT-FOUND before the first is written; faults of files. */
export async function saveSukets(
  station: Station,
  ids: readonly string[],
  folder: string,
): Promise<{ saved: number; folder: string }> {
  const rows = [...new Set(ids)].map((id) => {
    const row = suketById(station.read, id)
    if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
    return row
  })
  for (const { id, number } of rows) await saveSuket(station, id, join(folder, fileNameOf(number)))
  return { saved: rows.length, folder }
}
