/**
 * What the desk says about single fields: problems that keep a recording from being sealed, and warnings that never do
 * (a NIK is permanent, a name on record stays as it is). `needsReason`: the operator notes why it is so.
 */
import type { KkProblem, KkWarning } from './kk.ts'
import type { NikProblem, NikWarning } from './nik.ts'

export type NameWarning =
  | 'NAME-ONE-WORD'
  | 'NAME-TOO-LONG'
  | 'NAME-NOT-LATIN'
  | 'NAME-DIGIT'
  | 'NAME-PUNCTUATION'
  | 'NAME-ABBREVIATION'

export type BiodataWarning =
  | NikWarning
  | KkWarning
  | NameWarning
  | 'NIK-REGION-ELSEWHERE'
  | 'BIRTHDATE-DEFAULT'
  | 'BIRTHDATE-VERY-OLD'
  | 'AGE-PRINT-AT-17'
  | 'MARRIED-UNDER-AGE'
  | 'REGION-UNKNOWN'
  | 'SHDK-SEX'
  | 'SHDK-UNMARRIED'
  | 'ITAP-MISSING'
  | 'ITAP-EXPIRED'
  | 'ITAP-OF-CITIZEN'

export type BiodataBlock =
  | NikProblem
  | KkProblem
  | 'BIODATA-REQUIRED'
  | 'BIODATA-CODE'
  | 'BIODATA-TEXT'
  | 'BIODATA-RT-RW'
  | 'BIODATA-REGION'
  | 'BIODATA-PHONE'
  | 'BIODATA-UNKNOWN-FIELD'
  | 'DATE-INVALID'
  | 'BIRTHDATE-FUTURE'
  | 'AGE-TOO-YOUNG'

export interface Notice {
  readonly id: string
  readonly en: string
  readonly needsReason: boolean
}

function notice(id: string, en: string): Notice {
  return { id, en, needsReason: false }
}

function reason(id: string, en: string): Notice {
  return { id, en, needsReason: true }
}

export const BIODATA_BLOCKS: Readonly<Record<BiodataBlock, Notice>> = {
  'NIK-CHARACTERS': notice('NIK hanya terdiri dari angka.', 'A NIK has digits only.'),
  'NIK-LENGTH': notice('NIK harus 16 angka.', 'A NIK has 16 digits.'),
  'NIK-DAY': notice(
    'Angka ke-7 dan ke-8 NIK harus 01-31, atau 41-71 untuk perempuan.',
    'Digits 7 and 8 of a NIK are 01-31, or 41-71 for women.',
  ),
  'NIK-MONTH': notice('Angka ke-9 dan ke-10 NIK harus 01-12.', 'Digits 9 and 10 of a NIK are 01-12.'),
  'NIK-SERIAL': notice(
    'Empat angka terakhir NIK tidak boleh 0000.',
    'The last four digits of a NIK are not 0000.',
  ),
  'KK-CHARACTERS': notice('Nomor KK hanya terdiri dari angka.', 'A No. KK has digits only.'),
  'KK-LENGTH': notice('Nomor KK harus 16 angka.', 'A No. KK has 16 digits.'),
  'BIODATA-REQUIRED': notice('Wajib diisi.', 'Required.'),
  'BIODATA-CODE': notice('Pilih dari daftar.', 'Choose from the list.'),
  'BIODATA-TEXT': notice(
    'Terlalu panjang atau memuat tanda yang tidak dapat disimpan.',
    'Too long, or holds a sign that cannot be kept.',
  ),
  'BIODATA-RT-RW': notice(
    'RT dan RW tiga angka; 000 bila tidak ada.',
    'RT and RW are three digits; 000 if there is none.',
  ),
  'BIODATA-REGION': notice('Pilih desa atau kelurahan dari daftar.', 'Choose the village from the list.'),
  'BIODATA-PHONE': notice('Nomor telepon 6 sampai 15 angka.', 'A telephone number has 6 to 15 digits.'),
  'BIODATA-UNKNOWN-FIELD': notice('Isian ini tidak dikenal.', 'This field is not known.'),
  'DATE-INVALID': notice('Tanggal itu tidak ada.', 'That date does not exist.'),
  'BIRTHDATE-FUTURE': notice('Tanggal lahir belum terjadi.', 'The date of birth is in the future.'),
  'AGE-TOO-YOUNG': notice(
    'Belum berumur 16 tahun dan belum pernah kawin; belum dapat direkam.',
    'Under 16 and never married; cannot be recorded yet.',
  ),
}

export const BIODATA_WARNINGS: Readonly<Record<BiodataWarning, Notice>> = {
  'NIK-REGION-UNKNOWN': reason(
    'Kode wilayah NIK tidak ada dalam daftar sekarang; mungkin kode lama sebelum pemekaran, yang tetap berlaku.',
    'The region code of the NIK is not in the present list; it may be an old one, which stays valid.',
  ),
  'NIK-REGION-ELSEWHERE': reason(
    'NIK terbit di wilayah lain. NIK tidak berubah karena pindah.',
    'The NIK was issued elsewhere. It does not change with a move.',
  ),
  'NIK-DATE-IMPOSSIBLE': reason(
    'Tanggal lahir dalam NIK tidak ada dalam kalender.',
    'The birth date in the NIK does not exist.',
  ),
  'NIK-BIRTHDATE-MISMATCH': reason(
    'Tanggal lahir tidak sama dengan yang ada dalam NIK. NIK tidak diganti karena pembetulan tanggal.',
    'The birth date differs from the NIK. The NIK is not reissued for a corrected date.',
  ),
  'NIK-BIRTHDATE-DEFAULT': notice(
    'Tanggal lahir berbeda dari NIK karena salah satunya tanggal baku untuk tanggal yang tidak diketahui.',
    'The birth date differs from the NIK because one of them stands for an unknown date.',
  ),
  'NIK-SEX-MISMATCH': reason(
    'Jenis kelamin tidak sama dengan yang ada dalam NIK.',
    'The sex differs from the NIK.',
  ),
  'KK-REGION-UNKNOWN': reason(
    'Kode wilayah nomor KK tidak ada dalam daftar sekarang.',
    'The region code of the No. KK is not in the present list.',
  ),
  'KK-DATE-UNLIKELY': reason(
    'Bagian tanggal nomor KK tidak lazim.',
    'The date part of the No. KK is unusual.',
  ),
  'KK-SERIAL-UNLIKELY': reason(
    'Nomor urut nomor KK 0000 tidak lazim.',
    'The serial 0000 of the No. KK is unusual.',
  ),
  'NAME-ONE-WORD': notice(
    'Nama hanya satu kata; nama yang sudah tercatat tetap berlaku.',
    'The name is one word; a name on record stays valid.',
  ),
  'NAME-TOO-LONG': notice(
    'Nama lebih dari 60 huruf termasuk spasi.',
    'The name is longer than 60 characters with spaces.',
  ),
  'NAME-NOT-LATIN': notice(
    'Nama memuat huruf selain huruf Latin.',
    'The name has letters that are not Latin.',
  ),
  'NAME-DIGIT': notice('Nama memuat angka.', 'The name has digits.'),
  'NAME-PUNCTUATION': notice('Nama memuat tanda baca.', 'The name has punctuation.'),
  'NAME-ABBREVIATION': notice('Nama tampaknya disingkat.', 'The name seems to be abbreviated.'),
  'BIRTHDATE-DEFAULT': notice(
    'Tanggal ini lazim dipakai bila tanggal lahir tidak diketahui.',
    'This date is customary where the birth date is not known.',
  ),
  'BIRTHDATE-VERY-OLD': reason(
    'Umur lebih dari 110 tahun; periksa tahun lahir.',
    'Older than 110 years; check the year.',
  ),
  'AGE-PRINT-AT-17': notice(
    'Direkam sekarang; KTP-el dicetak saat berumur 17 tahun.',
    'Recorded now; the card is printed at 17.',
  ),
  'MARRIED-UNDER-AGE': reason(
    'Tercatat pernah kawin di bawah umur 19 tahun; periksa status perkawinan dan tanggal lahir.',
    'Ever married and under 19; check the marital status and the birth date.',
  ),
  'REGION-UNKNOWN': reason(
    'Desa atau kelurahan ini tidak ada dalam daftar sekarang.',
    'This village is not in the present list.',
  ),
  'SHDK-SEX': reason(
    'Hubungan keluarga tidak sesuai dengan jenis kelamin.',
    'The family relation does not go with the sex.',
  ),
  'SHDK-UNMARRIED': reason(
    'Hubungan keluarga suami atau istri, tetapi status belum kawin.',
    'Husband or wife in the family, but never married.',
  ),
  'ITAP-MISSING': reason(
    'WNA tanpa nomor ITAP; KTP-el hanya untuk pemegang ITAP.',
    'A foreigner without an ITAP; the card is for its holders only.',
  ),
  'ITAP-EXPIRED': reason('Masa berlaku ITAP sudah lewat.', 'The ITAP has expired.'),
  'ITAP-OF-CITIZEN': reason(
    'WNI tidak memakai ITAP; periksa kewarganegaraan.',
    'A citizen has no ITAP; check the citizenship.',
  ),
}
