import { head, type ManualPage, steps, text } from './part.ts'

export const residents: ManualPage = {
  chapter: 'desk',
  title: { id: 'Penduduk', en: 'Residents' },
  picture: 'residents',
  parts: [
    text(
      'Daftar dari Dinas. Ketik NIK, nomor KK, nama dalam urutan apa pun (juga salah eja, Moh. atau Muhammad), tanggal atau tahun lahir; pilih kelurahan untuk menyempitkan.',
      "The Dinas' list. Type a NIK, a family card, a name in any order (misspelt too, Moh. or Muhammad), a date or year of birth; choose a village to narrow it.",
    ),
    text(
      'NIK tampil bertopeng di daftar. Enter membuka orangnya: keluarga, titipan, dan untuk tiap rekaman keadaannya, di mana salinannya, Suket, kartu, kunjungan dan riwayatnya; penyelia juga melihat jejaknya. **Mulai perekaman** memulai perekaman dengan isian dari daftar; semuanya tetap dibacakan.',
      'NIKs are masked in the list. Enter opens the person: family, parked ones, and for each recording how it stands, where its copies are, Suket, card, visits and history; supervisors see the acts too. **Start a recording** begins a recording with what the list says; all of it is still read aloud.',
    ),
    head('Memasukkan daftar', 'Bringing the list in'),
    steps(
      [
        'Penyelia atau teknisi membuka berkas CSV atau XLSX dari Dinas.',
        "A supervisor or technician opens the Dinas' CSV or XLSX.",
      ],
      [
        'Periksa isi kolomnya; tebakan sebelumnya diingat. **Masukkan ke daftar**.',
        'Check what the columns hold; earlier choices are remembered. **Import into the list**.',
      ],
      [
        'Baris yang tidak diambil dapat disimpan sebagai berkas dengan alasannya, untuk dikembalikan kepada Dinas.',
        'Rows that were left out can be saved as a file with their reasons, to go back to the Dinas.',
      ],
    ),
    text(
      'Berkas yang sama boleh dimasukkan berulang kali: hasilnya sama. Pekerjaan di meja berjalan terus selama itu.',
      'The same file may be brought in again: the result is the same. The desk works on meanwhile.',
    ),
  ],
}
