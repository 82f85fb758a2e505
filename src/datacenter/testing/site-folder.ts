import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CENTRE_IDENTITY, MMU_KEY, ROOT, SITE_CERTIFICATE } from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { formatPublicKey, formatSecretKey, publicOf } from '../../lib/minisign.ts'

/** A new folder of the sample site 'mmu', as its operator has it. */
export function siteFolder(): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'rekam-site-')), 'mmu')
  mkdirSync(dir)
  const certificate = issueCertificate(ROOT, SITE_CERTIFICATE)
  const put = (name: string, data: string | Uint8Array) => writeFileSync(join(dir, name), data)
  put('site.key', formatSecretKey(MMU_KEY))
  put('site.json', certificate.bytes)
  put('site.json.minisig', certificate.signature)
  put('root.pub', formatPublicKey(publicOf(ROOT)))
  put('identity.txt', `# CONTOH\n${CENTRE_IDENTITY}\n`)
  return dir
}
