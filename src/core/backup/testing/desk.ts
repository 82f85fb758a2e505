import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Volume } from '../../ports.ts'
import { type DiskIo, nodeDisk } from '../disk/io.ts'
import { handsHere } from '../engine/hands.ts'
import type { TestStation } from '../../testing/index.ts'

/**
 * A folder in memory that the test's fake provider takes for a volume: on another device than the station, as a disk has to be.
 * Gone with the test.
 */
export function plugFolder(test: TestStation, over: Partial<Volume> = {}): Volume {
  const mount = mkdtempSync('/dev/shm/rekam-disk-')
  onTestFinished(() => rmSync(mount, { recursive: true, force: true }))
  return test.ports.volumes.plug({ mount, dev: statSync(mount).dev, session: 'one', ...over })
}

/** A disk whose read-back counts: what lies in memory is only ever read from a cache. */
export const mediumDisk: DiskIo = {
  ...nodeDisk,
  readBack: async (path, onBytes) => ({ ...(await nodeDisk.readBack(path, onBytes)), via: 'medium' }),
  scan: async (path, onChunk) => ({ ...(await nodeDisk.scan(path, onChunk)), via: 'medium' }),
}

/** Runs in place over such a disk. */
export const onMedium = { io: mediumDisk, hands: () => handsHere(mediumDisk) }

export function inDisk(volume: Volume, ...path: string[]): string {
  return join(volume.mount, 'REKAM', ...path)
}
