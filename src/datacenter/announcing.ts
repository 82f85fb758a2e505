import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { decodeJson } from '../formats/json.ts'
import { PRINT_PATH, printOrderFormat } from '../formats/print/order.ts'
import { REPLICATE_PATHS, REPLICATE_QUESTION_BYTES, REPLICATE_SIGNATURE } from '../formats/wire/replicate.ts'
import { STATUS_PATH, statusQuestionFormat } from '../formats/wire/statuses.ts'
import { type AnswerItem, announceFormat, unpackSigned, WIRE_PATHS } from '../formats/wire/wire.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { sha256OfBody } from '../lib/http-signature.ts'
import { answerAnnounced } from './announced.ts'
import {
  answerBody,
  JSON_TYPE,
  noticeBody,
  refusalBody,
  TROUBLE,
  type Trouble,
  troubleOf,
} from './answers.ts'
import type { Inbox } from './inbox.ts'
import { answerPrintOrder } from './printing/ordering.ts'
import { answerChanges, answerPacket, readQuestion } from './replication/answer.ts'
import { stationOf } from './requests.ts'
import type { Site } from './site.ts'
import { answerStatuses } from './statuses.ts'

/** What the site says of every announced packet. */
async function judged(
  site: Site,
  inbox: Inbox,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<AnswerItem[]> {
  const announce = decodeJson(announceFormat, body)
  // Certificates first: they are judged by the root, and one of them is the key that signed this request.
  await site.learn(announce.certificates.map(unpackSigned))
  const request = { method: 'POST', target: WIRE_PATHS.announce, headers, bodySha256: sha256OfBody(body) }
  if ((await stationOf(site, request)) !== announce.station) throw new Fault('HTTP-STATION')
  const answers: AnswerItem[] = []
  for (const [n, item] of (await answerAnnounced(site, announce)).entries()) {
    const asked = announce.items[n]!
    if (item.verdict === 'received') await inbox.tidy(asked)
    const settled = item.verdict === 'wanted' ? await inbox.settle(asked) : undefined
    answers.push(settled ?? item)
  }
  return answers
}

/** Announcements, statuses, print orders and health. */
export function announcing(site: Site, inbox: Inbox, trouble: Trouble) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const json = (status: number, body: string) => new Response(body, { status, headers: JSON_TYPE })
  app.get(WIRE_PATHS.health, (c) => c.json({ format: 'rekam-health', version: 1, site: site.code }))
  type Answering = (body: Uint8Array, headers: Record<string, string>) => Promise<Response>
  // Whoever asks is known only when all of it is here: nobody sends more than a question has.
  const posted = (path: string, limit: number, answer: Answering) =>
    app.post(path, async (c) => {
      const declared = Number(c.req.header('content-length') ?? 0)
      if (!(declared > 0 && declared <= limit)) return json(413, refusalBody('ANNOUNCE-TOO-LARGE'))
      return answer(new Uint8Array(await c.req.arrayBuffer()), c.req.header())
    })
  posted(WIRE_PATHS.announce, announceFormat.limit, async (body, headers) =>
    json(200, answerBody(site, await judged(site, inbox, body, headers))),
  )
  posted(PRINT_PATH, printOrderFormat.limit, async (body, headers) =>
    json(200, await answerPrintOrder(site, body, headers)),
  )
  posted(STATUS_PATH, statusQuestionFormat.limit, async (body, headers) =>
    json(200, await answerStatuses(site, body, headers)),
  )
  posted(REPLICATE_PATHS.changes, REPLICATE_QUESTION_BYTES, async (asked) => {
    const { body, signature } = await answerChanges(site, await readQuestion(site, asked))
    const headers = { ...JSON_TYPE, [REPLICATE_SIGNATURE]: Buffer.from(signature).toString('base64') }
    return new Response(new Uint8Array(body), { headers })
  })
  posted(REPLICATE_PATHS.packet, REPLICATE_QUESTION_BYTES, async (asked) => {
    const packet = await answerPacket(site, await readQuestion(site, asked))
    const headers = { 'content-type': 'application/octet-stream' }
    return new Response(new Uint8Array(packet), { headers })
  })
  app.notFound(() => json(404, refusalBody('NOT-FOUND')))
  app.onError((error, c) => {
    // Its line was cut before all of it was here: nobody hears this, and nothing is wrong with the site.
    if (!c.env.incoming.complete) return json(400, refusalBody('FORMAT-UNREADABLE'))
    if (isFault(error) && error.code.startsWith('HTTP-')) return json(401, refusalBody(error.code))
    if (isFault(error, 'REPLICATE-PEER') || (isFault(error) && /^(?:TRUST|SIGNATURE)-/.test(error.code)))
      return json(401, refusalBody(error.code))
    if (isFault(error, 'NOT-FOUND')) return json(404, refusalBody(error.code))
    if (isFault(error) && error.code.startsWith('FORMAT-')) return json(400, refusalBody(error.code))
    trouble(troubleOf(error))
    return json(503, noticeBody(site, TROUBLE))
  })
  return app
}
