import { z } from 'zod'
import type { SigningKey } from '../../lib/minisign.ts'
import { instantSchema, lineSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached, type Stamp } from '../trust/comment.ts'

/** The marker in REKAM/, its second copy, and its signature: a disk with a bad sector in one of them is still known. */
export const MARKER = 'DISK.JSN'
export const MARKER_COPY = 'DISK.BAK'
export const MARKER_SIGNATURE = 'DISK.SIG'

const schema = z.object({
  ...formatHead('rekam-disk'),
  disk: idSchema,
  station: stationSchema,
  /** Epoch of the key that signed. */
  epoch: idSchema,
  kind: z.enum(['desk', 'rotation']),
  label: lineSchema(40),
  /** UUID or serial of the file system, so that a copy of the folder elsewhere is not this disk; empty where there is none. */
  volume: z.string().max(64),
  pairedAt: instantSchema,
})

export const diskFormat: JsonFormat<typeof schema> = { name: 'rekam-disk', version: 1, limit: 4096, schema }

/** What a paired disk says of itself. */
export type DiskMarker = Omit<z.infer<typeof schema>, 'format' | 'version'>

/** What the signature on a marker has to say: purpose `report`, the disk as id. */
export function markerStamp({ station, epoch, disk }: DiskMarker): Stamp {
  return { purpose: 'report', station, epoch, id: disk }
}

/** The marker and its signature. Fault FORMAT-INVALID. */
export function signMarker(marker: DiskMarker, key: SigningKey): Signed {
  const bytes = encodeJson(diskFormat, { format: 'rekam-disk', version: 1, ...marker })
  return { bytes, signature: signDetached(bytes, key, markerStamp(marker)) }
}

/** What the marker says, whoever signed it. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function readMarker(bytes: Uint8Array): DiskMarker {
  const { format: _, version: __, ...marker } = decodeJson(diskFormat, bytes)
  return marker
}
