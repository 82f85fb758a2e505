import { join } from 'node:path'
import {
  type DiskMarker,
  MARKER,
  MARKER_COPY,
  MARKER_SIGNATURE,
  markerStamp,
} from '../../../formats/disk/disk.ts'
import { trustFrom } from '../../../formats/trust/trust.ts'
import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import type { PublicKey } from '../../../lib/minisign.ts'
import type { DiskIo } from './io.ts'
import { rekamDir, stationPath } from './layout.ts'
import { certificatesOn } from './survey.ts'

const LIMIT = 4096

/**
 * Whether the station that a disk's marker names belongs to the Dinas of this root: the marker is signed by a key that the root
 * certified, by a certificate that lies on the disk. Only such a disk is shared; what cannot be read or proven is not.
 */
export async function isOfDinas(
  io: DiskIo,
  mount: string,
  marker: DiskMarker,
  root: PublicKey,
): Promise<boolean> {
  const folder = rekamDir(mount)
  const trust = trustFrom(root, await certificatesOn(io, stationPath(mount, marker.station)))
  for (const name of [MARKER, MARKER_COPY]) {
    try {
      const bytes = await io.readSmall(join(folder, name), LIMIT)
      const signature = text(await io.readSmall(join(folder, MARKER_SIGNATURE), LIMIT))
      trust.verify(bytes, signature, 'report', markerStamp(marker))
      return true
    } catch (error) {
      if (!isFault(error) || error.code === 'DISK-GONE') throw error
    }
  }
  return false
}
