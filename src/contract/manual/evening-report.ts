import { command, type ManualPage, steps, text } from './part.ts'

export const eveningReport: ManualPage = {
  chapter: 'office',
  title: { id: 'Laporan malam', en: 'The evening report' },
  picture: 'evening-report',
  parts: [
    text(
      'Keadaan stasiun dalam satu QR yang ditandatangani, tanpa data pribadi: jumlah hari ini, yang menunggu, salinan, dan disk.',
      'The state of the station in one signed QR without personal data: the numbers of the day, what waits, copies, and disks.',
    ),
    steps(
      [
        'Sebelum pulang, foto kodenya dengan telepon dan kirim fotonya kepada Dinas.',
        'Before you go home, photograph the code with a telephone and send the picture to the Dinas.',
      ],
      [
        'Tanpa telepon: **Cetak**, **Simpan PDF**, atau **Simpan teks** ke drive.',
        'Without a telephone: **Print**, **Save PDF**, or **Save text** to a drive.',
      ],
    ),
    text(
      'Dinas membaca foto atau teksnya; stasiun yang diam muncul di atas.',
      'The Dinas reads the picture or the text; stations that are silent stand on top.',
    ),
    command('report show --station DIR'),
  ],
}
