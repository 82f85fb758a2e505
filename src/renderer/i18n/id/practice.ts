/** Words of practice (latihan). */
export const practice = {
  title: 'Latihan',
  text: 'Semua di sini tiruan dan tidak berlaku. Jangan merekam penduduk yang sebenarnya. Kata sandi: latihan1',
  /** What a resident has to know. */
  facing: 'LATIHAN: ini bukan perekaman yang sebenarnya.',
  begin: 'Latihan',
  beginText: 'Belajar dengan alat tiruan; tidak ada data nyata.',
  goOn: 'Lanjut berlatih',
  anew: 'Ulang dari awal',
  anewText: 'Ulang dari awal: semua yang dibuat dalam latihan dibuang, dan latihan baru dibuka.',
  end: 'Akhiri latihan',
  endText:
    'Akhiri latihan: Rekam dibuka kembali dengan stasiun yang sebenarnya. Latihan disimpan untuk lain kali.',
}
