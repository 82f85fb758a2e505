import type { PrintAnswerItem, PrintOrderItem } from '../../formats/print/order.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { fileAnswer, noteReported, orderAnew, wanted } from './orders.ts'
import { cardRow, orderedCards, unreported } from './queries.ts'

/** What a bag tells the sites of cards, so that they are ordered and reported where no site answers: the same orders as by line. */
export async function ordersToCarry(station: Station): Promise<PrintOrderItem[]> {
  await orderAnew(station)
  const results = unreported(station.read).map(
    ({ recording, report_order, fence, report }): PrintOrderItem => ({
      order: report_order!,
      packet: recording,
      fence,
      want: report!,
    }),
  )
  // A result before its order: a misprint frees the right that the next order asks for.
  return [...results, ...orderedCards(station.read).map(wanted)]
}

/** Files what a site answered by hand, in the caller's transaction: as an answer by line, in any order, also twice. */
export function fileCarriedAnswer(tx: WriteTx, station: Station, items: readonly PrintAnswerItem[]): void {
  for (const item of items) {
    if (item.verdict === 'noted') noteReported(tx, item)
    else fileAnswer(tx, station, item, cardRow(tx, item.packet))
  }
}
