import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { newId } from '../../../formats/id.ts'
import { packetPath, signaturePath } from '../../enrolment/index.ts'
import type { Station } from '../../station.ts'
import type { TestStation } from '../../testing/index.ts'
import { commitPaths } from '../disk/layout.ts'
import type { Hands } from '../engine/hands.ts'
import type { VolumeJob } from '../engine/types.ts'
import { onMedium } from './desk.ts'

const DIGEST = '0'.repeat(64)

/** Recordings in the register whose packets are holes of that size: for who asks when a packet is written, not what is in it. */
export async function hollowPackets(station: Station, count: number, bytes: number): Promise<string[]> {
  const last = station.read.get<{ seq: number }>('SELECT max(seq) AS seq FROM recording WHERE epoch = ?', [
    station.epoch.id,
  ])
  const at = station.ports.now().toISOString()
  const ids = Array.from({ length: count }, () => newId(station.ports.random))
  for (const id of ids) {
    const path = packetPath(station, id, at)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '')
    truncateSync(path, bytes)
    writeFileSync(signaturePath(station, id, at), '')
  }
  await station.write.transaction((tx) => {
    for (const [n, id] of ids.entries()) {
      const seq = (last?.seq ?? 0) + n + 1
      tx.run(
        `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
         VALUES (?, ?, ?, 'recording', ?, 'CONTOH', '1990-01-01', '{}', ?, 'operator', ?, ?, ?, '')`,
        [id, station.epoch.id, seq, String(seq).padStart(16, '5'), at, DIGEST, bytes, DIGEST],
      )
    }
  })
  return ids
}

/** One second of the station's clock passed while the disk was busy. */
export type OnSecond = () => Promise<void>

/**
 * Hands over a disk that takes and gives back so many bytes a second of the station's fake clock. Volumes are not written: what is asked is
 * how long each takes. Statements are, so that the next run finds them.
 */
export function slowHands(on: TestStation, bytesPerSecond: number, onSecond: OnSecond): () => Hands {
  async function busy(bytes: number): Promise<void> {
    for (let left = (1000 * bytes) / bytesPerSecond; left > 0; left -= 1000) {
      on.ports.clock.advance(Math.min(1000, left))
      await onSecond()
    }
  }
  return () => ({
    ...onMedium.hands(),
    async writeVolume(job: VolumeJob) {
      const bytes = job.packets.reduce((sum, packet) => sum + packet.bytes, 0)
      const paths = commitPaths(job.target.mount, job.station, job.month, job.sequence)
      mkdirSync(paths.folder, { recursive: true })
      await busy(bytes)
      await busy(bytes)
      const { seq: change } = on.station.read.get<{ seq: number }>('SELECT seq FROM change_counter')!
      return {
        volume: {
          name: paths.volumeName,
          bytes,
          sha256: DIGEST,
          count: job.packets.length,
          index: { offset: 0, bytes: 0, sha256: DIGEST },
        },
        via: 'medium',
        changes: null,
        snapshot: null,
        head: { epoch: job.epoch, seq: 0, hash: job.startHead },
        onDisk: { epoch: job.epoch, change, snapshot: change, snapshotRows: 0 },
        drafts: job.drafts,
        more: false,
      }
    },
  })
}
