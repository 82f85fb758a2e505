import { encodeJson } from '../../formats/json.ts'
import {
  PRINT_PATH,
  type PrintAnswerItem,
  printAnswerFormat,
  type PrintOrderItem,
  printOrderFormat,
} from '../../formats/print/order.ts'
import { packSigned } from '../../formats/wire/wire.ts'
import type { Station } from '../station.ts'
import { askSite, type Heard } from '../upload/index.ts'

const TIMEOUT_MS = 30_000

/** A site that is not there: it has no say over what another said. */
export const SILENT = 'PRINT-UNREACHABLE'

/** What a card says of a site that gave no answer to an order. */
function codeOf(heard: Exclude<Heard<unknown>, { kind: 'answer' }>): string {
  switch (heard.kind) {
    case 'untrusted':
      return heard.code
    case 'not-a-site':
      return 'UPLOAD-NO-RECEIPT'
    case 'refusing':
      return 'PRINT-REFUSING'
    case 'rejected':
      return 'PRINT-REJECTED'
    default:
      return SILENT
  }
}

/** What a site said of each order, or why it said nothing. */
export type Asked = { readonly items: readonly PrintAnswerItem[] } | { readonly code: string }

/** Asks one site; practice (latihan) asks none. Nothing counts but a document of our format that names this site. */
export async function askForCards(
  station: Station,
  site: Station['profile']['sites'][number],
  items: readonly PrintOrderItem[],
  signal?: AbortSignal,
): Promise<Asked> {
  if (station.ports.practice !== null) return { code: SILENT }
  const body = encodeJson(printOrderFormat, {
    format: 'rekam-print-order',
    version: 1,
    station: station.code,
    certificates: station.keys.certificates.map(packSigned),
    items: [...items],
  })
  const question = { target: PRINT_PATH, body, format: printAnswerFormat, timeoutMs: TIMEOUT_MS }
  const heard = await askSite(station, site, question, signal)
  return heard.kind === 'answer' ? { items: heard.answer.items } : { code: codeOf(heard) }
}
