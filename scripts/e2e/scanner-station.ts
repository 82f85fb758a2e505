// A sample station whose Dinas trusts the scanner simulator: what tests of scanners begin with.
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ProfileFields } from '../../src/formats/profile/profile.ts'
import { newProfile } from './dinas-profile.ts'
import { type SbiSimulator, sbiSimulator } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

/** Fields of the profile beside the devices. */
type Change = (profile: ProfileFields) => Partial<ProfileFields>

/**
 * Makes `station` (with `dinas` and `sandi-contoh.txt`) in a folder, starts the simulator, and installs a profile that names both. What it gives ends
 * the simulator and removes the folder when it is disposed of.
 */
export async function scannerStation(base: string, change: Change = () => ({})): Promise<SbiSimulator> {
  const scanner = await sbiSimulator(path.join(base, 'alat'))
  await sampleStation(base)
  const root = readFileSync(path.join(base, 'alat', 'root.der')).toString('base64')
  await newProfile(base, 50, (profile) => ({
    ...profile,
    devices: { sbiPorts: [scanner.port, scanner.port], anchors: [root] },
    ...change(profile),
  }))
  return {
    ...scanner,
    async [Symbol.asyncDispose]() {
      await scanner[Symbol.asyncDispose]()
      rmSync(base, { recursive: true, force: true })
    },
  }
}
