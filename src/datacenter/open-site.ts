import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../lib/bytes.ts'
import { faultOfErrno } from '../lib/fault.ts'
import { parsePublicKey, parseSecretKey } from '../lib/minisign.ts'
import { type Refusing, Site } from './site.ts'

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

/**
 * Opens a site in its folder: `site.key` (minisign secret key), `site.json` + `.minisig` (its certificate), `root.pub`, and
 * `identity.txt` (age identity) where the site may look inside packets. Faults FILE-MISSING, KEY-MALFORMED, DISK-*.
 */
export async function openSite(
  dir: string,
  code: 'mmu' | 'batam',
  options: { refusing?: Refusing; now?: () => Date } = {},
): Promise<Site> {
  const certificate = utf8(await read(join(dir, 'site.json')))
  const identity = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(await read(join(dir, 'identity.txt')))?.[0]
  return new Site({
    code,
    dir,
    root: parsePublicKey(await read(join(dir, 'root.pub'))),
    signing: parseSecretKey(await read(join(dir, 'site.key'))),
    certificate: { bytes: certificate, signature: await read(join(dir, 'site.json.minisig')) },
    ...(identity ? { identity } : {}),
    now: options.now ?? (() => new Date()),
    ...(options.refusing ? { refusing: options.refusing } : {}),
  })
}
