import { sentences } from './sentences.ts'

/** Refusals of the Dinas' own keys: shares of its recovery key. */
export const keysSentences = sentences({
  'SHARE-DAMAGED': [
    'Pecahan nomor {share} rusak atau salah ketik.',
    'Belum ada yang dibuka; pecahan lain tidak diubah.',
    'Pakai salinan lain dari pecahan nomor {share}, atau pecahan dengan nomor lain.',
    'Share number {share} is damaged or was mistyped.',
    'Nothing was opened yet; the other shares are unchanged.',
    'Use another copy of share {share}, or a share with another number.',
  ],
  'SHARE-UNREADABLE': [
    'Berkas ke-{place} ({path}) bukan pecahan kunci pemulihan, atau rusak sampai nomornya tidak terbaca.',
    'Belum ada yang dibuka; pecahan lain tidak diubah.',
    'Pilih berkas pecahan yang benar (pecahan-1.txt dan seterusnya).',
    'File number {place} ({path}) is no share of a recovery key, or is damaged so that its number cannot be read.',
    'Nothing was opened yet; the other shares are unchanged.',
    'Choose the right file of a share (pecahan-1.txt and on).',
  ],
  'SHARE-NEWER': [
    'Pecahan ini dibuat oleh Rekam yang lebih baru (versi {version}).',
    'Belum ada yang dibuka.',
    'Pasang Rekam yang lebih baru di komputer ini.',
    'This share was made by a newer Rekam (version {version}).',
    'Nothing was opened yet.',
    'Install a newer Rekam on this computer.',
  ],
  'SHARE-FOREIGN': [
    'Pecahan nomor {shares} bukan dari kunci yang sama dengan pecahan lainnya.',
    'Belum ada yang dibuka.',
    'Tinggalkan pecahan itu. Semua pecahan harus menyebut baris "set" yang sama.',
    'Share number {shares} is not of the same key as the others.',
    'Nothing was opened yet.',
    'Leave that share out. All shares must say the same in their line "set".',
  ],
  'SHARE-TOO-FEW': [
    'Baru {given} pecahan (nomor {shares}); diperlukan {needs}.',
    'Belum ada yang dibuka.',
    'Mintalah pecahan dari pemegang lain.',
    'Only {given} shares (number {shares}); {needs} are needed.',
    'Nothing was opened yet.',
    'Ask another holder for a share.',
  ],
  'SHARE-WRONG': [
    'Pecahan nomor {shares} bukan yang dahulu dibagikan: kuncinya tidak cocok.',
    'Belum ada yang dibuka.',
    'Pakai pecahan dari pemegang lain, dan laporkan kepada Dinas: seseorang mungkin menukarnya.',
    'Share number {shares} is not what was given out: the key does not fit.',
    'Nothing was opened yet.',
    'Use shares of other holders, and tell the Dinas: somebody may have exchanged it.',
  ],
  'SHARE-COUNTS': [
    'Jumlah pecahan tidak mungkin: {needs} dari {shares}.',
    'Tidak ada yang ditulis.',
    'Pilih 2 sampai 16 pecahan, dan paling sedikit 2 yang diperlukan.',
    'No such number of shares: {needs} of {shares}.',
    'Nothing was written.',
    'Choose 2 to 16 shares, at least 2 of them needed.',
  ],
  'SHARE-THERE': [
    'Di folder itu sudah ada pecahan ({path}).',
    'Pecahan yang lama tidak diubah, dan tidak ada yang ditulis.',
    'Pilih folder kosong. Pecahan lama tidak dapat dipakai bersama pecahan baru.',
    'There are shares in that folder already ({path}).',
    'The old shares are unchanged, and nothing was written.',
    'Choose an empty folder. Old shares do not go together with new ones.',
  ],
})
