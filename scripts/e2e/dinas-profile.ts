import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type ProfileFields, readProfile, signProfile } from '../../src/formats/profile/profile.ts'
import { readProfileFile } from '../../src/core/settings/install-profile.ts'
import { readSampleDinas, SAMPLE_FILES } from '../../src/core/settings/sample-files.ts'
import { rekam } from './rekam.ts'

/** What the Dinas of a demo does: a newer profile, signed by its root, installed in the terminal. `base` holds `station` and `dinas`. */
export async function newProfile(
  base: string,
  serial: number,
  change: (profile: ProfileFields) => ProfileFields,
): Promise<void> {
  const folder = path.join(base, 'dinas')
  const first = await readProfileFile(path.join(folder, SAMPLE_FILES.profile))
  const { format: _, version: __, ...fields } = readProfile(first.bytes)
  const { root } = await readSampleDinas(folder)
  const signed = signProfile({ ...change(fields), serial }, root)
  const file = path.join(base, `profile-${serial}.json`)
  writeFileSync(file, signed.bytes)
  writeFileSync(`${file}.minisig`, signed.signature)
  const ran = await rekam('profile', 'install', '--station', path.join(base, 'station'), '--profile', file)
  if (ran.code !== 0) throw new Error(ran.err)
}
