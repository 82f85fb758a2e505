import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Signed } from '../../../formats/trust/comment.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { formatPublicKey, formatSecretKey, publicOf, type SigningKey } from '../../../lib/minisign.ts'
import { createDurably } from '../../../lib/write-durably.ts'

/** A file's name and what is in it. */
export type NamedFile = readonly [name: string, data: string | Uint8Array]

/** `<name>.key` and `<name>.pub` as stock minisign reads them; the secret first: `minisign -R` makes the other from it. */
export function signingFiles(name: string, key: SigningKey, what: string): NamedFile[] {
  return [
    [`${name}.key`, formatSecretKey(key)],
    [`${name}.pub`, formatPublicKey(publicOf(key), what)],
  ]
}

/** A signed paper and its detached signature. */
export function signedFiles(name: string, { bytes, signature }: Signed): NamedFile[] {
  return [
    [name, bytes],
    [`${name}.minisig`, signature],
  ]
}

/**
 * Writes new files into a folder, which may be on a drive: mode 0600, durable, never over one that is there. Fault FILE-EXISTS before anything of a
 * group is written if its first is there.
 */
export async function writeNew(folder: string, files: readonly NamedFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const written: string[] = []
  for (const [name, data] of files) {
    const path = join(folder, name)
    const bytes = typeof data === 'string' ? utf8(data) : data
    await createDurably(path, bytes, { root: dirname(path), mode: 0o600 })
    written.push(path)
  }
  return written
}
