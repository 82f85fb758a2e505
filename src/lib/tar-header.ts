import { utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import { foldName, isSafeName } from './tar-name.ts'

/** One ustar header (POSIX.1-1988, IEEE 1003.1 'pax', section ustar Interchange Format): 512 bytes. */
export const BLOCK = 512
/** Eleven octal digits: one byte short of 8 GiB. */
const MAX_BYTES = 8 ** 11 - 1
const NAME = 100
const SIZE = 124
const CHECKSUM = { at: 148, length: 8 }

/** All that is the same in every header. */
const BARE = new Uint8Array(BLOCK)
for (const [at, word] of [
  [100, octal(0o644, 7)],
  [108, octal(0, 7)],
  [116, octal(0, 7)],
  [136, octal(0, 11)],
  [156, '0'],
  [257, 'ustar\x0000'],
  [329, octal(0, 7)],
  [337, octal(0, 7)],
] as const)
  write(BARE, at, word)

export type Entry = { name: string; bytes: number }

/**
 * The same 512 bytes for the same name and size, always: mode 0644, uid, gid and mtime 0, no user or group name.
 * RangeError for an unsafe name, one over 100 characters, or 8 GiB and more.
 */
export function tarHeader(name: string, bytes: number): Uint8Array {
  if (!isSafeName(name) || name.length > NAME) throw new RangeError(`not a member's name: ${name}`)
  if (!Number.isInteger(bytes) || bytes < 0 || bytes > MAX_BYTES)
    throw new RangeError(`not a member's size: ${bytes}`)
  const block = Uint8Array.from(BARE)
  block.set(utf8(name))
  write(block, SIZE, octal(bytes, 11))
  // The sum first counts its own place as spaces.
  write(block, CHECKSUM.at, `${checksum(block).toString(8).padStart(6, '0')}\0 `)
  return block
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

/** ASCII alone. */
function write(block: Uint8Array, at: number, word: string): void {
  for (let n = 0; n < word.length; n++) block[at + n] = word.charCodeAt(n)
}

function octal(n: number, digits: number): string {
  return `${n.toString(8).padStart(digits, '0')}\0`
}

/** The sum of all bytes, the checksum's own eight counted as spaces. */
function checksum(block: Uint8Array): number {
  const own = block.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.length)
  return sum(block) - sum(own) + CHECKSUM.length * 32
}

/** Called for each member of a volume: a function for each byte took longer than the member's digest. */
function sum(bytes: Uint8Array): number {
  let total = 0
  for (const byte of bytes) total += byte
  return total
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
