import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { signDetached } from '../../formats/trust/comment.ts'
import { hex, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { type Digests, hashFile } from '../../lib/hash.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import type { Station } from '../station.ts'
import { isSigned } from './engine/signature.ts'
import type { PacketSource, Signer } from './engine/types.ts'
import { ownSigners } from './own-keys.ts'

/**
 * Signatures of packets on this computer (decision 238): one that rotted or went is made again where the station still holds the key and the packet's
 * bytes are those of the register. Ed25519 signs alike, so that the file is again the one that was sealed.
 */

/** Signatures that are looked at before somebody else gets an answer: some 10 ms. */
const AT_ONCE = 50

/** The packet's digests, where its bytes are those that were sealed; undefined also where they cannot be read. */
export async function wholeDigests({ path, sha256 }: PacketSource): Promise<Digests | undefined> {
  try {
    const digests = await hashFile(path)
    return hex(digests.sha256) === sha256 ? digests : undefined
  } catch (error) {
    // The backup that needs it says why.
    if (isFault(error)) return undefined
    throw error
  }
}

async function isWhole(station: Station, source: PacketSource, signers: readonly Signer[]): Promise<boolean> {
  try {
    return isSigned(await readFile(source.signaturePath), source, { station: station.code, signers })
  } catch {
    return false
  }
}

/** What became of a signature: it was whole, it is again, or it cannot be. */
export type Mended = 'whole' | 'remade' | 'unsigned'

/**
 * Looks at a packet's signature, and makes it again where it is not whole.
 * @param digests of the packet's bytes, where they are known to be those of the register
 */
export async function mendSignature(
  station: Station,
  source: PacketSource,
  digests?: Digests,
): Promise<Mended> {
  if (await isWhole(station, source, ownSigners(station))) return 'whole'
  const { id, epoch, seq, signaturePath } = source
  if (epoch !== station.epoch.id) return 'unsigned'
  const due = digests ?? (await wholeDigests(source))
  if (!due) return 'unsigned'
  const stamp = { purpose: 'packet', station: station.code, epoch, seq, id } as const
  try {
    await replaceDurably(signaturePath, utf8(signDetached(due, station.keys.signing, stamp)))
  } catch (error) {
    if (!isFault(error)) throw error
    station.ports.log.error('a signature cannot be made again', { packet: id, code: error.code })
    return 'unsigned'
  }
  await station.write.transaction((tx) => recordAct(tx, station, 'backup.signature-remade', id))
  return 'remade'
}

/** The same for packets that a volume was to carry: the ids of each kind. Gives way in between. */
export async function mendSignatures(
  station: Station,
  packets: readonly PacketSource[],
): Promise<Readonly<Record<Mended, string[]>>> {
  const found: Record<Mended, string[]> = { whole: [], remade: [], unsigned: [] }
  for (const [n, source] of packets.entries()) {
    found[await mendSignature(station, source)].push(source.id)
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
  return found
}
