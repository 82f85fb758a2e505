import { type KeptPaper, letterFonts, letterThread } from '../paper/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import type { DeliveryJob } from './letter.ts'
import { deliveryLetter, type LetterBag } from './letter-data.ts'
import { bagRow, ordersOfBag, packetsOfBag, type SealedPacket } from './queries.ts'

const render = letterThread<DeliveryJob>(new URL('./delivery-letter.worker.ts', import.meta.url))

/** The delivery letter of a bag that holds these packets. */
export async function letterPdf(
  station: Station,
  bag: LetterBag,
  packets: readonly SealedPacket[],
): Promise<Uint8Array> {
  const fonts = await letterFonts(station.paths.resources)
  return render({ data: deliveryLetter(station, bag, packets), fonts, madeAt: new Date(bag.made_at) })
}

/** The letter of a bag that was made, printed again from the register: the drive may be far away. NOT-FOUND. */
export async function letterOf(station: Station, id: string): Promise<Uint8Array> {
  const bag = bagRow(station.read, id)
  if (!bag) throw refuse('NOT-FOUND', { what: 'Surat pengantar' })
  const orders = ordersOfBag(station.read, id)
  return letterPdf(station, { ...bag, orders }, packetsOfBag(station.read, id))
}

/** The letter as it is saved or printed from here. */
export function letterPaper(station: Station, id: string): KeptPaper {
  return { act: 'export.letter', subject: id, word: 'Surat', pdf: () => letterOf(station, id) }
}
