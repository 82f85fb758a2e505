import { createServer, type Server, type Socket } from 'node:net'

/** One request of a client, whatever its verb: SBI's verbs are none that Node's own server takes. */
export interface Asked {
  readonly verb: string
  readonly path: string
  readonly body: string
}

/** The line back: whole answers, or pieces for who wants to be cut short or to stream. */
export interface Line {
  answer(status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): void
  write(bytes: string | Uint8Array): boolean
  end(): void
  destroy(): void
  readonly closed: Promise<void>
  isOpen(): boolean
}

const MOST = 256 << 10
const REASON: Record<number, string> = {
  200: 'OK',
  302: 'Found',
  400: 'Bad Request',
  404: 'Not Found',
  500: 'Error',
}

/** A server on 127.0.0.1 that speaks as much of HTTP/1.1 as SBI needs: one request a connection. */
export function rawServer(serve: (asked: Asked, line: Line) => Promise<void>): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy())
    let received = Buffer.alloc(0)
    socket.on('data', function take(chunk: Buffer) {
      received = Buffer.concat([received, chunk])
      const asked = received.length > MOST ? 'too much' : parse(received)
      if (asked === undefined) return
      socket.off('data', take)
      const line = lineOf(socket)
      if (asked === 'too much') return line.answer(400, {}, '')
      serve(asked, line).catch((error: unknown) => line.answer(500, {}, String(error)))
    })
  })
}

function parse(received: Buffer): Asked | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n')
  const [verb = '', path = ''] = first.split(' ')
  const length = Number(/^content-length:\s*(\d+)/im.exec(lines.join('\n'))?.[1] ?? 0)
  const body = received.subarray(end + 4)
  return body.length < length ? undefined : { verb, path, body: body.toString('utf8', 0, length) }
}

function lineOf(socket: Socket): Line {
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  const head = (status: number, headers: Readonly<Record<string, string>>) =>
    [
      `HTTP/1.1 ${status} ${REASON[status] ?? ''}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]
      .map((line) => `${line}\r\n`)
      .join('')
  return {
    answer(status, headers, body) {
      const bytes = Buffer.from(body)
      const all = {
        'Content-Type': 'application/json',
        'Content-Length': String(bytes.length),
        Connection: 'close',
        ...headers,
      }
      socket.end(Buffer.concat([Buffer.from(`${head(status, all)}\r\n`), bytes]))
    },
    write: (bytes) => socket.write(bytes),
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
    closed,
    isOpen: () => !socket.destroyed,
  }
}
