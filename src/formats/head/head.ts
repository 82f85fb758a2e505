import { concat, u64be, unhex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { ID_PATTERN } from '../id.ts'

const TAG = utf8('rekam-head-v1')
const BYTES = 32

/** A sealed packet as the head sees it; sha256 of the sealed bytes, 32 bytes or hexadecimal. */
export interface Link {
  readonly seq: number
  readonly id: string
  readonly sha256: Uint8Array | string
}

/** The head before the first packet of an epoch without a parent. An epoch with a parent begins with the parent's head. */
export const H0: Uint8Array = new Uint8Array(BYTES)

/**
 * H_n = SHA256("rekam-head-v1" | H_(n-1) | u64be(seq) | id | sha256) (FORMATS.md, 'Head'): 32 bytes over everything that one
 * (station, epoch) sealed, in its order; `id` as its 26 ASCII characters. Wrong lengths are a RangeError.
 */
export function nextHead(previous: Uint8Array, link: Link): Uint8Array {
  const digest = typeof link.sha256 === 'string' ? unhex(link.sha256) : link.sha256
  if (previous.length !== BYTES || digest.length !== BYTES || !ID_PATTERN.test(link.id) || link.seq < 1) {
    throw new RangeError('a head takes 32 bytes, a sequence number from 1, an id, and 32 bytes')
  }
  return sha256(concat(TAG, previous, u64be(link.seq), utf8(link.id), digest))
}

/** The head after all links, in the order given. */
export function foldHead(previous: Uint8Array, links: Iterable<Link>): Uint8Array {
  let head = previous
  for (const link of links) head = nextHead(head, link)
  return head
}
