/** Words of practice (latihan). */
export const practice = {
  title: 'Latihan',
  text: 'Semua di sini tiruan. Jangan merekam penduduk yang sebenarnya. Kata sandi: latihan1',
  begin: 'Latihan',
  beginText: 'Belajar dengan alat tiruan; tidak ada data nyata.',
  anew: 'Ulang dari awal',
  end: 'Akhiri latihan',
}
