import { decodeJson, encodeJson } from '../../formats/json.ts'
import {
  PRINT_PATH,
  type PrintAnswerItem,
  printAnswerFormat,
  printOrderFormat,
} from '../../formats/print/order.ts'
import { unpackSigned } from '../../formats/wire/wire.ts'
import { text } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256OfBody } from '../../lib/http-signature.ts'
import { stationOf } from '../requests.ts'
import type { Site } from '../site.ts'
import { PrintOffice } from './office.ts'

/**
 * Answers a print order as it came over the line, in the words of `rekam-print-answer`. Faults HTTP-* for a request that is not a known
 * station's own, FORMAT-* for what is no order.
 */
export async function answerPrintOrder(
  site: Site,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<string> {
  const said = decodeJson(printOrderFormat, body)
  await site.learn(said.certificates.map(unpackSigned))
  const request = { method: 'POST', target: PRINT_PATH, headers, bodySha256: sha256OfBody(body) }
  if ((await stationOf(site, request)) !== said.station) throw new Fault('HTTP-STATION')
  const office = new PrintOffice(site, site.printPeer)
  const items: PrintAnswerItem[] = []
  for (const item of said.items) items.push(await office.order(said.station, item))
  return text(
    encodeJson(printAnswerFormat, { format: 'rekam-print-answer', version: 1, site: site.code, items }),
  )
}
