import { head, type ManualPage, safe, steps, text } from './part.ts'

export const firstRun: ManualPage = {
  chapter: 'begin',
  title: { id: 'Komputer baru', en: 'A new computer' },
  picture: 'first-run',
  parts: [
    text(
      'Rekam menanyakan apa yang akan dilakukan komputer ini. Tidak perlu jaringan.',
      'Rekam asks what this computer is to be. No network is needed.',
    ),
    head('Stasiun baru (tombol 1)', 'A new station (key 1)'),
    steps(
      [
        'Pasang drive dari Dinas yang memuat berkas profil. Layar mendaftar yang ditemukan dengan nama Dinas, stasiun, dan tanda tangannya: F9 memakai yang terbaru, Tab lalu Enter yang lain. Di tempat lain: **Pilih berkas**.',
        "Plug in the Dinas' drive with the profile file. The screen lists what it finds by Dinas, station and signature: F9 takes the newest, Tab and Enter another. Elsewhere: **Choose a file**.",
      ],
      [
        'Cocokkan sidik kunci di layar dengan surat Dinas, huruf demi huruf. Bila berbeda satu huruf saja, berhenti dan telepon Dinas.',
        "Compare the fingerprint on the screen with the Dinas' letter, letter by letter. If one letter differs, stop and call the Dinas.",
      ],
      [
        'Buat kata sandi penyelia, paling sedikit 8 huruf. Tidak ada kata sandi bawaan.',
        "Make the supervisor's password, at least 8 letters. There is no default password.",
      ],
      ['Enter: **Buat stasiun**.', 'Enter: **Create the station**.'],
      [
        'Kirim berkas keys/request.json dari folder stasiun kepada Dinas untuk disahkan. Merekam boleh langsung dimulai.',
        "Send the file keys/request.json from the station's folder to the Dinas to be certified. Recording may begin at once.",
      ],
    ),
    head('Stasiun lama kembali (tombol 2)', 'The old station back (key 2)'),
    text(
      'Pasang disk cadangan stasiun yang rusak, lalu ikuti halaman Pemulihan.',
      'Plug in the backup disks of the station that broke, then follow the page Restore.',
    ),
    head('Latihan (tombol 3)', 'Practice (key 3)'),
    text(
      'Membuka stasiun tiruan untuk belajar, dengan alat tiruan dan tanpa data nyata.',
      'Opens a pretended station for learning, with pretended devices and no real data.',
    ),
    safe(
      'Profil yang diubah, rusak, terlalu besar, atau tanpa tanda tangan disebut dengan alasannya dan tidak dapat dipakai. Tidak ada yang ditulis sebelum Anda menekan **Buat stasiun**.',
      'A profile that was changed, is damaged, too large or unsigned is named with the reason and cannot be used. Nothing is written before you press **Create the station**.',
    ),
  ],
}
