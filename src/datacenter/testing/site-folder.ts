import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CENTRE_IDENTITY,
  MMU_KEY,
  POST_CERTIFICATE,
  POST_KEY,
  ROOT,
  SITE_CERTIFICATE,
} from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { formatPublicKey, formatSecretKey, publicOf } from '../../lib/minisign.ts'

/** A new folder of the sample site 'mmu', or of the sample post, as its operator has it. */
export function siteFolder(of: 'mmu' | 'post' = 'mmu'): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'rekam-site-')), of)
  mkdirSync(dir)
  const certificate = issueCertificate(ROOT, of === 'mmu' ? SITE_CERTIFICATE : POST_CERTIFICATE)
  const put = (name: string, data: string | Uint8Array) => writeFileSync(join(dir, name), data)
  put('site.key', formatSecretKey(of === 'mmu' ? MMU_KEY : POST_KEY))
  put('site.json', certificate.bytes)
  put('site.json.minisig', certificate.signature)
  put('root.pub', formatPublicKey(publicOf(ROOT)))
  if (of === 'mmu') put('identity.txt', `# CONTOH\n${CENTRE_IDENTITY}\n`)
  return dir
}
