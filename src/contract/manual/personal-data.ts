import { head, type ManualPage, steps, text } from './part.ts'

export const personalData: ManualPage = {
  chapter: 'office',
  title: { id: 'Data pribadi', en: 'Personal data' },
  picture: 'personal-data',
  parts: [
    head('Penduduk meminta datanya', 'A resident asks for their data'),
    steps(
      [
        'Daftarkan permintaan dari halaman rekaman atau penduduk, atau di sini dengan **Catat permintaan**.',
        "Enter the request from the recording's or the resident's page, or here with **Note a request**.",
      ],
      [
        'Jawab dalam 3 x 24 jam: **Jawab** membuat PDF untuk penduduk dan berkas bertanda tangan untuk Dinas.',
        'Answer within 3 x 24 hours: **Answer** makes a PDF for the resident and a signed file for the Dinas.',
      ],
    ),
    head('Masa simpan berakhir', 'When the retention is over'),
    text(
      'Penyelia melihat apa yang jatuh tempo, lalu **Musnahkan** dengan alasan, saksi, dan PIN. Yang belum ada tanda terima akhirnya tidak pernah dimusnahkan.',
      'A supervisor sees what is due, then **Destroy** with a reason, witnesses, and the PIN. What has no final receipt is never destroyed.',
    ),
    text(
      'Simpan berita acara dan daftarnya. Stasiun yang dipulihkan dari disk lama memusnahkannya lagi.',
      'Keep the record and its list. A station that is restored from an older disk destroys it again.',
    ),
    head('Aliran data', 'Where data goes'),
    text(
      'Bahan penilaian dampak: data apa, di mana, siapa yang membacanya, sampai kapan.',
      'For the impact assessment: which data, where, who reads it, until when.',
    ),
  ],
}
