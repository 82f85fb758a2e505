import type { BiodataSource, Collection, Purpose } from './application.ts'
import type { Words } from './words.ts'

/** What a resident came for. */
export const purposeWords: Readonly<Record<Purpose, Words>> = {
  new: { id: 'KTP-el baru', en: 'New KTP-el' },
  moved: { id: 'Pindah datang', en: 'Moved here' },
  lost: { id: 'KTP-el hilang', en: 'KTP-el lost' },
  damaged: { id: 'KTP-el rusak', en: 'KTP-el damaged' },
  changed: { id: 'Data berubah', en: 'Data changed' },
  outside: { id: 'Luar domisili', en: 'Outside the domicile' },
}

/** Where the biodata of an application from outside the domicile come from. */
export const biodataSourceWords: Readonly<Record<BiodataSource, Words>> = {
  kk: { id: 'Kartu keluarga', en: 'Family card' },
  centre: { id: 'Data konsolidasi pusat', en: 'Consolidated data of the centre' },
  letter: { id: 'Surat Dinas asal', en: 'Letter of the home Dinas' },
  said: { id: 'Keterangan penduduk', en: 'What the resident says' },
}

/** Where its card is collected. */
export const collectionWords: Readonly<Record<Collection, Words>> = {
  here: { id: 'di sini', en: 'here' },
  home: { id: 'di Dinas asal', en: 'at the home Dinas' },
}
