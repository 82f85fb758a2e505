import { head, type ManualPage, steps, text } from './part.ts'

export const cards: ManualPage = {
  chapter: 'desk',
  title: { id: 'Kartu', en: 'Cards' },
  picture: 'cards',
  parts: [
    steps(
      [
        '**Minta hak cetak**: pusat data memberi hak sekali untuk tiap kartu, agar tidak ada kartu kembar.',
        '**Ask for print rights**: the data centre gives the right once for each card, so that none is printed twice.',
      ],
      [
        'Cetak kartunya, lalu catat: **Tercetak baik** atau **Gagal cetak** dengan sebabnya.',
        'Print the card, then note: **Printed well** or **Misprint** with the cause.',
      ],
      [
        'Serahkan setelah memastikan orangnya; minta kembali Suket yang masih berlaku.',
        'Hand it over once the person is certain; take the Suket back.',
      ],
    ),
    text(
      'Bila pusat data tidak menjawab, **Hentikan**: kartu tetap diminta dengan nomor yang sama, dan tidak ada yang tercetak dua kali.',
      'Where the data centre gives no answer, **End it**: the cards stay ordered under the same number, and none is printed twice.',
    ),
    head('Kartu dari tempat lain', 'Cards from elsewhere'),
    text(
      'Kartu yang dicetak di tempat lain dan dikirim ke sini tercantum di **Siap diserahkan**. Serahkan setelah tiba, seperti kartu lain; blangko tidak berkurang.',
      'A card that was printed elsewhere and sent here stands under **Ready to hand over**. Hand it over once it has come, as any other; no blank is counted.',
    ),
    head('Setelah pemulihan', 'After a restore'),
    text(
      'Kartu yang diminta atau dicetak sesudah cadangan terakhir tercantum di **Menurut pusat**; yang diminta sebelumnya menunggu hak cetak lagi, karena mungkin sudah tercetak. Penyelia memeriksa laci, lalu memilih **Kartu ada di laci** atau **Tidak ada kartu**, dengan alasan; yang tidak ada dapat dicatat sekaligus (F6). Di terminal: `rekam cards claims` dan `rekam cards settle`.',
      'Cards that were asked for or printed after the last backup stand under **Known to the centre**; those that were asked for before it wait for their right again, as they may have been printed since. A supervisor looks into the drawer and chooses **The card is in the drawer** or **There is no card**, with a reason; those that are not there can be recorded at once (F6). In the terminal: `rekam cards claims` and `rekam cards settle`.',
    ),
    head('Blangko', 'Blanks'),
    text(
      'Buku blangko menghitung keping yang diterima, tercetak, rusak, dan dimusnahkan dengan saksi; berita acaranya dicetak (Ctrl+P) untuk ditandatangani. Hitung laci dan betulkan bila berbeda.',
      'The book of blanks counts those received, printed, spoilt, and destroyed before witnesses; the record is printed (Ctrl+P) for their signatures. Count the drawer and correct it where it differs.',
    ),
    head('Tanpa jaringan', 'Without a network'),
    text(
      'Permintaan hak cetak dan jawabannya dapat dibawa dengan ekspor manual.',
      'Requests for print rights and their answers can travel by manual export.',
    ),
  ],
}
