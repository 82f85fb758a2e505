import { readFile } from 'node:fs/promises'
import { signDetached } from '../../../formats/trust/comment.ts'
import { hex, utf8 } from '../../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { type Digests, hashFile } from '../../../lib/hash.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import type { Station } from '../../station.ts'
import { packetPath, signaturePath } from '../seal/paths.ts'
import { isSigned, type Numbered, ownSigners } from './signed.ts'

/** A packet as the register knows it. */
export interface SealedPacket extends Numbered {
  readonly sealed_at: string
  /** Of its bytes, lower hex. */
  readonly sha256: string
}

/** What became of a signature: it was whole, it is again, or it cannot be. */
export type Mended = 'whole' | 'remade' | 'unsigned'

/** The packet's digests, where its bytes are those that were sealed; undefined also where they cannot be read: whoever needs them says why. */
export async function wholeDigests(station: Station, packet: SealedPacket): Promise<Digests | undefined> {
  try {
    const digests = await hashFile(packetPath(station, packet.id, packet.sealed_at))
    return hex(digests.sha256) === packet.sha256 ? digests : undefined
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

async function signatureOf(station: Station, { id, sealed_at: at }: SealedPacket): Promise<Uint8Array> {
  const path = signaturePath(station, id, at)
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

/** The signature where it is whole; undefined where it is not, or cannot be read. */
async function wholeSignature(station: Station, packet: SealedPacket): Promise<Uint8Array | undefined> {
  try {
    const signature = await signatureOf(station, packet)
    const by = { station: station.code, signers: ownSigners(station) }
    return isSigned(signature, packet, by) ? signature : undefined
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/**
 * Looks at a packet's signature on this computer, and makes it again where it rotted or went: where the packet's bytes are those of the register, and
 * the station still holds the key of its epoch. Ed25519 signs alike, so that the file is again, byte for byte, the one that was sealed.
 * @param digests of the packet's bytes, where they are known to be those of the register
 */
export async function mendSignature(
  station: Station,
  packet: SealedPacket,
  digests?: Digests,
): Promise<Mended> {
  if (await wholeSignature(station, packet)) return 'whole'
  const { id, epoch, seq, sealed_at: at } = packet
  if (epoch !== station.epoch.id) return 'unsigned'
  const due = digests ?? (await wholeDigests(station, packet))
  if (!due) return 'unsigned'
  const stamp = { purpose: 'packet', station: station.code, epoch, seq, id } as const
  try {
    await replaceDurably(signaturePath(station, id, at), utf8(signDetached(due, station.keys.signing, stamp)))
  } catch (error) {
    if (!isFault(error)) throw error
    station.ports.log.error('a signature cannot be made again', { packet: id, code: error.code })
    return 'unsigned'
  }
  await station.write.transaction((tx) => recordAct(tx, station, 'recording.signature-remade', id))
  return 'remade'
}

/** A packet's signature for whoever passes it on, made again where need be. Faults SIGNATURE-BAD {packet}, FILE-MISSING, DISK-*. */
export async function soundSignature(station: Station, id: string): Promise<Uint8Array> {
  const packet = station.read.get<SealedPacket>(
    'SELECT id, epoch, seq, sealed_at, sha256 FROM recording WHERE id = ?',
    [id],
  )
  if (!packet) throw new Error(`no recording ${id}`)
  const whole = await wholeSignature(station, packet)
  if (whole) return whole
  const mended = await mendSignature(station, packet)
  const signature = await signatureOf(station, packet)
  if (mended === 'unsigned') throw new Fault('SIGNATURE-BAD', { packet: id })
  return signature
}
