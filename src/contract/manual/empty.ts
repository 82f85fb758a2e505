import { type ManualPage, safe, steps, text } from './part.ts'

export const emptying: ManualPage = {
  chapter: 'keep',
  title: { id: 'Mengosongkan komputer pinjaman', en: 'Emptying a borrowed computer' },
  picture: 'empty',
  parts: [
    steps(
      ['Pasang sedikitnya dua disk stasiun.', 'Plug in at least two disks of the station.'],
      [
        '**Buktikan salinan**: tiap disk harus dapat memulihkan semuanya sendirian.',
        '**Prove the copies**: each disk has to bring back all of it alone.',
      ],
      [
        'Ketik kata penegasan dan pilih tempat berita acaranya.',
        'Type the words of confirmation and choose where the record goes.',
      ],
    ),
    text('Kunci dihancurkan lebih dahulu, lalu isinya.', 'The keys are destroyed first, then the contents.'),
    safe(
      'Tanpa dua salinan yang terbukti, tidak ada yang dihapus.',
      'Without two proven copies nothing is removed.',
    ),
  ],
}
