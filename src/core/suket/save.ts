import { join } from 'node:path'
import type { LetterSignature } from '../../contract/suket.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import { LongWork } from '../long-work.ts'
import { refusePlace } from '../save-place.ts'
import type { Station } from '../station.ts'
import { officeKey, officeState } from './office/office.ts'
import { onPaper } from './on-paper.ts'
import { signerOf, suketPdf } from './pdf.ts'
import { suketById, type SuketRow } from './queries.ts'
import { mayAct, stateOn } from './states.ts'
import { todayOf } from './today.ts'

/**
 * A letter as it is handed out as a file: what goes to paper, with the office's electronic signature where its signer signs
 * electronically and the office's key is open (decision 0019).
 */
async function letterFile(
  station: Station,
  row: SuketRow,
): Promise<{ bytes: Uint8Array; signature: LetterSignature }> {
  const bytes = await suketPdf(station, row.id)
  const signer = signerOf(station, row)
  if (signer?.signs !== 'electronic') return { bytes, signature: 'none' }
  const office = officeKey(station)
  // Where the Dinas names no certificate, the QR alone is the electronic signature.
  if (!office) return { bytes, signature: officeState(station).state === 'none' ? 'none' : 'missing' }
  const at = station.ports.now()
  // What writes into a PDF is loaded for the first that is signed: the core starts without it.
  const { signPdf } = await import('./office/pades.ts')
  return {
    bytes: await signPdf(bytes, office, { at, name: signer.name, reason: signer.title }),
    signature: 'signed',
  }
}

/** NOT-FOUND; SUKET-STATE where it has ended: no file says that it counts (a printer gets it no more either). */
function letterOf(station: Station, id: string): SuketRow {
  const row = suketById(station.read, id)
  if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
  const state = stateOn(row, todayOf(station))
  if (!mayAct(state, 'reprint')) throw refuse('SUKET-STATE', { state, act: 'save' })
  return row
}

/** Writes a letter's PDF where the person wants it, signed where it can be; `signature` says which. NOT-FOUND, SUKET-STATE, SAVE-PLACE, FILE-EXISTS. */
export async function saveSuket(
  station: Station,
  id: string,
  path: string,
): Promise<{ path: string; signature: LetterSignature }> {
  const row = letterOf(station, id)
  await refusePlace(station.paths, path, 'pdf')
  const { bytes, signature } = await letterFile(station, row)
  await replaceDurably(path, bytes)
  const detail = signature === 'signed' ? 'PAdES' : undefined
  await station.write.transaction((tx) => onPaper(tx, station, id, 'save', detail))
  station.changed('suket')
  return { path, signature }
}

/** A letter's file name: its number without what file systems refuse. */
const fileNameOf = (number: string) => `Suket ${number.replaceAll(/[^0-9A-Za-z.-]+/g, '-')}.pdf`

/** Works through a list, two at a time, in its order; the first failure stops both, and is told once neither works any more. */
async function inPairs<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items.values()
  const failures: unknown[] = []
  const worker = async () => {
    for (const item of left) {
      if (failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all([worker(), worker()])
  if (failures.length > 0) throw failures[0]
}

/** Letters that are being saved. */
export const saves = new LongWork('SUKET-SAVES-ENDED')

/**
 * Writes letters into a folder, one file each, for a computer without a printer. NOT-FOUND and SUKET-STATE before the first is written; SUKET-SAVES-ENDED {done}: those that
 * are written stay; faults of files.
 */
export async function saveSukets(
  station: Station,
  ids: readonly string[],
  folder: string,
): Promise<{ saved: number; signed: number; missing: number; folder: string }> {
  const rows = [...new Set(ids)].map((id) => letterOf(station, id))
  const counts = { none: 0, signed: 0, missing: 0 }
  const far = (done: number) => ({ phase: 'saving', done, total: rows.length })
  await saves.run(station, far(0), async ({ tell, refuseEnded }) => {
    let done = 0
    // The next is drawn while one is written: drawing is another thread's.
    await inPairs(rows, async ({ id, number }) => {
      refuseEnded()
      const { signature } = await saveSuket(station, id, join(folder, fileNameOf(number)))
      counts[signature]++
      tell(far(++done))
    })
  })
  return { saved: rows.length, signed: counts.signed, missing: counts.missing, folder }
}
