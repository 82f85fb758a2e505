import { setImmediate } from 'node:timers/promises'
import { mendSignature, type SealedPacket, wholeDigests } from '../enrolment/index.ts'
import type { Station } from '../station.ts'

/** Packets that are looked at before somebody else gets an answer. */
const AT_ONCE = 50

/** What became of packets that a volume was to carry. */
export interface Looked {
  /** Their bytes are not those of the register, or they have no signature and can get none. */
  readonly unfit: readonly string[]
  /** They got their signature again. */
  readonly remade: readonly string[]
}

/** Looks at all packets of a volume at once, and makes signatures again where that can be: each that is found alone costs a volume that fails. */
export async function unfitPackets(station: Station, ids: readonly string[]): Promise<Looked> {
  const unfit: string[] = []
  const remade: string[] = []
  for (const [n, id] of ids.entries()) {
    const packet = station.read.get<SealedPacket>(
      'SELECT id, epoch, seq, sealed_at, sha256 FROM recording WHERE id = ?',
      [id],
    )
    const digests = packet && (await wholeDigests(station, packet))
    const mended = digests ? await mendSignature(station, packet, digests) : 'unsigned'
    if (mended === 'unsigned') unfit.push(id)
    else if (mended === 'remade') remade.push(id)
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
  return { unfit, remade }
}
