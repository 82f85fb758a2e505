import { createHmac, hkdfSync } from 'node:crypto'
import { base64, concat, equal, unbase64, utf8 } from './bytes.ts'
import { Fault, isFault } from './fault.ts'

/** The textual header of age v1: recipient stanzas, then a MAC under the file key. */
export type Stanza = { args: string[]; body: Uint8Array }
export type Header = { stanzas: Stanza[]; mac: Uint8Array; signed: Uint8Array; bytes: number }

const VERSION = 'age-encryption.org/v1'
const COLUMNS = 64
/** A header of hundreds of recipients fits; a hostile file cannot make a reader hoard. */
export const MAX_HEADER = 1 << 17

/** The header of a file: the stanzas and the MAC that the file key makes over them. */
export function writeHeader(stanzas: Stanza[], fileKey: Uint8Array): Uint8Array {
  const signed = utf8(`${VERSION}\n${stanzas.map(writeStanza).join('')}---`)
  return concat(signed, utf8(` ${raw64(headerMac(signed, fileKey))}\n`))
}

/** Fault AGE-DAMAGED unless this file key made the header's MAC. */
export function checkHeader(header: Header, fileKey: Uint8Array): void {
  if (!equal(headerMac(header.signed, fileKey), header.mac)) throw damaged('header-mac')
}

/**
 * Parses strictly, as the specification demands: canonical unpadded base64, full body lines of 64 columns. Gives undefined
 * when `bytes` ends before the header does; Faults AGE-NOT-AGE, AGE-DAMAGED.
 */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const lines = new Lines(bytes)
  const version = lines.next()
  if (version === undefined && VERSION.startsWith(lines.rest()) && bytes.length > 0) return undefined
  if (version !== VERSION) throw new Fault('AGE-NOT-AGE')
  const stanzas: Stanza[] = []
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.startsWith('--- ')) {
      const mac = unraw64(line.slice(4))
      if (mac.length !== 32 || stanzas.length === 0) throw damaged('header')
      return { stanzas, mac, signed: bytes.subarray(0, lines.start + 3), bytes: lines.at }
    }
    const args = line.split(' ')
    if (args.shift() !== '->' || args.length === 0 || !args.every((arg) => /^[!-~]+$/.test(arg)))
      throw damaged('header')
    const body = readBody(lines)
    if (body === undefined) break
    stanzas.push({ args, body })
  }
  if (bytes.length > MAX_HEADER) throw damaged('header-size')
  return undefined
}

/** Fault AGE-DAMAGED: what the file is, no key can mend. `why` is for the log. */
export function damaged(why: string, cause?: unknown): Fault {
  return new Fault('AGE-DAMAGED', { why }, { cause })
}

/** Base64 without padding, as every age stanza writes it. */
export function raw64(bytes: Uint8Array): string {
  return base64(bytes).replace(/=+$/, '')
}

/** The bytes of canonical unpadded base64, else Fault AGE-DAMAGED. */
export function unraw64(spelt: string): Uint8Array {
  try {
    if (spelt.endsWith('=')) throw damaged('base64')
    return unbase64(spelt + '='.repeat((4 - (spelt.length % 4)) % 4))
  } catch (e) {
    throw isFault(e, 'BYTES-MALFORMED') ? damaged('base64', e) : e
  }
}

function writeStanza({ args, body }: Stanza): string {
  const lines: string[] = raw64(body).match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? []
  if (lines.at(-1)?.length === COLUMNS || lines.length === 0) lines.push('')
  return `-> ${args.join(' ')}\n${lines.join('\n')}\n`
}

function readBody(lines: Lines): Uint8Array | undefined {
  const parts: string[] = []
  for (;;) {
    const line = lines.next()
    if (line === undefined) return undefined
    if (line.length > COLUMNS) throw damaged('header')
    parts.push(line)
    if (line.length < COLUMNS) return unraw64(parts.join(''))
  }
}

function headerMac(signed: Uint8Array, fileKey: Uint8Array): Uint8Array {
  const key = new Uint8Array(hkdfSync('sha256', fileKey, '', 'header', 32))
  return new Uint8Array(createHmac('sha256', key).update(signed).digest())
}

/** Cuts lines at LF; `start` is where the last line began, `at` where the next begins. */
class Lines {
  readonly #bytes: Buffer
  start = 0
  at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MAX_HEADER))
  }

  next(): string | undefined {
    const end = this.#bytes.indexOf(10, this.at)
    if (end < 0) return undefined
    this.start = this.at
    this.at = end + 1
    return this.#bytes.toString('latin1', this.start, end)
  }

  rest(): string {
    return this.#bytes.toString('latin1', this.at)
  }
}
