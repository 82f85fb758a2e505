/** Words of the manual's frame; its pages are in contract/manual/. */
export const manual = {
  title: 'Panduan',
  contents: 'Isi panduan',
  search: 'Cari di panduan',
  pictureOf: 'Gambar layar: {{title}}',
  none: 'Tidak ada halaman yang cocok.',
  close: 'Tutup panduan',
  saveBook: 'Simpan panduan (PDF)',
  endBook: 'Hentikan pembuatan panduan',
  saveCard: 'Simpan kartu darurat (PDF)',
  bookFile: 'Panduan Rekam',
  cardFile: 'Kartu darurat',
  saved: 'Tersimpan: {{path}}',
}
