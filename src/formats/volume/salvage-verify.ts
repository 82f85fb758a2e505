import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import type { Stamp } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'
import { isReadError } from './blocks.ts'
import { type ReadAt, readExactly } from './read.ts'
import type { Salvaged } from './salvage.ts'

/** A salvaged packet whose signature verified: it is what the station sealed. */
export interface SalvagedPacket {
  readonly bytes: Uint8Array
  readonly signature: string
  readonly stamp: Stamp
}

/**
 * Reads what salvageVolume found and judges it by its signature; where the length is not exact every possible one is tried. Undefined
 * when it cannot be read or nothing verifies.
 */
export async function verifySalvaged(
  read: ReadAt,
  found: Salvaged,
  trust: Trust,
): Promise<SalvagedPacket | undefined> {
  try {
    const signature = text(await readExactly(read, found.signature.offset, found.signature.bytes))
    const whole = await readExactly(read, found.offset, found.bytesAtMost)
    for (let length = found.bytes; length <= found.bytesAtMost; length++) {
      const bytes = whole.subarray(0, length)
      const stamp = judge(bytes, signature, found.id, trust)
      if (stamp !== undefined) return { bytes, signature, stamp }
    }
  } catch (e) {
    if (!isReadError(e)) throw e
  }
  return undefined
}

function judge(bytes: Uint8Array, signature: string, id: string, trust: Trust): Stamp | undefined {
  try {
    return trust.verify(bytes, signature, 'packet', { id }).stamp
  } catch (e) {
    if (isFault(e)) return undefined
    throw e
  }
}
