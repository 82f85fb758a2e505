import { head, type ManualPage, text } from './part.ts'

export const sealed: ManualPage = {
  chapter: 'desk',
  title: { id: 'Rekaman yang tersegel', en: 'Sealed recordings' },
  picture: 'sealed',
  parts: [
    text(
      'Halaman ini menunjukkan di mana salinannya, apa yang terjadi di pusat data, dan semua yang pernah dilakukan dengannya.',
      'This page shows where its copies are, what happened at the data centre, and all that was done with it.',
    ),
    head('Bukti perekaman', 'Proof of recording'),
    text(
      'Cetak dan berikan kepada penduduk. QR-nya tidak memuat data pribadi. Bila komputer dan semua disk hilang sekaligus, kertas itu membuktikan bahwa ia sudah direkam.',
      'Print it and give it to the resident. Its QR holds no personal data. If computer and all disks are lost at once, the paper proves that they were recorded.',
    ),
    head('Suket', 'Suket'),
    text(
      '**Terbitkan Suket** membuat surat keterangan pengganti KTP-el, berlaku enam bulan, lalu mencetaknya.',
      '**Issue the Suket** makes the temporary letter, valid for six months, and prints it.',
    ),
    head('Ada yang salah', 'Something is wrong'),
    text(
      '**Betulkan data** menyegel perbaikan sebagai paket tersendiri; **Perekaman susulan** menambah foto atau jari yang kurang; **Batalkan rekaman** hanya oleh penyelia. Paket lama tidak pernah diubah.',
      '**Correct the data** seals the correction as a packet of its own; **Further capture** adds a photo or fingers; **Cancel the recording** is for supervisors. The old packet is never changed.',
    ),
  ],
}
