import type { PROFILE_PARTS } from './settings.ts'
import type { Words } from './words.ts'

/** What a new profile changes, by its parts. */
export const PROFILE_PART_WORDS: Readonly<Record<(typeof PROFILE_PARTS)[number], Words>> = {
  dinas: { id: 'Dinas dan kunci akarnya', en: 'the Dinas and its root key' },
  station: { id: 'nama atau wilayah stasiun', en: 'name or region of the station' },
  letterhead: { id: 'kop surat', en: 'letterhead' },
  signers: { id: 'penanda tangan surat', en: 'signers of letters' },
  sites: { id: 'pusat data dan pos', en: 'data centres and posts' },
  recipients: { id: 'penerima segel rekaman', en: 'whom recordings are sealed to' },
  letterKeys: { id: 'kunci surat yang diakui', en: 'letter keys that count' },
  revocations: { id: 'kunci yang dicabut', en: 'revoked keys' },
  numbers: { id: 'nomor surat', en: 'letter numbers' },
  policies: { id: 'aturan Dinas', en: 'policies of the Dinas' },
  retention: { id: 'masa simpan', en: 'retention' },
  thresholds: { id: 'ambang mutu', en: 'quality thresholds' },
  devices: { id: 'alat perekam yang dipercaya', en: 'trusted capture devices' },
  letters: { id: 'kertas dan sertifikat surat', en: 'paper and certificate of letters' },
}
