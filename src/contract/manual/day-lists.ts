import { type ManualPage, text } from './part.ts'

export const dayLists: ManualPage = {
  chapter: 'office',
  title: { id: 'Daftar awal dan akhir hari', en: "The day's two lists" },
  picture: 'day-lists',
  parts: [
    text(
      'Rekam memeriksa sendiri apa yang dapat diketahuinya: salinan, disk, antrean, titipan, ruang komputer. Yang belum beres menuju halamannya.',
      'Rekam looks itself at what it can know: copies, disks, the queue, who was parked, space. What is not settled leads to its page.',
    ),
    text(
      'Yang lain dicentang sendiri, misalnya kertas, alat, dan disk yang dibawa pulang. Siapa dan kapan tercatat.',
      'The rest is ticked by hand, such as paper, equipment, and the disk that leaves the office. Who and when is noted.',
    ),
    text(
      '**Sahkan** menutup daftar itu, juga bila ada yang terbuka: apa yang terbuka tercatat. Hari yang lalu tetap dapat dibaca.',
      '**Sign** closes the list, even when something is open: what is open is noted. Earlier days can be read.',
    ),
  ],
}
