import { sentences } from './sentences.ts'

/** Words of practice (latihan), decision 110. */
export const practiceSentences = sentences({
  'PRACTICE-REAL': [
    'Folder ini bukan latihan.',
    'Tidak ada yang disentuh di folder itu.',
    'Pilih folder lain untuk latihan.',
    'This folder is no practice.',
    'Nothing in it was touched.',
    'Choose another folder for practice.',
  ],
  'PRACTICE-ONLY': [
    'Folder ini milik latihan.',
    'Tidak ada stasiun yang dibuka atau diubah.',
    'Buka Latihan, atau pilih folder stasiun yang sebenarnya.',
    'This folder is one of practice.',
    'No station was opened or changed.',
    'Open Practice, or choose the folder of the real station.',
  ],
  'PRACTICE-PLACE': [
    'Dalam latihan, berkas dan disk hanya dibaca dan ditulis di folder latihan.',
    'Tidak ada yang dibaca atau ditulis di luar.',
    'Pakai tempat yang diusulkan jendela, atau disk latihan.',
    'In practice files and disks are read and written in its own folder alone.',
    'Nothing outside of it was read or written.',
    'Use the place that the window proposes, or a practice disk.',
  ],
  'PRACTICE-WINDOW': [
    'Latihan dibuka dan ditutup dari jendela.',
    'Tidak ada yang diubah.',
    'Di terminal pakai: rekam practice.',
    'Practice is opened and ended from the window.',
    'Nothing was changed.',
    'In the terminal use: rekam practice.',
  ],
  'PRACTICE-OPEN': [
    'Latihan tidak dibuka selama stasiun terbuka.',
    'Stasiun tetap terbuka dan tidak disentuh.',
    'Kunci stasiun dahulu (Ctrl+L), lalu pilih Latihan.',
    'Practice is not opened while a station is open.',
    'The station stays open and was not touched.',
    'Lock the station first (Ctrl+L), then choose Practice.',
  ],
  'PRACTICE-NOT-SENT': [
    'Dalam latihan tidak ada yang dikirim.',
    'Rekaman latihan tetap di folder latihan; pusat data tidak dihubungi.',
    'Lanjutkan latihan: ekspor manual dan cadangan dapat dicoba.',
    'In practice nothing is sent.',
    'Practice recordings stay in the practice folder; no data centre was asked.',
    'Go on practising: manual export and backup can be tried.',
  ],
  'PRACTICE-PAPER': [
    'Lembar ini dari latihan.',
    'Tidak ada yang diubah.',
    'Pakai bukti perekaman dari stasiun yang sebenarnya.',
    'This paper is from practice.',
    'Nothing was changed.',
    'Use a proof of recording from a real station.',
  ],
})
