import { once } from 'node:events'
import { Agent, createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { TusHttp } from './tus-http.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function requestTo(answer: RequestListener, limit = 1000) {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return new TusHttp(new Agent({ keepAlive: true }), limit).createRequest(
    'PATCH',
    `http://127.0.0.1:${port}/x?y`,
  )
}

it('sends method, headers and bytes, tells how far it came, and reads the answer', async () => {
  const bytes = Buffer.alloc(200_000, 7)
  const request = await requestTo((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => void parts.push(part))
    asked.on('end', () => {
      const said = [asked.method, asked.url, asked.headers['upload-offset'], asked.headers['content-length']]
      answer
        .writeHead(200, { 'Upload-Offset': '5' })
        .end([...said, Buffer.concat(parts).equals(bytes)].join(' '))
    })
  })
  const told: number[] = []
  request.setHeader('Upload-Offset', '0')
  request.setProgressHandler((sent) => void told.push(sent))
  const answer = await request.send(bytes)
  expect([answer.getStatus(), answer.getHeader('UPLOAD-OFFSET'), answer.getHeader('none')]).toEqual([
    200,
    '5',
    undefined,
  ])
  expect(answer.getBody()).toBe('PATCH /x?y 0 200000 true')
  expect([request.getHeader('Upload-Offset'), told]).toEqual(['0', [65_536, 131_072, 196_608]])
})

it('is told at once of a line that breaks in the middle of an answer', async () => {
  const request = await requestTo((_, answer) => {
    answer.writeHead(200, { 'content-length': '100' }).write('half', () => answer.destroy())
  })
  await expect(request.send(null)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

it('reads no more of an answer than it may', async () => {
  const request = await requestTo((_, answer) => {
    const more = () => void answer.write('x'.repeat(10_000), (error) => (error ? undefined : more()))
    more()
  })
  const length = (await request.send(null)).getBody().length
  expect([length > 1000, length < 200_000]).toEqual([true, true])
})

it('ends where it is aborted', async () => {
  const request = await requestTo(() => {})
  const sent = request.send(Buffer.from('x'))
  setTimeout(() => void request.abort(), 20)
  await expect(sent).rejects.toMatchObject({ code: 'ECONNRESET' })
})
