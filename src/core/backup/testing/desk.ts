import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Volume } from '../../ports.ts'
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

export function inDisk(volume: Volume, ...path: string[]): string {
  return join(volume.mount, 'REKAM', ...path)
}
