import { head, type ManualPage, safe, steps } from './part.ts'

export const power: ManualPage = {
  chapter: 'trouble',
  title: { id: 'Listrik padam, komputer mati', en: 'The power fails, the computer stops' },
  parts: [
    safe(
      'Setiap isian dan gambar sudah tersimpan pada saat dimasukkan. Rekaman yang “boleh pulang” tidak dapat hilang karena listrik.',
      'Every entry and picture was saved when it was made. A recording that said "may go home" cannot be lost to the power.',
    ),
    head('Listrik padam', 'The power fails'),
    steps(
      [
        'Jangan mencabut disk selama komputer masih menyala.',
        'Do not pull disks while the computer still runs.',
      ],
      [
        'Setelah menyala, buka Rekam. Pemeriksaan berjalan sendiri; titipan ada di daftar.',
        'When it is back, open Rekam. The check runs by itself; unfinished recordings are in the list.',
      ],
      [
        'Lanjutkan dari langkah terakhir. Penduduk yang sudah pulang tidak dipanggil.',
        'Go on at the last step. Nobody who went home is called back.',
      ],
    ),
    head('Komputer tidak menyala lagi', 'The computer does not start again'),
    steps(
      ['Ambil disk meja dan satu disk bergilir.', 'Take the desk disk and a rotation disk.'],
      ['Pulihkan di komputer lain (halaman Pemulihan).', 'Restore on another computer (page Restore).'],
      [
        'Simpan komputer lama: drivenya masih dapat menjadi sumber.',
        'Keep the old computer: its drive can still be a source.',
      ],
    ),
  ],
}
