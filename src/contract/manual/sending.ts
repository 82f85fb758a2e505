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
        'Setelah kembali: **Baca tanda terima**. Di situ tertulis juga yang ditolak: tas menjadi “dijawab 95 dari 100, 5 ditolak”.',
        'When it is back: **Read receipts**. It says what was refused as well: the bag becomes “answered 95 of 100, 5 refused”.',
      ],
      [
        'Yang ditolak tampil di **Perlu dilihat** dengan sebabnya. Yang rusak di drive ikut ekspor berikutnya tanpa alasan; pakai drive lain.',
        'What was refused stands under **To be looked at** with its cause. What the drive spoilt goes with the next export without a reason; take another drive.',
      ],
    ),
    text(
      'Bila drive terlepas saat tas dibuat, tas itu “terputus” dan isinya belum tentu sampai. Pasang lagi drive-nya: Rekam memeriksanya sendiri. Selama itu rekamannya tidak ikut ekspor lain, dan setelah beberapa hari lampu di tiap halaman mengingatkan.',
      'When the drive goes away while a bag is written, that bag is “cut off” and nobody knows what it holds. Connect the drive again: Rekam judges it by itself. Until then its recordings go with no other export, and after some days a lamp on every page reminds of it.',
    ),
    head('Perlu dilihat', 'To be looked at'),
    text(
      'Paket yang ditolak satu per satu tampil dengan sebab dan langkahnya; yang lain tetap dikirim. Berkas yang hilang atau rusak di sini diambil dulu dari disk cadangan di Pemulihan.',
      'Packets that were refused one by one stand there with cause and next step; the others go on. A file that is missing or damaged here is first brought back from a backup disk in Recovery.',
    ),
    text(
      'Setelah sebabnya selesai, penyelia memilih **Kirim lagi** dengan alasan: paket masuk antrean seperti adanya. Bila ternyata sudah diterima, jawabannya tanda terima. Yang ditolak karena kunci dikirim lagi sendiri setelah profil baru dari Dinas dipasang.',
      'Once the cause is gone, a supervisor chooses **Send again** with a reason: the packet goes into the queue as it is. One that had come after all is answered with its receipt. What was refused for a key goes again by itself once a new profile of the Dinas is installed.',
    ),
    head('Perlu tindak lanjut', 'To follow up'),
    steps(
      [
        'Gagal untuk pertama kali: penyelia memilih **Kirim ulang**; penduduk tidak perlu datang.',
        'It failed for the first time: a supervisor chooses **Send again**; the resident need not come.',
      ],
      [
        'Gagal lagi, atau ada yang tidak terekam: hubungi penduduk. Di halaman rekamannya pilih **Perekaman susulan**, atau rekam ulang.',
        'It failed again, or captures are missing: call the resident. On the page of the recording choose **Further capture**, or record again.',
      ],
      [
        'Perlu pengesahan: periksa NIK dan tanggal lahir. Bila salah **Betulkan data** di halaman rekamannya, bila benar laporkan ke Dinas.',
        'Validation requested: look at NIK and birth date. Where they are wrong **Correct the data** on the page of the recording, where they are right report to the Dinas.',
      ],
    ),
    head('Pos pengumpul', 'A collecting post'),
    text(
      'Dinas dapat mengumpulkan rekaman di posnya sendiri, lewat jaringan atau drive. Tanda terima pos berarti pos memegang salinannya; itu belum kata pusat data.',
      'A Dinas may collect recordings at a post of its own, by line or drive. The receipt of a post means that the post holds a copy; it is not the word of the data centre.',
    ),
    safe(
      'Rekaman di pos tetap menunggu di sini dan tetap dihitung belum diterima pusat data. Salinan di pos tidak menggantikan disk cadangan.',
      'A recording at a post goes on waiting here, and counts as not received by the data centre. The copy at a post replaces no backup disk.',
    ),
    steps(
      [
        'Di pos, pada komputer meja terimanya: bagian “Ke pusat data dan kembali” menulis yang belum dijawab ke sebuah drive. Di terminal: `rekam forward --out`.',
        'At the post, on the computer of its intake desk: the part “To the data centre and back” writes what was not answered onto a drive. In the terminal: `rekam forward --out`.',
      ],
      [
        'Drive itu dibawa ke pusat data, yang memeriksa tiap paket menurut stasiunnya dan menjawab dengan satu tas tanda terima.',
        'That drive is carried to the data centre, which judges each packet by its own station and answers with one bag of receipts.',
      ],
      [
        'Pos membaca jawaban itu (`rekam forward --answer`), lalu stasiun mendengarnya lewat jaringan atau dari drive: **Baca tanda terima**. Baru saat itu rekaman tidak menunggu lagi.',
        'The post reads that answer (`rekam forward --answer`), and stations hear it by line or from a drive: **Read receipts**. Only then a recording waits no more.',
      ],
    ),
    head('Jalur lambat', 'A slow line'),
    text(
      '**Atur pemakaian jalur** membatasi atau menghentikan pengiriman pada jam kantor. Pada jam itu **Coba kirim sekarang** hanya mengirim beberapa paket. **Hentikan** memberi jalur untuk hal lain selama seperempat jam; yang setengah terkirim dilanjutkan dari bita terakhirnya.',
      '**Set the use of the line** limits or stops sending in office hours. In those hours **Try sending now** sends a few packets only. **Stop** frees the line for a quarter of an hour; what is half sent goes on at its byte.',
    ),
  ],
}
