import { join } from 'node:path'
import type { StationPaths } from '../../station.ts'

/** All that a path needs of a station. */
export interface HasPackets {
  readonly paths: Pick<StationPaths, 'packets'>
}

/** Folder of the month (UTC) in which a packet was sealed: packets/<yyyymm>. */
export function monthFolder(station: HasPackets, sealedAt: string): string {
  return join(station.paths.packets, sealedAt.slice(0, 4) + sealedAt.slice(5, 7))
}

/** Where a sealed packet lies. `sealedAt` is the recording's, ISO 8601 in UTC. */
export function packetPath(station: HasPackets, id: string, sealedAt: string): string {
  return join(monthFolder(station, sealedAt), `${id}.rkp`)
}

/** Where its detached signature lies. */
export function signaturePath(station: HasPackets, id: string, sealedAt: string): string {
  return `${packetPath(station, id, sealedAt)}.minisig`
}
