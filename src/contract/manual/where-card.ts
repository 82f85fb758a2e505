import { head, type ManualPage, safe, steps, text } from './part.ts'

export const whereCard: ManualPage = {
  chapter: 'desk',
  title: { id: 'Di mana kartu saya?', en: 'Where is my card?' },
  picture: 'where-card',
  parts: [
    steps(
      [
        'Pindai bukti perekaman atau Suket dengan kamera atau pemindai, atau ketik NIK, nomor Suket atau nomor bukti, lalu Enter.',
        'Scan a proof of recording or a Suket by camera or scanner, or type a NIK, the number of a Suket or of a proof, then Enter.',
      ],
      [
        'Bacakan kalimat di dalam tanda petik kepada penduduk.',
        'Read the sentence in quotes to the resident.',
      ],
      [
        '**Cetak lembar** bila penduduk ingin membawanya; lembar itu dapat dipindai pada kunjungan berikutnya.',
        '**Print the slip** where the resident wants one; it can be scanned at the next visit.',
      ],
    ),
    safe(
      'Tidak seorang pun perlu direkam lagi karena kartunya belum ada.',
      'Nobody has to be recorded again because the card is not there yet.',
    ),
    head('Kunjungan', 'Visits'),
    text(
      'Setiap kunjungan dicatat, sekali sehari. Dua kunjungan tanpa pergerakan masuk daftar penyelia: Papan, **Dua kali ditanyakan**. Penyelia membuka rekamannya dan menulis apa yang dilakukan dengan **Selesaikan**.',
      "Every visit is noted, once a day. Two visits without movement are on the supervisor's list: Board, **Asked for twice**. The supervisor opens the recording and writes what was done by **Settle**.",
    ),
    text(
      'Bukti stasiun lain menyebut stasiunnya; hanya di sana keadaannya diketahui.',
      "Another station's proof names that station; only there is known how it stands.",
    ),
  ],
}
