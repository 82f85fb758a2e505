import { statSync } from 'node:fs'
import { packetPath, signaturePath } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import type { PacketSource } from './engine/types.ts'
import type { PacketRow } from './queries.ts'

/** Where a packet of the register should lie on this computer. */
export function sourceOf(station: Station, row: Omit<PacketRow, 'epoch' | 'seq'>): PacketSource {
  return {
    id: row.id,
    path: packetPath(station, row.id, row.sealed_at),
    signaturePath: signaturePath(station, row.id, row.sealed_at),
    bytes: row.bytes,
    sha256: row.sha256,
  }
}

/** Whether its file and its signature lie there, by name and size. */
export function lies({ path, signaturePath: signature, bytes }: PacketSource): boolean {
  const look = { throwIfNoEntry: false } as const
  return statSync(path, look)?.size === bytes && statSync(signature, look) !== undefined
}
