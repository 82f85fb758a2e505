import { packSigned, type ProfileFields } from '../profile/profile.ts'
import { issueCertificate } from '../trust/certificate.ts'
import { CENTRE, keyLine, LETTER_CERTIFICATE, RECOVERY, ROOT, SITE_CERTIFICATE, STATION } from './sample.ts'

/** A profile with every field, plainly a sample. */
export const PROFILE: ProfileFields = {
  serial: 7,
  dinas: { name: 'Bima', code: '5272', kind: 'KOTA', root: keyLine(ROOT) },
  station: {
    code: STATION,
    unit: 'RSB-A',
    region: '52.72.01',
    name: 'Kecamatan Rasanae Barat (sampel)',
    zone: 'Asia/Makassar',
  },
  letterhead: {
    lines: ['PEMERINTAH KOTA BIMA', 'DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL'],
    address: ['Jalan Contoh Nomor 1, Kota Bima'],
  },
  signers: [
    {
      role: 'KEPALA DINAS',
      title: 'Kepala Dinas (sampel)',
      name: 'CONTOH KEPALA',
      nip: '000000000000000001',
    },
  ],
  sites: [
    {
      code: 'mmu',
      name: 'Medan Merdeka Utara (sampel)',
      url: 'http://127.0.0.1:4801',
      certificate: packSigned(issueCertificate(ROOT, SITE_CERTIFICATE)),
    },
  ],
  recipients: { datacenter: CENTRE, recovery: RECOVERY },
  letterKeys: [packSigned(issueCertificate(ROOT, LETTER_CERTIFICATE))],
  numbers: { suket: { template: '471.13/{seq}/{unit}/{month-roman}/{year}', issuer: 'Kota Bima (sampel)' } },
  policies: {
    suket: [
      { from: '2016-09-29', allowed: 'yes' },
      { from: '2020-03-02', allowed: 'reasons', reasons: ['gangguan'] },
    ],
    copies: { places: 2, verifiedWithinDays: 30 },
    canaryDays: 30,
  },
  retention: { recordingDays: 3650 },
  thresholds: { finger: 40, iris: 60 },
  devices: { sbiPorts: [4501, 4600] },
}
