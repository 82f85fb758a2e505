import { setImmediate } from 'node:timers/promises'
import { type Mended, mendSignature, type SealedPacket } from '../enrolment/index.ts'
import type { Station } from '../station.ts'

/** Signatures that are looked at before somebody else gets an answer: some 10 ms. */
const AT_ONCE = 50

/** Looks at the signatures of packets that a volume was to carry, and makes again what can be: the ids of each kind. Gives way in between. */
export async function mendSignatures(
  station: Station,
  ids: readonly string[],
): Promise<Readonly<Record<Mended, string[]>>> {
  const found: Record<Mended, string[]> = { whole: [], remade: [], unsigned: [] }
  for (const [n, id] of ids.entries()) {
    const packet = station.read.get<SealedPacket>(
      'SELECT id, epoch, seq, sealed_at, sha256 FROM recording WHERE id = ?',
      [id],
    )
    if (packet) found[await mendSignature(station, packet)].push(id)
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
  return found
}
