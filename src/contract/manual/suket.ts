import { head, type ManualPage, safe, steps, text } from './part.ts'

export const suket: ManualPage = {
  chapter: 'desk',
  title: { id: 'Suket', en: 'Suket' },
  picture: 'suket',
  parts: [
    text(
      'Register semua surat keterangan stasiun ini. Surat terbit dari rekaman yang tersegel; tiap surat bernomor sekali dan nomor tidak pernah dipakai ulang.',
      'The register of all temporary letters of this station. A letter is issued from a sealed recording; each has one number, and no number is used again.',
    ),
    steps(
      [
        'Cari dengan nomor, NIK, atau nama; Enter membuka surat.',
        'Search by number, NIK or name; Enter opens the letter.',
      ],
      [
        'Ctrl+P mencetak. Cetak ulang menanyakan alasannya.',
        'Ctrl+P prints. Printing again asks for the reason.',
      ],
      [
        '**Perpanjang** menerbitkan surat baru bila KTP-el belum jadi.',
        '**Renew** issues a new letter while the card is not there.',
      ],
      [
        'Surat ditarik sendiri saat kartu diserahkan di sini atau menurut pusat data. **Tarik surat** bila dikembalikan lebih dulu; **Nyatakan batal** hanya oleh penyelia.',
        'A letter is taken back by itself when the card is handed over, here or by the word of the centre. **Take the letter back** when it is returned before that; **Declare void** is for supervisors.',
      ],
    ),
    head('Tidak ada pencetak', 'No printer'),
    text(
      'Simpan sebagai PDF ke drive dan cetak di komputer lain. Surat yang terbit tetap sah.',
      'Save it as a PDF onto a drive and print it elsewhere. An issued letter stays valid.',
    ),
    safe(
      'QR pada surat dapat diperiksa di stasiun mana pun tanpa jaringan.',
      'The QR on the letter can be checked at any station without a network.',
    ),
  ],
}
