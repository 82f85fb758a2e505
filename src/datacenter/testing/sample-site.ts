import { join } from 'node:path'
import { CENTRE_IDENTITY, keyLine, ROOT, sampleKey } from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { publicOf } from '../../lib/minisign.ts'
import { Site, type SiteOptions } from '../site.ts'

const KEYS = { mmu: 41, batam: 42 } as const

/** One of the two sites of the centre, certified by the sample root; its folder is named after it, below `parent`. */
export function openSampleSite(
  parent: string,
  code: keyof typeof KEYS,
  options: Pick<SiteOptions, 'now'> & Partial<SiteOptions>,
): Promise<Site> {
  const serial = KEYS[code]
  const signing = sampleKey(serial)
  const certificate = issueCertificate(ROOT, {
    serial,
    subject: { kind: 'site', site: code },
    key: keyLine(signing),
    purposes: ['receipt', 'bag', 'report'],
  })
  return Site.open({
    code,
    dir: join(parent, code),
    root: publicOf(ROOT),
    signing,
    certificate,
    identity: CENTRE_IDENTITY,
    peer: code === 'mmu' ? 'batam' : 'mmu',
    ...options,
  })
}
