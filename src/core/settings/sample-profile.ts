import { packSigned, type ProfileFields } from '../../formats/profile/profile.ts'
import { base64 } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign.ts'
import { keyLine } from './key-line.ts'
import { PRACTICE_ISSUER, PRACTICE_STATION } from '../practice-mark.ts'
import type { SampleDinas } from './sample-dinas.ts'

export type SiteUrls = Readonly<Record<'mmu' | 'batam', string>>

export interface SampleProfileOptions {
  readonly station?: string
  readonly serial?: number
  /** Where the two sites listen; ports vary in tests. */
  readonly urls?: SiteUrls
  /** Of practice (latihan): every field that reaches a paper says so, letters count nowhere. */
  readonly practice?: boolean
  /** DER certificates whose scanners count; none when absent. */
  readonly anchors?: readonly Uint8Array[]
}

/** Whom the letter key of a sample Dinas signs for. */
export const LETTER_ISSUER = 'Kota Bima (sampel)'

const URLS: SiteUrls = { mmu: 'http://127.0.0.1:4801', batam: 'http://127.0.0.1:4802' }

/** What a sample and a practice say of themselves. */
const SAID = {
  sample: {
    issuer: LETTER_ISSUER,
    station: '5272-01-A',
    unit: (station: string) => `RSB-${station.at(-1)}`,
    template: '471.13/{seq}/{unit}/{month-roman}/{year}',
    dinas: 'Bima',
    word: 'sampel',
    lines: ['PEMERINTAH KOTA BIMA', 'DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL', 'SAMPEL, BUKAN SURAT RESMI'],
  },
  practice: {
    issuer: PRACTICE_ISSUER,
    station: PRACTICE_STATION,
    unit: () => 'LATIHAN',
    template: '{unit}/{seq}/{month-roman}/{year}',
    dinas: 'Latihan',
    word: 'latihan',
    lines: ['LATIHAN', 'DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL', 'BUKAN SURAT RESMI, TIDAK BERLAKU'],
  },
} as const

/** Whom the letter key of a sample Dinas, or of practice, signs for. */
export const issuerOf = ({ practice = false }: Pick<SampleProfileOptions, 'practice'>): string =>
  SAID[practice ? 'practice' : 'sample'].issuer

/**
 * The profile of a station in Kecamatan Rasanae Barat, Kota Bima (52.72.01), in every field plainly a sample: the office, the
 * region and its clock are real, its persons, numbers and keys are not.
 */
export function sampleProfile(dinas: SampleDinas, options: SampleProfileOptions = {}): ProfileFields {
  const urls = options.urls ?? URLS
  const said = SAID[options.practice === true ? 'practice' : 'sample']
  const station = options.station ?? said.station
  const upper = said.word.toUpperCase()
  return {
    serial: options.serial ?? 1,
    dinas: {
      name: said.dinas,
      code: '5272',
      kind: 'KOTA',
      root: keyLine(publicOf(dinas.root)),
    },
    station: {
      code: station,
      unit: said.unit(station),
      region: '52.72.01',
      name: `Kecamatan Rasanae Barat (${said.word})`,
      zone: 'Asia/Makassar',
    },
    letterhead: {
      lines: [...said.lines],
      address: ['Jalan Sampel Nomor 1, Kota Bima'],
    },
    signers: [
      {
        role: 'KEPALA DINAS',
        title: `KEPALA DINAS (${upper})`,
        name: 'CONTOH KEPALA',
        nip: '000000000000000001',
      },
      {
        role: 'CAMAT',
        title: `CAMAT RASANAE BARAT (${upper})`,
        name: 'CONTOH CAMAT',
        nip: '000000000000000002',
      },
    ],
    sites: (['mmu', 'batam'] as const).map((code) => ({
      code,
      name: `${code === 'mmu' ? 'Medan Merdeka Utara' : 'DRC Batam'} (${said.word})`,
      url: urls[code],
      certificate: packSigned(dinas.siteCertificate(code)),
    })),
    recipients: { datacenter: dinas.datacenter.recipient, recovery: dinas.recovery.recipient },
    letterKeys: [packSigned(dinas.letterCertificate(said.issuer))],
    numbers: { suket: { template: said.template, issuer: said.issuer } },
    policies: {
      suket: [{ from: '2016-09-29', allowed: 'yes' }],
      copies: { places: 2, verifiedWithinDays: 30 },
      canaryDays: 30,
    },
    retention: {},
    thresholds: { finger: 40, iris: 60 },
    devices: options.anchors === undefined ? {} : { anchors: options.anchors.map(base64) },
  }
}
