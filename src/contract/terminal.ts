import { sentences } from './sentences.ts'

/** Refusals of the terminal (`rekam <command>`). */
export const terminalSentences = sentences({
  'CLI-PASSPHRASE-FILE': [
    'Kata sandi belum diberikan.',
    'Tidak ada yang diubah.',
    'Tulis kata sandi dalam berkas, lalu sebutkan dengan --passphrase-file; jangan pernah sebagai argumen.',
    'No passphrase was given.',
    'Nothing was changed.',
    'Write the passphrase into a file and name it with --passphrase-file; never as an argument.',
  ],
  'CLI-PROFILE': [
    'Profil Dinas belum disebutkan.',
    'Belum ada yang dibuat.',
    'Sebutkan --profile BERKAS dari Dinas, atau --demo untuk Dinas contoh.',
    'No profile of a Dinas was named.',
    'Nothing has been made yet.',
    "Name the Dinas' --profile FILE, or --demo for a sample Dinas.",
  ],
  'CLI-SITES': [
    'Alamat kedua pusat data harus disebut bersama: --mmu dan --batam.',
    'Belum ada yang dibuat.',
    'Sebutkan keduanya, atau tidak satu pun.',
    'The addresses of both sites are named together: --mmu and --batam.',
    'Nothing has been made yet.',
    'Name both, or neither.',
  ],
  'CLI-COLD': [
    '--cold memerlukan --station: hanya stasiun yang tahu kapan disk ini ditulis.',
    'Tidak ada yang dibaca atau diubah.',
    'Tambahkan --station, atau periksa tanpa --cold.',
    '--cold needs --station: only the station knows when this disk was written.',
    'Nothing was read or changed.',
    'Add --station, or verify without --cold.',
  ],
  'CLI-INTO': [
    'Folder tujuan pemulihan belum disebutkan.',
    'Tidak ada yang ditulis.',
    'Sebutkan --into FOLDER yang kosong, atau --plan untuk melihat saja.',
    'The folder to restore into was not named.',
    'Nothing was written.',
    'Name an empty --into FOLDER, or --plan to only look.',
  ],
  'CLI-SUKET-TRUST': [
    'Belum disebutkan kepada siapa surat ini ditanyakan.',
    'Tidak ada yang dibaca atau diubah.',
    'Sebutkan --trust root.pub dari Dinas, atau --station FOLDER; salah satu saja.',
    'Nothing was named that the letter is held against.',
    'Nothing was read or changed.',
    "Name the Dinas' --trust root.pub, or --station FOLDER; one of them.",
  ],
  'CLI-SOURCE': [
    'Sumber pemulihan belum disebutkan.',
    'Tidak ada yang dibaca atau ditulis.',
    'Sebutkan --disk TEMPAT (boleh beberapa), atau --drive FOLDER dari komputer lama.',
    'Nothing to restore from was named.',
    'Nothing was read or written.',
    "Name --disk MOUNT (several are fine), or the old computer's --drive FOLDER.",
  ],
  'STATION-MISSING': [
    'Di folder ini tidak ada stasiun: {path}.',
    'Tidak ada yang dibuat atau diubah.',
    'Periksa --station, atau buat stasiun dengan `rekam init`.',
    'There is no station in this folder: {path}.',
    'Nothing was made or changed.',
    'Check --station, or make a station with `rekam init`.',
  ],
})
