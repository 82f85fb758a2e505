import { head, type ManualPage, steps, text } from './part.ts'

export const keyboard: ManualPage = {
  chapter: 'begin',
  title: { id: 'Papan tombol', en: 'The keyboard' },
  parts: [
    text(
      'Semua pekerjaan dapat dilakukan tanpa tetikus. Di sebelah setiap tindakan tertulis tombolnya; F1 menampilkan semua tombol halaman ini beserta panduannya.',
      'All work can be done without a mouse. Beside every action stands its key; F1 shows all keys of the page, and its manual.',
    ),
    steps(
      ['F1 panduan halaman ini.', 'F1 the manual of this page.'],
      ['F2 cari penduduk, F3 perekaman baru, F4 antrean.', 'F2 find a resident, F3 new recording, F4 queue.'],
      [
        'Ctrl+K palet perintah: ketik sebagian nama halaman, tindakan, NIK atau nama penduduk, lalu Enter.',
        'Ctrl+K the command palette: type a part of a page, an act, a NIK or a resident, then Enter.',
      ],
      [
        'F10 melanjutkan, F9 mengambil gambar, F8 menitip, Esc kembali. Esc tidak pernah membuang isian.',
        'F10 goes on, F9 captures, F8 parks, Esc goes back. Esc never loses what was entered.',
      ],
      [
        'Tab dan Shift+Tab pindah; Enter ke isian berikutnya; panah memilih dalam daftar.',
        'Tab and Shift+Tab move; Enter goes to the next field; arrows choose in lists.',
      ],
    ),
    head('Pemindai', 'Scanners'),
    text(
      'NIK atau QR yang dipindai diterima di setiap halaman, juga tanpa mengklik isian dahulu.',
      'A scanned NIK or QR is taken on every page, without choosing a field first.',
    ),
    head('Tampilan', 'Looks'),
    text(
      'Terang, gelap, ukuran huruf dan bahasa dipilih di Pengaturan. Ctrl dan + membesarkan semuanya.',
      'Light, dark, letter size and language are chosen in the settings. Ctrl and + enlarge everything.',
    ),
  ],
}
