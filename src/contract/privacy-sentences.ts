import { sentences } from './sentences.ts'

export const privacySentences = sentences({
  'PRIVACY-ERASED': [
    'Data pribadi rekaman ini sudah dimusnahkan pada {day}.',
    'Nomor urut, segel dan nomor surat tetap ada; berita acaranya di Pengaturan, Data pribadi.',
    'Bila penduduk bertanya, tunjukkan berita acara pemusnahannya.',
    'The personal data of this recording were destroyed on {day}.',
    'Sequence numbers, seals and letter numbers are kept; the record is in Settings, Personal data.',
    'Show the record of destruction to whoever asks.',
  ],
  'PRIVACY-CHANGED': [
    'Yang jatuh tempo sudah berubah sejak rencana dibuat.',
    'Tidak ada yang dimusnahkan.',
    'Lihat rencananya sekali lagi, lalu putuskan.',
    'What is due has changed since the plan was made.',
    'Nothing was destroyed.',
    'Look at the plan once more, then decide.',
  ],
  'PRIVACY-NOTHING': [
    'Tidak ada data yang jatuh tempo untuk dimusnahkan.',
    'Semua data tetap seperti semula.',
    'Masa simpan ditetapkan Dinas di profil stasiun.',
    'Nothing is due for destruction.',
    'All data are as they were.',
    'The Dinas sets the retention in the profile of the station.',
  ],
  'PRIVACY-LIST': [
    'Berkas ini bukan daftar pemusnahan stasiun ini, atau sudah diubah.',
    'Tidak ada yang dimusnahkan.',
    'Ambil daftar .json beserta .minisig yang disimpan bersama berita acara.',
    'This is no list of destruction of this station, or it was changed.',
    'Nothing was destroyed.',
    'Take the .json list with its .minisig that was saved with the record.',
  ],
  'PRIVACY-ASKED': [
    'Permintaan penduduk ini sudah terdaftar dengan nomor {number} dan belum dijawab.',
    'Tidak ada permintaan kedua yang dibuat.',
    'Jawab permintaan itu.',
    'This resident already has an open request, number {number}.',
    'No second request was made.',
    'Answer that one.',
  ],
  'PRIVACY-FUTURE': [
    'Hari permintaan ada di masa depan.',
    'Permintaan belum didaftarkan.',
    'Betulkan hari permintaannya.',
    'The day of the request lies in the future.',
    'The request was not entered.',
    'Mend the day of the request.',
  ],
})
