import { utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { foldName, isSafeName } from '../../lib/tar-name.ts'
import { unreadable } from '../json.ts'
import { BAG } from './info.ts'

/** A file and its digest in hexadecimal. */
export interface ManifestEntry {
  readonly path: string
  readonly sha256: string
}

/** Files of one bag at most. */
export const FILES = 200_000
const LINE = /^([0-9a-f]{64}) [ *](.+)$/i
const PATH = /^[A-Za-z0-9._/-]{1,200}$/

/** The text of a manifest, as `sha256sum -c` reads it. Fault FORMAT-INVALID for paths that no reader takes. */
export function encodeManifest(entries: readonly ManifestEntry[]): Uint8Array {
  const why = misnamed(entries.map(({ path }) => path))
  if (why !== undefined) throw new Fault('FORMAT-INVALID', { format: BAG, why })
  return utf8(entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
}

/**
 * Reads a manifest. Carriage return, line feed and `%` may come as `%0D`, `%0A`, `%25` (RFC 8493, section 2.1.3), and are then no path of
 * ours. Fault FORMAT-UNREADABLE {format: 'rekam-bag', why}.
 */
export function decodeManifest(spelt: string): ManifestEntry[] {
  const lines = spelt.split(/\r?\n/)
  if (lines.pop() !== '') throw unreadable(BAG, 'manifest truncated')
  if (lines.length > FILES) throw unreadable(BAG, 'too many files')
  const entries = lines.map((line) => {
    const [, sha256, encoded] = LINE.exec(line) ?? []
    if (sha256 === undefined || encoded === undefined) throw unreadable(BAG, 'manifest line')
    return { path: decodePath(encoded), sha256: sha256.toLowerCase() }
  })
  const why = misnamed(entries.map(({ path }) => path))
  if (why !== undefined) throw unreadable(BAG, why)
  return entries
}

function decodePath(encoded: string): string {
  const path = encoded.replace(/%(0D|0A|25)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  if (/%(?!0D|0A|25)/i.test(encoded)) throw unreadable(BAG, 'path encoding')
  return path
}

/** Whether a path stays inside the bag and means the same file everywhere. */
export function isBagPath(path: string): boolean {
  return PATH.test(path) && isSafeName(path)
}

function misnamed(paths: readonly string[]): string | undefined {
  if (!paths.every(isBagPath)) return 'path'
  return new Set(paths.map(foldName)).size === paths.length ? undefined : 'paths that differ by case alone'
}
