import { statSync } from 'node:fs'
import { packetPath, signaturePath } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import type { PacketSource } from './engine/types.ts'
import type { PacketRow } from './queries.ts'

/** Where a packet of the register should lie on this computer. */
export function sourceOf(station: Station, row: PacketRow): PacketSource {
  return {
    id: row.id,
    epoch: row.epoch,
    seq: row.seq,
    path: packetPath(station, row.id, row.sealed_at),
    signaturePath: signaturePath(station, row.id, row.sealed_at),
    bytes: row.bytes,
    sha256: row.sha256,
  }
}

const LOOK = { throwIfNoEntry: false } as const

/** Whether its file lies there, by name and size. */
export function hasBytes({ path, bytes }: PacketSource): boolean {
  return statSync(path, LOOK)?.size === bytes
}

/** The same with its signature. */
export function lies(source: PacketSource): boolean {
  return hasBytes(source) && statSync(source.signaturePath, LOOK) !== undefined
}
