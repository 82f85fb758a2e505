import { readFileSync } from 'node:fs'
import type { Amendment } from '../../../../contract/amendment.ts'
import { openPacket } from '../../../../formats/packet/packet.ts'
import type { TestStation } from '../../../testing/index.ts'
import { packetPath } from '../../seal/paths.ts'

/** A correction of these fields, each from the old value to the new. */
export function correction(
  ...changes: [field: 'nik' | 'nama' | 'namaAyah', old: string, now: string][]
): Amendment {
  return {
    kind: 'correction',
    reason: 'salah ketik',
    changes: changes.map(([field, old, value]) => ({ field, old, new: value })),
  }
}

/** A sealed packet of the station, opened by the sample data centre. */
export function opened({ station, dinas }: TestStation, packet: string): ReturnType<typeof openPacket> {
  const { at } = station.read.get<{ at: string }>('SELECT sealed_at AS at FROM recording WHERE id = ?', [
    packet,
  ])!
  return openPacket(readFileSync(packetPath(station, packet, at)), [dinas.datacenter.identity])
}
