import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../lib/fault.ts'
import { formatPublicKey, parsePublicKey, parseSecretKey, publicOf } from '../lib/minisign.ts'
import { siteOf } from './learned.ts'
import { holdRegistryPlace } from './registry-place.ts'
import { Site, type SiteOptions } from './site.ts'

/** mmu, batam, or a Dinas' collecting post. */
export const isSiteCode = (code: string | undefined): code is string =>
  code !== undefined && /^(?:mmu|batam|pos-[a-z0-9-]{1,15}[a-z0-9])$/.test(code)

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

/** The age identity in the folder; a site without one compares nothing inside packets. */
async function identityOf(dir: string): Promise<string | undefined> {
  try {
    const found = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(await read(join(dir, 'identity.txt')))?.[0]
    if (found === undefined) throw new Fault('FORMAT-UNREADABLE', { format: 'age', why: 'identity.txt' })
    return found
  } catch (error) {
    if (isFault(error, 'FILE-MISSING')) return undefined
    throw error
  }
}

/**
 * Opens a site in its folder: `site.key` (minisign secret key), `site.json` + `.minisig` (its certificate), `root.pub`, and
 * `identity.txt` (age identity) where the site may look inside packets. Faults FILE-MISSING, KEY-MALFORMED, DISK-*,
 * SITE-CERTIFICATE {site} when certificate, key and code do not belong together, those of holdRegistryPlace.
 */
export async function openSite(
  dir: string,
  code: string,
  options: { now?: () => Date } & Partial<
    Pick<SiteOptions, 'refusing' | 'sql' | 'peer' | 'matchAfterMs'>
  > = {},
): Promise<Site> {
  const certificate = utf8(await read(join(dir, 'site.json')))
  const identity = await identityOf(dir)
  const signing = parseSecretKey(await read(join(dir, 'site.key')))
  const own = siteOf(certificate)
  if (own?.site !== code || own.key !== formatPublicKey(publicOf(signing)).split('\n')[1]) {
    throw new Fault('SITE-CERTIFICATE', { site: code })
  }
  await holdRegistryPlace(dir, options.sql !== undefined)
  return Site.open({
    ...options,
    code,
    dir,
    grade: code.startsWith('pos-') ? 'post' : 'central',
    root: parsePublicKey(await read(join(dir, 'root.pub'))),
    signing,
    certificate: { bytes: certificate, signature: await read(join(dir, 'site.json.minisig')) },
    ...(identity ? { identity } : {}),
    now: options.now ?? (() => new Date()),
  })
}

/** Which site the folder's certificate speaks of. Faults FILE-MISSING, FORMAT-*, SITE-CERTIFICATE. */
export async function siteCodeIn(dir: string): Promise<string> {
  const site = siteOf(utf8(await read(join(dir, 'site.json'))))?.site ?? ''
  if (!isSiteCode(site)) throw new Fault('SITE-CERTIFICATE', { site })
  return site
}
