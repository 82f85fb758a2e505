import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeJson, encodeJson } from '../../formats/json.ts'
import { STATUS_PATH, statusAnswerFormat } from '../../formats/wire/statuses.ts'
import { announceFormat, type AnswerItem, answerFormat, WIRE_PATHS } from '../../formats/wire/wire.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { sendRound } from './queue.ts'
import { pullStatuses } from './statuses.ts'
import { uploadStatus } from './status.ts'
import { sealed } from './testing/sites.ts'

/** A site that speaks our formats and comes to no end. */

let open: TestStation
let server: Server
/** Packets that came whole, questions for statuses. */
let came: number
let asked: number
/** What is said of a packet once all of it is there. */
let atTheEnd: (wanted: AnswerItem) => AnswerItem[]
beforeEach(async () => {
  const port = await freePort()
  const urls = { mmu: `http://127.0.0.1:${port}`, batam: `http://127.0.0.1:${await freePort()}` }
  open = await openTestStation({ urls })
  came = 0
  asked = 0
  let wanted: AnswerItem[] = []
  const answer = (items: AnswerItem[]) =>
    encodeJson(answerFormat, { format: 'rekam-answer', version: 1, site: 'mmu', items })
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Uint8Array[] = []
    for await (const part of request as AsyncIterable<Uint8Array>) parts.push(part)
    const body = Buffer.concat(parts)
    if (request.url === WIRE_PATHS.announce) {
      wanted = decodeJson(announceFormat, body).items.map(
        ({ id, sha256, attempt }): AnswerItem => ({ id, sha256, attempt, verdict: 'wanted' }),
      )
      response.end(answer(wanted))
    } else if (request.url === STATUS_PATH) {
      asked++
      const said = { format: 'rekam-status-answer', version: 1, site: 'mmu' } as const
      response.end(encodeJson(statusAnswerFormat, { ...said, receipts: [], upto: asked, more: asked < 40 }))
    } else if (request.method === 'HEAD') response.writeHead(404).end()
    else if (request.method === 'POST')
      response.writeHead(201, { location: `${WIRE_PATHS.upload}/one`, 'tus-resumable': '1.0.0' }).end()
    else {
      came++
      response.writeHead(200, { 'upload-offset': String(body.length), 'tus-resumable': '1.0.0' })
      response.end(answer(wanted.flatMap((one) => atTheEnd(one))))
    }
  }
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await open.close()
})

it.each<[string, typeof atTheEnd]>([
  ['no word', () => []],
  ['that it wants it', (wanted) => [wanted]],
  [
    'a word on another attempt',
    (wanted) => [{ ...wanted, attempt: 7, verdict: 'refused', code: 'PACKET-HASH' }],
  ],
])(
  'of a packet that came whole says %s: it is sent again ever more rarely, and a person is told',
  async (_, says) => {
    atTheEnd = says
    await sealed(open, 1000)
    for (let n = 0; n < 12; n++) {
      await sendRound(open.station, { now: false })
      open.ports.clock.advance(30_000)
    }
    expect(came).toBe(4)
    expect(uploadStatus(open.station).work).toMatchObject([{ code: 'UPLOAD-STUCK' }])
  },
)

it('says that there is more of what it has nothing of: it is asked later, and sending goes on', async () => {
  expect(await pullStatuses(open.station, { now: true }, open.station.profile.sites.slice(0, 1))).toBe(0)
  expect(asked).toBe(1)
})
