import { head, type ManualPage, safe, steps, text } from './part.ts'

export const backup: ManualPage = {
  chapter: 'keep',
  title: { id: 'Cadangan', en: 'Backup' },
  picture: 'backup',
  parts: [
    text(
      'Disk meja selalu terpasang dan mendapat setiap rekaman seketika. Disk bergilir dipasang bergantian dan disimpan di tempat lain: dua disk di satu laci adalah satu tempat.',
      'The desk disk is always plugged in and gets every recording at once. Rotation disks take turns and are kept elsewhere: two disks in one drawer are one place.',
    ),
    text(
      'Lampu disk meja di atas hijau hanya bila setiap rekaman ada di disk itu dan sudah dibaca kembali dari medianya. Yang sudah dihapus dari komputer ini menurut aturan dan tidak pernah ada di disk itu tidak dihitung. Kuning dengan “belum dibaca kembali”: tertulis, tetapi belum terbukti. Merah: sekian orang hanya ada di komputer ini.',
      'The lamp of the desk disk at the top is green only when every recording is on that disk and was read back from its medium. What was deleted from this computer by the rule and never was on that disk is not counted. Amber with "not read back": written, but not proven. Red: so many people exist on this computer only.',
    ),
    head('Disk baru', 'A new disk'),
    steps(
      [
        'Pasang disk USB; ia tampil di bawah dalam beberapa detik.',
        'Plug in a USB disk; it appears below within seconds.',
      ],
      [
        '**Pasangkan**: pilih disk meja atau disk bergilir, beri nama, dan tulis nama itu di stikernya. Isi disk tidak diformat.',
        '**Pair**: choose desk or rotation, give a name, and write it on its sticker. The disk is not formatted.',
      ],
    ),
    text(
      'Pakai disk yang diformat sebagai exFAT. Pada NTFS atau lewat FUSE, komputer Linux tidak dapat membaca kembali langsung dari disk: salinannya tertulis, tetapi tidak pernah dihitung. Itu dikatakan sebelum disk dipasangkan.',
      'Use a disk that is formatted as exFAT. On NTFS or through FUSE a Linux computer cannot read back from the disk itself: copies are written but never count. This is said before the disk is paired.',
    ),
    head('Setiap sore', 'Every evening'),
    steps(
      ['Pasang disk bergilir hari ini.', "Plug in today's rotation disk."],
      [
        'F10: **Cadangkan sekarang**. Tunggu sampai “terbaca kembali dari medianya”.',
        'F10: **Back up now**. Wait for "read back from its medium".',
      ],
      [
        'Lepas lewat **Lainnya**, tunggu “boleh dicabut”, lalu simpan di tempatnya. Harus pulang sebelum selesai? Lepas saja: yang sudah terbukti tetap terhitung, sisanya menyusul saat disk dipasang lagi.',
        'Eject under **More**, wait for "may be pulled", then take it to its place. Must you leave before it is done? Eject: what is proven counts, the rest follows when the disk is plugged in again.',
      ],
    ),
    text(
      'Sebulan tidak dibaca? Saat disk dilepas, Rekam menawarkan **Baca semua dulu** dengan perkiraan menitnya; perekaman tetap jalan, dan **Berhenti** boleh ditekan kapan saja. **Lepas sekarang** tidak menahan siapa pun.',
      'Not read for a month? When the disk is ejected Rekam offers **Read everything first** and says about how many minutes that takes; recording goes on, and **Stop** may be pressed at any time. **Eject now** holds nobody up.',
    ),
    head('Peringatan', 'Alarms'),
    text(
      'Volume yang hilang atau berubah tetap di layar sampai penyelia menyelesaikannya dengan alasan. Disk yang hilang dilaporkan di sini: salinannya tidak dihitung lagi, dan laporannya dapat dicetak untuk Dinas.',
      'Volumes that are missing or changed stay on the screen until a supervisor settles them with a reason. A lost disk is reported here: its copies count no more, and the report can be printed for the Dinas.',
    ),
    text(
      'Disk yang tanda pengenalnya atau isinya berubah tidak ditulisi. Sesudah penyelia menyelesaikan peringatannya, **Pasangkan lagi**: isinya tidak dihapus, dan semua rekaman disalin ke sana sekali lagi. Pemasangan yang terputus cukup diulang.',
      'Nothing is written to a disk whose marker or contents changed. Once a supervisor has settled its alarm, **Pair again**: nothing on it is deleted, and every recording is copied to it once more. A pairing that was cut off is simply done again.',
    ),
    head('Berkas rekaman yang tidak ada di sini', 'Recording files that are missing here'),
    text(
      'Setelah pemulihan dari disk yang rusak, atau bila penyimpanan komputer bermasalah, berkas satu rekaman dapat hilang dari komputer ini. Jumlahnya tampil di halaman ini, dan komputer ini tidak dihitung sebagai tempatnya sampai berkas itu kembali. Pasang disk yang memilikinya, lalu **Gabungkan**.',
      'After a restore from a damaged disk, or when the storage of this computer fails, the file of a recording may be missing here. This page says how many, and this computer does not count as their place until they are back. Plug in a disk that holds them, then **Merge**.',
    ),
    head('Disk yang disalin ke disk lain', 'A disk that was copied to another'),
    text(
      'Tiruan (klon) sebuah disk bukan salinan kedua. Bila keduanya terpasang bersamaan, tidak ada yang ditulis sampai tiruannya dilepas. Butuh disk lagi? Pasangkan disk kosong; isinya menyusul sendiri.',
      'A clone of a disk is no second copy. While both are plugged in nothing is written, until the clone is removed. Do you need another disk? Pair an empty one; it is filled by itself.',
    ),
    safe(
      'Isi disk tersegel. Siapa pun yang menemukannya tidak dapat membacanya.',
      'What is on a disk is sealed. Whoever finds it cannot read it.',
    ),
  ],
}
