import { isFault } from '../../lib/fault.ts'
import { parseSignature } from '../../lib/minisign.ts'
import { readTarHeader } from '../../lib/tar-header.ts'
import { concat } from '../../lib/bytes.ts'
import { parseStamp } from '../trust/comment.ts'
import { ID_PATTERN } from '../id.ts'

/** How the things that we look for begin, at the start of a block. */
const AGE = Buffer.from('age-encryption.org/v1\n')
const SIGNATURE = Buffer.from('untrusted comment: ')
const USTAR = Buffer.from('ustar')

/** The header that a block is, if it is one. */
export function headerIn(block: Uint8Array): { name: string; bytes: number } | undefined {
  if (!startsWith(block.subarray(257), USTAR)) return undefined
  return unlessFault(() => readTarHeader(block))
}

/** Whether an age file begins here. */
export function isAge(block: Uint8Array): boolean {
  return startsWith(block, AGE)
}

/** The packet's signature that begins here: the id that its stamp names, and its length up to the padding. */
export function signatureIn(
  first: Uint8Array | undefined,
  second: Uint8Array | undefined,
): { id: string; bytes: number } | undefined {
  if (first === undefined || !startsWith(first, SIGNATURE)) return undefined
  const spelt = Buffer.from(concat(first, second ?? new Uint8Array(0))).toString('latin1')
  const text = spelt.slice(0, spelt.indexOf('\0'))
  const stamp = unlessFault(() => parseStamp(parseSignature(text).trustedComment))
  if (stamp?.purpose !== 'packet' || stamp.id === undefined || !ID_PATTERN.test(stamp.id)) return undefined
  return { id: stamp.id, bytes: text.length }
}

function unlessFault<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (e) {
    if (isFault(e)) return undefined
    throw e
  }
}

function startsWith(bytes: Uint8Array, mark: Buffer): boolean {
  return bytes.length >= mark.length && mark.equals(bytes.subarray(0, mark.length))
}
