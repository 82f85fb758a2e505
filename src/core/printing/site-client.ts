import { decodeJson, encodeJson } from '../../formats/json.ts'
import {
  PRINT_PATH,
  type PrintAnswerItem,
  printAnswerFormat,
  type PrintOrderItem,
  printOrderFormat,
} from '../../formats/print/order.ts'
import { packSigned } from '../../formats/wire/wire.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256OfBody, signRequest } from '../../lib/http-signature.ts'
import type { Station } from '../station.ts'

const TIMEOUT_MS = 30_000

/**
 * Asks one site; practice (latihan) asks none. Null when it does not answer as a site does: no connection, a captive portal, a refusal of everything. Nothing counts but a
 * document of our format that names this site.
 */
export async function askSite(
  station: Station,
  site: { readonly code: string; readonly url: string },
  items: readonly PrintOrderItem[],
): Promise<readonly PrintAnswerItem[] | null> {
  if (station.ports.practice !== null) return null
  const body = encodeJson(printOrderFormat, {
    format: 'rekam-print-order',
    version: 1,
    station: station.code,
    certificates: station.keys.certificates.map(packSigned),
    items: [...items],
  })
  const request = { method: 'POST', target: PRINT_PATH, headers: {}, bodySha256: sha256OfBody(body) }
  const signed = signRequest(request, station.keys.signing, Math.floor(station.ports.now().getTime() / 1000))
  try {
    const response = await fetch(new URL(PRINT_PATH, site.url), {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json', ...signed },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status !== 200) return null
    const declared = Number(response.headers.get('content-length') ?? 0)
    if (declared > printAnswerFormat.limit) return null
    const answer = decodeJson(printAnswerFormat, new Uint8Array(await response.arrayBuffer()))
    return answer.site === site.code ? answer.items : null
  } catch (error) {
    // What a network does, and what is no answer of a site, come to the same: another site is asked.
    if (isFault(error) || error instanceof Error) return null
    throw error
  }
}
