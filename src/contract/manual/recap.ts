import { command, type ManualPage, text } from './part.ts'

export const recap: ManualPage = {
  chapter: 'office',
  title: { id: 'Rekap', en: 'Recap' },
  picture: 'recap',
  parts: [
    text(
      'Apa yang terjadi dalam suatu masa menurut hari, bulan, operator, atau desa: direkam, luar domisili tersendiri, perbaikan, Suket, dan kartu.',
      'What happened in some days, by day, month, operator, or village: recorded, outside the domicile apart, corrections, letters, and cards.',
    ),
    text(
      '**Simpan XLSX** untuk dihitung lagi, **PDF untuk ditandatangani** untuk arsip. Angkanya sama dengan buku harian dan rekap Suket.',
      '**Save XLSX** to be reckoned with, **PDF to be signed** for the files. The figures are those of the daybook and of the recap of letters.',
    ),
    command('recap --station DIR'),
  ],
}
