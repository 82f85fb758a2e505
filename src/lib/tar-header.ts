import { concat, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import { foldName, isSafeName } from './tar-name.ts'

/** One ustar header (POSIX.1-1988, IEEE 1003.1 'pax', section ustar Interchange Format): 512 bytes. */
export const BLOCK = 512
/** Eleven octal digits: one byte short of 8 GiB. */
const MAX_BYTES = 8 ** 11 - 1
const NAME = 100
const CHECKSUM = { at: 148, length: 8 }

export type Entry = { name: string; bytes: number }

/**
 * The same 512 bytes for the same name and size, always: mode 0644, uid, gid and mtime 0, no user or group name.
 * RangeError for an unsafe name, one over 100 characters, or 8 GiB and more.
 */
export function tarHeader(name: string, bytes: number): Uint8Array {
  if (!isSafeName(name) || name.length > NAME) throw new RangeError(`not a member's name: ${name}`)
  if (!Number.isInteger(bytes) || bytes < 0 || bytes > MAX_BYTES)
    throw new RangeError(`not a member's size: ${bytes}`)
  const zero = octal(0, 7)
  const head = concat(pad(name, NAME), octal(0o644, 7), zero, zero, octal(bytes, 11), octal(0, 11))
  const tail = concat(
    pad('0', 1),
    pad('', 100),
    pad('ustar', 6),
    utf8('00'),
    pad('', 64),
    zero,
    zero,
    pad('', 167),
  )
  const check = checksum(concat(head, pad('', 8), tail))
  return concat(head, utf8(`${check.toString(8).padStart(6, '0')}\0 `), tail)
}

/** The zeros after a member's data, up to the next block. */
export function tarPadding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK - (bytes % BLOCK)) % BLOCK)
}

/**
 * Reads one header; undefined for a block of zeros. Anything but a plain ustar file with a safe name is Fault
 * TAR-MALFORMED {why}: links, devices, folders, GNU and pax extensions among them.
 */
export function readTarHeader(block: Uint8Array): Entry | undefined {
  if (block.length !== BLOCK) throw malformed('truncated')
  if (isZero(block)) return undefined
  if (number(block, CHECKSUM.at, CHECKSUM.length) !== checksum(block)) throw malformed('checksum')
  if (latin1(block, 257, 265) !== 'ustar\x0000') throw malformed('not ustar')
  if (latin1(block, 156, 157) !== '0' || field(block, 157, 100) !== '') throw malformed('not a plain file')
  for (const [at, length] of [
    [100, 8],
    [108, 8],
    [116, 8],
    [136, 12],
  ] as const)
    number(block, at, length)
  const prefix = field(block, 345, 155)
  const name = prefix === '' ? field(block, 0, NAME) : `${prefix}/${field(block, 0, NAME)}`
  if (!isSafeName(name)) throw malformed('name')
  return { name, bytes: number(block, 124, 12) }
}

/** Remembers names: a second member of one name (in any case) is Fault TAR-MALFORMED. */
export class Names {
  readonly #seen = new Set<string>()

  add(name: string): void {
    const folded = foldName(name)
    if (this.#seen.has(folded)) throw malformed('duplicate', name)
    this.#seen.add(folded)
  }
}

/** True when every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

export function malformed(why: string, name?: string): Fault {
  return new Fault('TAR-MALFORMED', name === undefined ? { why } : { why, name })
}

function pad(word: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(utf8(word))
  return bytes
}

function octal(n: number, digits: number): Uint8Array {
  return utf8(`${n.toString(8).padStart(digits, '0')}\0`)
}

/** The sum of all bytes, the checksum's own eight counted as spaces. */
function checksum(block: Uint8Array): number {
  const own = block.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.length)
  return sum(block) - sum(own) + CHECKSUM.length * 32
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => total + byte, 0)
}

function latin1(block: Uint8Array, from: number, to: number): string {
  return Buffer.from(block.buffer, block.byteOffset, block.length).toString('latin1', from, to)
}

/** A field up to its first NUL; what follows must be NUL too, so that nothing hides there. */
function field(block: Uint8Array, at: number, length: number): string {
  const whole = latin1(block, at, at + length)
  const word = whole.replace(/\0+$/, '')
  if (word.includes('\0')) throw malformed('hidden bytes')
  return word
}

/** Octal digits, ended by NULs or spaces. GNU's base-256 numbers are refused. */
function number(block: Uint8Array, at: number, length: number): number {
  const digits = /^([0-7]+)[\0 ]*$/.exec(latin1(block, at, at + length))?.[1]
  if (digits === undefined) throw malformed('number')
  return Number.parseInt(digits, 8)
}
