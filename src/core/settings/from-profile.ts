import { dirname, join } from 'node:path'
import { type Profile, profileCertificates } from '../../formats/profile/profile.ts'
import { trustFrom } from '../../formats/trust/trust.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import {
  parsePublicKey,
  parseSecretKey,
  publicOf,
  type PublicKey,
  type SigningKey,
} from '../../lib/minisign.ts'
import { readProfile } from '../../formats/profile/profile.ts'
import { refuse } from '../refuse.ts'
import { readProfileFile, trustedProfile } from './install-profile.ts'
import { keyLine } from './key-line.ts'
import type { NewStation } from './make-station.ts'
import { SAMPLE_FILES } from './sample-files.ts'

/** A key file is two short lines. */
const KEY_BYTES = 64 << 10

/** The root that a profile names. Trusted at the first installation only, after a person compared its fingerprint. */
export function namedRoot(profile: Profile): PublicKey {
  try {
    return parsePublicKey(profile.dinas.root)
  } catch (error) {
    if (isFault(error)) throw refuse('PROFILE-UNTRUSTED', {}, error)
    throw error
  }
}

/** A profile file read and held against the root that it names. */
export async function inspectProfile(path: string): Promise<Profile> {
  const signed = await readProfileFile(path)
  return trustedProfile(signed, namedRoot(readProfile(signed.bytes)))
}

/** The letter key that the Dinas put beside the profile, if it is one that the profile certifies. */
async function letterBeside(
  path: string,
  profile: Profile,
  root: PublicKey,
): Promise<SigningKey | undefined> {
  const file = join(dirname(path), SAMPLE_FILES.letter)
  let key: SigningKey
  try {
    key = parseSecretKey(text(await readBounded(file, KEY_BYTES)))
  } catch (error) {
    if (isFault(error, 'FILE-MISSING')) return undefined
    throw error
  }
  const line = keyLine(publicOf(key))
  const { accepted } = trustFrom(root, profileCertificates(profile))
  return accepted.some((certificate) => certificate.subject.kind === 'letter' && certificate.key === line)
    ? key
    : undefined
}

/** What makeStation needs from a Dinas' profile file. Faults PROFILE-UNTRUSTED, FILE-MISSING, FORMAT-UNREADABLE. */
export async function stationFromProfile(
  path: string,
): Promise<Pick<NewStation, 'profile' | 'root' | 'letter'>> {
  const profile = await inspectProfile(path)
  const root = namedRoot(profile)
  return { profile: await readProfileFile(path), root, letter: await letterBeside(path, profile, root) }
}

/** The letter key beside a station's own profile file, if that profile certifies it. Faults as readProfileFile. */
export async function letterKeyOf(path: string): Promise<SigningKey | undefined> {
  const { bytes } = await readProfileFile(path)
  const profile = readProfile(bytes)
  return letterBeside(path, profile, namedRoot(profile))
}
