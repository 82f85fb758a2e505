import { hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { encrypt } from '../../lib/age.ts'
import { signDetached } from '../trust/comment.ts'
import type { ReadAt } from '../volume/read.ts'
import { type VolumeItem, type VolumeMeta, type VolumeResult, writeVolume } from '../volume/write.ts'
import { CENTRE, DISK, EPOCH, sampleId, STATION, STATION_KEY } from './sample.ts'

export const VOLUME_META: VolumeMeta = {
  station: STATION,
  disk: DISK,
  sequence: 12,
  previous: 'ab'.repeat(32),
}

/** A packet as a volume sees it: sealed bytes and a signature, whatever is inside. */
export function samplePair(n: number, plainBytes: number): VolumeItem[] {
  const id = sampleId(n)
  const { sealed } = encrypt(new Uint8Array(plainBytes).fill(n), { recipients: [CENTRE] })
  const stamp = { purpose: 'packet', station: STATION, epoch: EPOCH, seq: n, id } as const
  const signature = utf8(signDetached(sealed, STATION_KEY, stamp))
  return [
    { name: `${id}.rkp`, kind: 'packet', bytes: sealed.length, data: sealed, sha256: hex(sha256(sealed)) },
    { name: `${id}.rkp.minisig`, kind: 'signature', bytes: signature.length, data: signature },
  ]
}

/** A member that is not a packet. */
export function sampleItem(
  kind: VolumeItem['kind'],
  name: string,
  data = utf8(`${kind} CONTOH`),
): VolumeItem {
  return { name, kind, bytes: data.length, data }
}

/** All bytes of a volume, and its result. */
export async function collectVolume(
  items: Iterable<VolumeItem>,
  meta = VOLUME_META,
): Promise<{ bytes: Uint8Array; result: VolumeResult }> {
  const stream = writeVolume(items, meta)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk.slice())
  return { bytes: new Uint8Array(Buffer.concat(chunks)), result: stream.result }
}

/** Random access to bytes in memory. */
export function readerOf(bytes: Uint8Array): ReadAt {
  return (offset, length) => Promise.resolve(bytes.slice(offset, offset + length))
}
