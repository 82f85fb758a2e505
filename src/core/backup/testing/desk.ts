import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeKeyFiles } from '../../account/index.ts'
import { localSecret } from '../../db/local.ts'
import { text } from '../../../lib/bytes.ts'
import type { Volume } from '../../ports.ts'
import {
  openTestStation,
  TEST_PASSPHRASE,
  type TestStation,
  type TestStationOptions,
} from '../../testing/index.ts'

const plugged = new Set<string>()
process.once('exit', () => {
  for (const mount of plugged) rmSync(mount, { recursive: true, force: true })
})

/** Key files that a test need not wait for. */
export const CHEAP = { memory: 64, passes: 1, logN: 4 }

/** A test station with its key files, as pairing a disk needs them. */
export async function openBackupStation(options: TestStationOptions = {}): Promise<TestStation> {
  const test = await openTestStation(options)
  const { station } = test
  const state = localSecret(station.read, 'state-identity')
  await writeKeyFiles(station.paths.keys, station.ports, {
    station: station.code,
    key: station.keys.store,
    stateIdentity: text(state ?? new Uint8Array()),
    accounts: ['penyelia', 'teknisi'],
    passphrase: TEST_PASSPHRASE,
    recovery: station.profile.recipients.recovery,
    cost: CHEAP,
  })
  return test
}

/**
 * A folder in memory that the test's fake provider takes for a volume: on another device than the station, as a disk has to be.
 * Gone when the process ends.
 */
export function plugFolder(test: TestStation, over: Partial<Volume> = {}): Volume {
  const mount = mkdtempSync('/dev/shm/rekam-disk-')
  plugged.add(mount)
  return test.ports.volumes.plug({ mount, dev: statSync(mount).dev, session: 'one', ...over })
}

export function inDisk(volume: Volume, ...path: string[]): string {
  return join(volume.mount, 'REKAM', ...path)
}
