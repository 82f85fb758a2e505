import { newId } from '../../formats/id.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import { refusePlace } from '../save-place.ts'
import type { Station } from '../station.ts'
import { printOnPaper } from './print-on-paper.ts'

/** A paper of a register: how it is made, and under which act and whose id the audit knows that it was. */
export interface KeptPaper {
  readonly act: string
  readonly subject: string
  /** First word of the print's title; what follows says nothing of anybody. */
  readonly word: string
  readonly pdf: () => Promise<Uint8Array>
}

async function note(station: Station, { act, subject }: KeptPaper, how: 'save' | 'print'): Promise<void> {
  await station.write.transaction((tx) => recordAct(tx, station, act, subject, { how }))
}

/** Writes it where the person wants it. SAVE-PLACE, FILE-EXISTS, and faults of `pdf`. */
export async function savePaper(station: Station, path: string, paper: KeptPaper): Promise<{ path: string }> {
  const bytes = await paper.pdf()
  await refusePlace(station.paths, path, 'pdf')
  await replaceDurably(path, bytes)
  await note(station, paper, 'save')
  return { path }
}

/** Prints it on A4; answers on which printer. PRINTER-NONE, PRINTER-SYSTEM, -PAPER, -REFUSED, and faults of `pdf`. */
export async function printPaper(
  station: Station,
  paper: KeptPaper,
): Promise<{ done: true; printer: string }> {
  const bytes = await paper.pdf()
  const printer = await printOnPaper(
    station,
    `${paper.word} ${newId(station.ports.random)}`,
    async () => bytes,
  )
  await note(station, paper, 'print')
  return { done: true, printer }
}
