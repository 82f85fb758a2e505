import { decodeJson, encodeJson } from '../formats/json.ts'
import {
  STATUS_LIMIT,
  STATUS_PATH,
  statusAnswerFormat,
  statusQuestionFormat,
} from '../formats/wire/statuses.ts'
import { packSigned, unpackSigned } from '../formats/wire/wire.ts'
import { text, utf8 } from '../lib/bytes.ts'
import { Fault } from '../lib/fault.ts'
import { sha256OfBody } from '../lib/http-signature.ts'
import { heardUpTo } from './registry/position.ts'
import { reportsFor } from './registry/reports.ts'
import { stationOf } from './requests.ts'
import type { Site } from './site.ts'

/**
 * Answers a station what was said of its packets after its cursor, in the words of `rekam-status-answer`. A cursor of
 * another life of this site begins anew, which the station's receipts bear. Faults HTTP-* for a request that is not a known station's
 * own, FORMAT-* for what is no question.
 */
export async function answerStatuses(
  site: Site,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<string> {
  const asked = decodeJson(statusQuestionFormat, body)
  await site.learn(asked.certificates.map(unpackSigned))
  const request = { method: 'POST', target: STATUS_PATH, headers, bodySha256: sha256OfBody(body) }
  if ((await stationOf(site, request)) !== asked.station) throw new Fault('HTTP-STATION')
  const after = await heardUpTo(site.registry.read, 'reports', asked.after)
  const reports = await reportsFor(site.registry.read, asked.station, after, STATUS_LIMIT + 1)
  const page = reports.slice(0, STATUS_LIMIT)
  return text(
    encodeJson(statusAnswerFormat, {
      format: 'rekam-status-answer',
      version: 1,
      site: site.code,
      upto: page.at(-1)?.position ?? after,
      more: reports.length > page.length,
      receipts: page.map(({ bytes, signature }) => packSigned({ bytes: utf8(bytes), signature })),
    }),
  )
}
