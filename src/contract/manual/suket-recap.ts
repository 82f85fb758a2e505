import { type ManualPage, text } from './part.ts'

export const suketRecap: ManualPage = {
  chapter: 'desk',
  title: { id: 'Rekap Suket', en: 'Recap of letters' },
  picture: 'suket-recap',
  parts: [
    text(
      'Surat per hari dan penerbit: terbit, perpanjangan, ditarik, dibatalkan, dan nomor yang dilewati dengan alasannya.',
      'Letters by day and issuer: issued, renewals, taken back, void, and numbers that were skipped, with the reason.',
    ),
    text(
      'Penyelia menyimpan register sebagai XLSX atau PDF. Berkas itu memuat NIK dan nama lengkap; penyimpanannya tercatat di audit.',
      'A supervisor saves the register as XLSX or PDF. It holds whole NIKs and names; the saving is in the audit.',
    ),
  ],
}
