import { sentences } from './sentences.ts'

/** Refusals of the store: the encrypted database of a station. */
export const storeSentences = sentences({
  'STORE-MISSING': [
    'Basis data stasiun tidak ada di tempatnya.',
    'Tidak ada yang dibuat atau diganti. Salinan di disk cadangan tidak tersentuh.',
    'Periksa disk komputer ini, atau pulihkan dari disk cadangan.',
    "The station's database is not where it should be.",
    'Nothing was created or replaced. Copies on backup disks are untouched.',
    "Check this computer's disk, or restore from a backup disk.",
  ],
  'STORE-DAMAGED': [
    'Basis data stasiun rusak atau tidak dapat dibuka.',
    'Berkas itu tidak diubah. Paket tersegel dan disk cadangan tidak tersentuh.',
    'Pulihkan dari disk cadangan; jangan menghapus berkas apa pun.',
    "The station's database is damaged or does not open.",
    'That file was not changed. Sealed packets and backup disks are untouched.',
    'Restore from a backup disk; do not delete any file.',
  ],
  'STORE-NEWER': [
    'Basis data dibuat oleh Rekam versi yang lebih baru (skema {found}, program ini {known}).',
    'Basis data tidak diubah.',
    'Pasang Rekam versi terbaru di komputer ini.',
    'The database was made by a newer Rekam (schema {found}, this program {known}).',
    'The database was not changed.',
    'Install the newest Rekam on this computer.',
  ],
  'STORE-MIGRATION': [
    'Pembaruan basis data ke skema {version} gagal.',
    'Basis data tetap pada keadaan sebelum pembaruan.',
    'Panggil teknisi; pasang kembali versi sebelumnya bila desk harus terus melayani.',
    'Updating the database to schema {version} failed.',
    'The database is as it was before the update.',
    'Call the technician; reinstall the previous version if the desk must go on.',
  ],
  'STORE-IN-USE': [
    'Stasiun ini sedang dibuka oleh program lain.',
    'Tidak ada yang diubah.',
    'Tutup jendela Rekam yang lain, lalu ulangi.',
    'This station is open in another program.',
    'Nothing was changed.',
    'Close the other Rekam window and try again.',
  ],
})
