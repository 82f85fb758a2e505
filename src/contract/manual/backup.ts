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
    head('Setiap sore', 'Every evening'),
    steps(
      ['Pasang disk bergilir hari ini.', "Plug in today's rotation disk."],
      [
        'F10: **Cadangkan sekarang**. Tunggu sampai “terbaca kembali dari medianya”.',
        'F10: **Back up now**. Wait for "read back from its medium".',
      ],
      [
        'Lepas dengan tombolnya, lalu simpan di tempatnya.',
        'Let it go by its button, then take it to its place.',
      ],
    ),
    head('Peringatan', 'Alarms'),
    text(
      'Volume yang hilang atau berubah tetap di layar sampai penyelia menyelesaikannya dengan alasan. Disk yang hilang dilaporkan di sini: salinannya tidak dihitung lagi, dan laporannya dapat dicetak untuk Dinas.',
      'Volumes that are missing or changed stay on the screen until a supervisor settles them with a reason. A lost disk is reported here: its copies count no more, and the report can be printed for the Dinas.',
    ),
    safe(
      'Isi disk tersegel. Siapa pun yang menemukannya tidak dapat membacanya.',
      'What is on a disk is sealed. Whoever finds it cannot read it.',
    ),
  ],
}
