import { join } from 'node:path'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { officeKey } from './office/office.ts'
import { signPdf } from './office/pades.ts'
import { onPaper } from './on-paper.ts'
import { signerOf, suketPdf } from './pdf.ts'
import { suketById } from './queries.ts'

/**
 * A letter as it is handed out as a file: what goes to paper, with the office's electronic signature where its signer signs
 * electronically and the office's key is open (decision 0019). `signed` says which.
 */
async function letterFile(station: Station, id: string): Promise<{ bytes: Uint8Array; signed: boolean }> {
  const bytes = await suketPdf(station, id)
  const office = officeKey(station)
  const row = suketById(station.read, id)
  const signer = row && signerOf(station, row)
  if (!office || signer?.signs !== 'electronic') return { bytes, signed: false }
  const at = station.ports.now()
  return {
    bytes: await signPdf(bytes, office, { at, name: signer.name, reason: signer.title }),
    signed: true,
  }
}

/** Writes a letter's PDF where the person wants it, signed where it can be. */
export async function saveSuket(
  station: Station,
  id: string,
  path: string,
): Promise<{ path: string; signed: boolean }> {
  const { bytes, signed } = await letterFile(station, id)
  await replaceDurably(path, bytes)
  await station.write.transaction((tx) => onPaper(tx, station, id, 'save', signed ? 'PAdES' : undefined))
  station.changed('suket')
  return { path, signed }
}

/** A letter's file name: its number without what file systems refuse. */
const fileNameOf = (number: string) => `Suket ${number.replaceAll(/[^0-9A-Za-z.-]+/g, '-')}.pdf`

/** Works through a list, two at a time, in its order; the first failure stops both. */
async function inPairs<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all([worker(), worker()])
}

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
  // The next is drawn while one is written: drawing is another thread's.
  await inPairs(rows, ({ id, number }) => saveSuket(station, id, join(folder, fileNameOf(number))))
  return { saved: rows.length, folder }
}
