import { request } from 'node:http'
import { refuse } from '../../refuse.ts'

/**
 * As much of IPP (RFC 8010, RFC 8011) as tells how a job ended: lpstat does not say whether a job that is over was printed or
 * given up.
 */
export const GET_JOB_ATTRIBUTES = 0x00_09
export const GET_JOBS = 0x00_0a

const TAG = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
}

export type IppAttribute = readonly [tag: number, name: string, value: string]
export const uri = (name: string, value: string): IppAttribute => [TAG.uri, name, value]
export const named = (name: string, value: string): IppAttribute => [TAG.name, name, value]
export const keyword = (name: string, value: string): IppAttribute => [TAG.keyword, name, value]

/** One group of attributes: its values by name, integers and enums as numbers, all else as text. */
export type IppGroup = ReadonlyMap<string, readonly (string | number)[]>

export interface IppAnswer {
  readonly status: number
  /** The job groups. */
  readonly jobs: readonly IppGroup[]
}

/** An IPP 1.1 request with charset and language in front, as every one has them. An empty name is one more value of the one before. */
export function encodeIpp(operation: number, attributes: readonly IppAttribute[]): Uint8Array {
  const head = Buffer.from([1, 1, operation >> 8, operation & 0xff, 0, 0, 0, 1, TAG.operation])
  const all: readonly IppAttribute[] = [
    [TAG.charset, 'attributes-charset', 'utf-8'],
    [TAG.language, 'attributes-natural-language', 'en'],
    ...attributes,
  ]
  const parts = all.map(([tag, name, value]) => {
    const [n, v] = [Buffer.from(name), Buffer.from(value)]
    const out = Buffer.alloc(5 + n.length + v.length)
    out.writeUInt8(tag, 0)
    out.writeUInt16BE(n.length, 1)
    n.copy(out, 3)
    out.writeUInt16BE(v.length, 3 + n.length)
    v.copy(out, 5 + n.length)
    return out
  })
  return Buffer.concat([head, ...parts, Buffer.from([TAG.end])])
}

/** Reads an answer. Throws RangeError for bytes that are none. */
export function decodeIpp(bytes: Uint8Array): IppAnswer {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const status = view.readUInt16BE(2)
  const jobs: Map<string, (string | number)[]>[] = []
  let group = new Map<string, (string | number)[]>()
  let name = ''
  for (let at = 8; ; ) {
    const tag = view.readUInt8(at++)
    if (tag === TAG.end) return { status, jobs }
    if (tag < 0x10) {
      group = new Map()
      if (tag === TAG.job) jobs.push(group)
      continue
    }
    const nameEnd = at + 2 + view.readUInt16BE(at)
    const valueEnd = nameEnd + 2 + view.readUInt16BE(nameEnd)
    if (valueEnd > view.length) throw new RangeError('IPP answer cut off')
    if (nameEnd > at + 2) name = view.toString('utf8', at + 2, nameEnd)
    const value = view.subarray(nameEnd + 2, valueEnd)
    const number = (tag === 0x21 || tag === 0x23) && value.length === 4
    group.set(name, [...(group.get(name) ?? []), number ? value.readInt32BE(0) : value.toString('utf8')])
    at = valueEnd
  }
}

const LIMIT = 4 << 20

/**
 * Asks the print service. @param server a socket's path or `host:port`, as `lpstat -H` says it. Faults PRINTER-SYSTEM when it does not
 * answer, or not in IPP.
 */
export function askIpp(server: string, body: Uint8Array): Promise<IppAnswer> {
  const cut = server.lastIndexOf(':')
  const where = server.startsWith('/')
    ? { socketPath: server }
    : { host: server.slice(0, cut), port: Number(server.slice(cut + 1)) }
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(refuse('PRINTER-SYSTEM', {}, cause))
    const headers = { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' }
    const asked = request({ ...where, method: 'POST', path: '/', headers, timeout: 20_000 }, (answer) => {
      const chunks: Buffer[] = []
      let length = 0
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length > LIMIT) asked.destroy(new Error('the answer is too long'))
      })
      answer.on('error', fail)
      answer.on('end', () => {
        try {
          resolve(decodeIpp(Buffer.concat(chunks)))
        } catch (error) {
          fail(error)
        }
      })
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', fail)
    asked.end(body)
  })
}
