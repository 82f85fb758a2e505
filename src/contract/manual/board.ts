import { type ManualPage, text } from './part.ts'

export const board: ManualPage = {
  chapter: 'office',
  title: { id: 'Papan', en: 'Board' },
  picture: 'board',
  parts: [
    text(
      'Keadaan hari ini sekilas: direkam, Suket, titipan, yang baru ada di komputer ini, yang menunggu dikirim, salinan, dan ruang disk.',
      'Today at a glance: recorded, letters, parked, what is on this computer alone, what waits to be sent, copies, and disk space.',
    ),
    text(
      'Judul tiap gambar adalah temuannya. **Lihat tabel** menunjukkan angkanya.',
      'The title of each picture is its finding. **Show the table** gives the figures.',
    ),
    text(
      'Sebelum pulang: tidak ada yang “hanya di komputer ini”, dan disk bergilir sudah dibawa.',
      'Before you go home: nothing is "on this computer only", and the rotation disk has left.',
    ),
  ],
}
