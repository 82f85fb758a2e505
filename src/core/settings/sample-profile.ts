import type { Profile } from '../../formats/profile/profile.ts'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import type { SampleDinas } from './sample-dinas.ts'

export type SiteUrls = Readonly<Record<'mmu' | 'batam', string>>

export interface SampleProfileOptions {
  readonly station?: string
  readonly serial?: number
  /** Where the two sites listen; ports vary in tests. */
  readonly urls?: SiteUrls
}

const URLS: SiteUrls = { mmu: 'http://127.0.0.1:4801', batam: 'http://127.0.0.1:4802' }

/**
 * The profile of a station in Kecamatan Rasanae Barat, Kota Bima (52.72.01), in every field plainly a sample: the office, the
 * region and its clock are real, its persons, numbers and keys are not.
 */
export function sampleProfile(dinas: SampleDinas, options: SampleProfileOptions = {}): Profile {
  const urls = options.urls ?? URLS
  const station = options.station ?? '5272-01-A'
  const issuer = `SAMPEL ${station}`
  return {
    format: 'rekam-profile',
    version: 1,
    serial: options.serial ?? 1,
    dinas: {
      name: 'DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KOTA BIMA (SAMPEL)',
      code: '5272',
      kind: 'KOTA',
      root: formatPublicKey(publicOf(dinas.root)).split('\n')[1] ?? '',
    },
    station: {
      code: station,
      unit: 'SAMPEL-RSB',
      region: '527201',
      name: 'Kecamatan Rasanae Barat (sampel)',
      zone: 'Asia/Makassar',
    },
    letterhead: {
      lines: ['PEMERINTAH KOTA BIMA', 'DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL', 'SAMPEL, BUKAN SURAT RESMI'],
      address: 'Jalan Sampel Nomor 1, Kota Bima',
    },
    signers: [
      {
        role: 'KEPALA DINAS',
        title: 'KEPALA DINAS (SAMPEL)',
        name: 'CONTOH KEPALA',
        nip: '000000000000000001',
      },
      {
        role: 'CAMAT',
        title: 'CAMAT RASANAE BARAT (SAMPEL)',
        name: 'CONTOH CAMAT',
        nip: '000000000000000002',
      },
    ],
    sites: (['mmu', 'batam'] as const).map((code) => ({
      code,
      name: code === 'mmu' ? 'Medan Merdeka Utara (sampel)' : 'DRC Batam (sampel)',
      url: urls[code],
      certificate: dinas.siteCertificate(code),
    })),
    recipients: { datacenter: dinas.datacenter.recipient, recovery: dinas.recovery.recipient },
    letterKeys: [dinas.letterCertificate(issuer)],
    numbers: { suket: { template: '471.13/{seq}/{unit}/{month-roman}/{year}', issuer } },
    policies: {
      suket: [{ from: '2016-09-29', allowed: 'yes' }],
      copies: { places: 2, verifiedWithinDays: 30 },
      canaryDays: 30,
    },
    retention: {},
    thresholds: { finger: 40, iris: 60 },
    devices: {},
  }
}
