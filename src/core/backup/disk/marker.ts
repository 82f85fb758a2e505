import { join } from 'node:path'
import {
  type DiskMarker,
  MARKER,
  MARKER_COPY,
  MARKER_SIGNATURE,
  markerStamp,
  readMarker,
} from '../../../formats/disk/disk.ts'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { holdAgainst } from '../../../formats/trust/trust.ts'
import { text } from '../../../lib/bytes.ts'
import { type Fault, isFault } from '../../../lib/fault.ts'
import type { PublicKey } from '../../../lib/minisign.ts'
import { type DiskIo, isNoFile } from './io.ts'
import { rekamDir, stationPath } from './layout.ts'

const LIMIT = 4096

/** Whose disk it may be. */
export interface MarkerReader {
  readonly station: string
  /** The station's signing keys of all its epochs. */
  readonly keys: readonly PublicKey[]
}

/** What stands on a disk about the disk itself. */
export type FoundMarker =
  | { readonly found: 'none' }
  | { readonly found: 'damaged' }
  /** Reads well; `own` where one of the keys given signed it; `guest` where it lies in the station's folder of another's disk. */
  | {
      readonly found: 'marker'
      readonly marker: DiskMarker
      readonly own: boolean
      readonly guest: boolean
    }

const NONE = new Set(['FILE-MISSING', 'FILE-TOO-LARGE'])

/** A file's bytes; undefined where there is none, one too large to be ours, or something that is no file. */
async function small(io: DiskIo, path: string): Promise<Uint8Array | undefined> {
  try {
    return await io.readSmall(path, LIMIT)
  } catch (error) {
    if (isFault(error) && (NONE.has(error.code) || isNoFile(error))) return undefined
    throw error
  }
}

function parse(bytes: Uint8Array): DiskMarker | undefined {
  try {
    return readMarker(bytes)
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

function isSignedBy(bytes: Uint8Array, signature: string, marker: DiskMarker, keys: readonly PublicKey[]) {
  try {
    const { stamp } = verifyDetached(bytes, signature, keys, 'report')
    holdAgainst(stamp, markerStamp(marker))
    return true
  } catch (error) {
    if (isFault(error)) return false
    throw error
  }
}

/** The marker in a folder or its second copy, whichever verifies, else whichever reads. A bad sector under one of them counts where the other does not verify. */
async function markerIn(
  io: DiskIo,
  folder: string,
  keys: readonly PublicKey[],
  guest: boolean,
): Promise<FoundMarker> {
  const unread: Fault[] = []
  const piece = async (name: string) => {
    try {
      return await small(io, join(folder, name))
    } catch (error) {
      if (!isFault(error, 'DISK-IO')) throw error
      unread.push(error)
      return undefined
    }
  }
  const copies = [await piece(MARKER), await piece(MARKER_COPY)]
  const signature = await piece(MARKER_SIGNATURE)
  const read = copies.flatMap((bytes) => {
    const marker = bytes && parse(bytes)
    if (!marker) return []
    return [{ marker, own: signature !== undefined && isSignedBy(bytes, latin(signature), marker, keys) }]
  })
  const own = read.find((one) => one.own)
  if (!own && unread[0]) throw unread[0]
  const best = own ?? read[0]
  if (best) return { found: 'marker', ...best, guest }
  return copies.every((bytes) => bytes === undefined) ? { found: 'none' } : { found: 'damaged' }
}

/**
 * What a disk says to a station: the marker in REKAM/ is of the station that paired it first; on a disk that it shares, a guest has its
 * own in its folder (decision 0045). Faults of reading come through: a disk that does not answer has not lost its marker.
 */
export async function findMarker(io: DiskIo, mount: string, reader: MarkerReader): Promise<FoundMarker> {
  const { station, keys } = reader
  const host = await markerIn(io, rekamDir(mount), keys, false)
  if (host.found === 'marker' && host.marker.station === station) return host
  const guest = await markerIn(io, stationPath(mount, station), keys, true)
  // A guest's marker that is damaged or that nobody signed says nothing: the disk is the host's, and may be joined anew.
  return guest.found === 'marker' && guest.own ? guest : host
}

/** A signature is ASCII; anything else does not parse. */
function latin(bytes: Uint8Array): string {
  try {
    return text(bytes)
  } catch (error) {
    if (isFault(error)) return ''
    throw error
  }
}
