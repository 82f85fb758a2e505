import type { Profile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { signDetached, verifyDetached } from '../../formats/trust/comment.ts'
import { base64, text, unbase64, utf8 } from '../../lib/bytes.ts'
import type { PublicKey, SigningKey } from '../../lib/minisign.ts'

// Stands in until formats/profile lands.
export function signProfile(profile: Profile, root: SigningKey): Signed {
  const bytes = utf8(
    JSON.stringify(profile, (_, v: unknown) => (v instanceof Uint8Array ? { $b: base64(v) } : v)),
  )
  return { bytes, signature: signDetached(bytes, root, { purpose: 'profile', seq: profile.serial }) }
}

export function readProfile(bytes: Uint8Array): Profile {
  return JSON.parse(text(bytes), (_, v: { $b?: string }) =>
    typeof v?.$b === 'string' ? unbase64(v.$b) : v,
  ) as Profile
}

export function verifyProfile(signed: Signed, root: PublicKey): void {
  verifyDetached(signed.bytes, signed.signature, [root], 'profile')
}
