import type { Words } from './words.ts'

/** What a copy is worth, by its level. */
export const copyLevelWords: Readonly<Record<'L0' | 'L1' | 'L2', Words>> = {
  L0: { id: 'tertulis, belum terbaca dari medianya', en: 'written, not read from the medium yet' },
  L1: { id: 'terbaca kembali dari medianya', en: 'read back from the medium' },
  L2: { id: 'terbukti setelah disk dilepas', en: 'proven after the disk was away' },
}

/** What a restore does just now, by the phase that the core names. */
export const restorePhaseWords: Readonly<Record<string, Words>> = {
  survey: { id: 'melihat isi sumber', en: 'looking at the sources' },
  state: { id: 'membaca register', en: 'reading the registers' },
  packets: { id: 'membaca rekaman', en: 'reading recordings' },
  store: { id: 'mengisi register', en: 'filling the registers' },
  compare: { id: 'membandingkan dengan stasiun', en: 'comparing with the station' },
}
