import { connect, type Socket } from 'node:net'
import { signRequest } from '../../lib/http-signature.ts'
import { pathOf, type Sealed, type Sender } from './sender.ts'

/** A line on which something was written, and when it was cut. */
export interface Written {
  readonly line: Socket
  readonly closed: Promise<void>
}

/** Lines on which a test says what no client would say, or nothing at all. */
export class RawLines {
  readonly #lines: Socket[] = []

  keep(line: Socket): void {
    this.#lines.push(line)
  }

  /** Writes to a server over a line of its own and reads nothing; the caller may read it. */
  written(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<Written> {
    return new Promise((resolve, reject) => {
      const line = connect(port, '127.0.0.1', () => {
        const closed = new Promise<void>((end) => line.once('close', () => end()))
        line.write(Buffer.concat(parts.map((part) => Buffer.from(part))), () => resolve({ line, closed }))
      })
      line.once('error', reject)
      this.keep(line)
    })
  }

  destroy(): void {
    for (const line of this.#lines.splice(0)) line.destroy()
  }
}

/** The head of a request that brings a packet's bytes from its first on. */
export function patchOf(packet: Sealed, { key }: Sender): string {
  const target = pathOf(packet)
  const headers = { 'upload-offset': '0' }
  const signed = signRequest({ method: 'PATCH', target, headers }, key, 1_795_000_000, ['upload-offset'])
  const said = Object.entries({
    host: 'x',
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(packet.bytes.length),
    ...headers,
    ...signed,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `PATCH ${target} HTTP/1.1\r\n${said.join('')}\r\n`
}
