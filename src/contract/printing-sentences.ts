import { sentences } from './sentences.ts'
import { visitSentences } from './visit.ts'

const cardSentences = sentences({
  'PRINTING-SUPERVISOR': [
    'Ini hanya boleh dilakukan oleh penyelia.',
    'Catatan kartu dan blangko tidak berubah.',
    'Minta penyelia masuk dengan akunnya, lalu ulangi.',
    'Only a supervisor may do this.',
    'The records of cards and blanks have not changed.',
    'Ask a supervisor to log in, then try again.',
  ],
  'PRINTING-STOPPED': [
    'Permintaan hak cetak dihentikan.',
    'Tidak ada yang hilang: kartu yang belum dijawab tetap diminta dengan nomor yang sama.',
    'Minta lagi kapan saja dengan F9.',
    'The asking for rights to print was stopped.',
    'Nothing is lost: cards without an answer stay ordered under the same number.',
    'Ask again at any time with F9.',
  ],
  'PRINTING-STATE': [
    'Langkah itu tidak berlaku lagi untuk kartu ini ({state}).',
    'Catatan kartu tidak berubah.',
    'Muat ulang daftar kartu dan lihat keadaannya.',
    'That step no longer applies to this card ({state}).',
    'The record of the card has not changed.',
    'Reload the list of cards and look at its state.',
  ],
  'PRINTING-NO-RIGHT': [
    'Hak cetak untuk kartu ini belum diberikan.',
    'Tidak ada kartu yang dicatat tercetak.',
    'Minta hak cetak lebih dulu; bila satu situs tidak menjawab, situs lain ditanya.',
    'The right to print this card was not given yet.',
    'No card was recorded as printed.',
    'Ask for the print right first; when one site does not answer, the other is asked.',
  ],
  'PRINTING-NO-BLANKS': [
    'Menurut buku blangko, blangko sudah habis.',
    'Hak cetak tetap berlaku; kartu belum dicatat.',
    'Catat penerimaan blangko, atau minta penyelia membetulkan jumlahnya.',
    'By the ledger there are no blanks left.',
    'The print right stays; the card is not recorded yet.',
    'Record the blanks that came, or ask a supervisor to correct the count.',
  ],
  'PRINTING-NOTHING-SPOILT': [
    'Tidak ada kartu rusak yang menunggu dimusnahkan.',
    'Tidak ada berita acara yang dibuat.',
    'Catat dulu kartu gagal cetak atau blangko yang rusak.',
    'No spoilt card is waiting to be destroyed.',
    'No record was made.',
    'Record misprints or damaged blanks first.',
  ],
})

export const printingSentences = { ...cardSentences, ...visitSentences }
