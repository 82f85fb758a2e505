import { formatPublicKey, type PublicKey } from '../../lib/minisign.ts'

/** The base64 line of a public key, as it stands in certificates, profiles and the store. */
export function keyLine(key: PublicKey): string {
  return formatPublicKey(key).split('\n')[1] ?? ''
}
