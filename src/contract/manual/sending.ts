import { head, type ManualPage, safe, steps, text } from './part.ts'

export const sending: ManualPage = {
  chapter: 'keep',
  title: { id: 'Pengiriman', en: 'Sending' },
  picture: 'sending',
  parts: [
    text(
      'Rekam mengirim sendiri ke kedua situs pusat data selama ada jaringan. Luring adalah keadaan biasa, bukan kesalahan.',
      'Rekam sends to both sites of the data centre by itself while there is a network. Offline is normal, not an error.',
    ),
    text(
      'Tiap situs ditanya terus, juga bila tidak ada yang menunggu: keadaannya dan kapan terakhir terdengar tampil di bawah **Pusat data**.',
      'Every site goes on being asked, also when nothing waits: how it stands and when it was last heard is shown under **Data centre**.',
    ),
    safe(
      'Rekaman yang menunggu tetap aman di komputer ini dan di disk cadangan. Teruskan merekam.',
      'Recordings that wait are safe on this computer and on the backup disks. Go on recording.',
    ),
    head('Pusat data menolak berhari-hari', 'The centre refuses for days'),
    steps(
      ['Pasang drive USB kosong.', 'Plug in an empty USB drive.'],
      [
        '**Buat ekspor manual**. Isinya tersegel kepada pusat data; surat pengantarnya ikut di dalam.',
        '**Make a manual export**. Its contents are sealed to the data centre; the delivery letter lies inside.',
      ],
      [
        'Untuk CD atau drive kecil, pilih **Untuk media**: yang tidak muat menjadi bagian berikutnya. Di terminal: `rekam export --size`.',
        'For a CD or a small drive choose **For medium**: what does not fit becomes the next part. In the terminal: `rekam export --size`.',
      ],
      [
        'Serahkan kepada pembawa dan catat: siapa, telepon, tanda tangan.',
        'Hand it to the carrier and note: who, telephone, signature.',
      ],
      [
        'Setelah kembali: **Baca tanda terima**. Yang belum dijawab ikut ekspor berikutnya.',
        'When it is back: **Read receipts**. What was not answered goes with the next export.',
      ],
    ),
    text(
      'Bila drive terlepas saat tas dibuat, tas itu **terputus** dan isinya belum tentu sampai. Pasang lagi drive-nya: Rekam memeriksanya sendiri. Selama itu rekamannya tidak ikut ekspor lain, dan setelah beberapa hari lampu di tiap halaman mengingatkan.',
      'When the drive goes away while a bag is written, that bag is **cut off** and nobody knows what it holds. Connect the drive again: Rekam judges it by itself. Until then its recordings go with no other export, and after some days a lamp on every page reminds of it.',
    ),
    head('Perlu dilihat', 'To be looked at'),
    text(
      'Paket yang ditolak satu per satu tampil dengan sebab dan langkahnya. “Kirim ulang” dilakukan penyelia; penduduk tidak perlu datang kembali.',
      'Packets that were refused stand there with cause and next step. A supervisor sends again; the resident need not come back.',
    ),
    head('Jalur lambat', 'A slow line'),
    text(
      '**Atur pemakaian jalur** membatasi atau menghentikan pengiriman pada jam kantor. Pada jam itu **Coba kirim sekarang** hanya mengirim beberapa paket. **Hentikan** memberi jalur untuk hal lain selama seperempat jam; yang setengah terkirim dilanjutkan dari bita terakhirnya.',
      '**Set the use of the line** limits or stops sending in office hours. In those hours **Try sending now** sends a few packets only. **Stop** frees the line for a quarter of an hour; what is half sent goes on at its byte.',
    ),
  ],
}
