import { tarPadding } from '../../lib/tar.ts'
import { BLOCK, END, VOLUME_LIMIT } from './index-file.ts'

/** No entry of the index is longer: name, two numbers, digest, kind, and their keys. */
const ENTRY = 256
/** The index without its members. */
const INDEX = 512

/** Bytes that a volume of members of these sizes needs at most: for the question whether they fit on the disk. */
export function volumeBytesAtMost(sizes: Iterable<number>): number {
  let total = 2 * BLOCK + INDEX + END
  for (const bytes of sizes) total += memberBytes(bytes)
  return total
}

/**
 * Fills volumes: add members until `isFull`, then begin another plan. A volume is closed when it reached VOLUME_LIMIT, so it has at
 * most that and one packet.
 */
export class VolumePlan {
  readonly #limit: number
  #bytes = 0

  constructor(limit: number = VOLUME_LIMIT) {
    this.#limit = limit
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limit
  }

  /** Counts a member of so many bytes in; true while more fit. */
  add(bytes: number): boolean {
    this.#bytes += BLOCK + bytes + tarPadding(bytes).length
    return !this.isFull
  }
}

function memberBytes(bytes: number): number {
  return BLOCK + bytes + tarPadding(bytes).length + ENTRY
}
