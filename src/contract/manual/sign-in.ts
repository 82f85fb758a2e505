import { head, type ManualPage, safe, steps, text } from './part.ts'

export const signIn: ManualPage = {
  chapter: 'begin',
  title: { id: 'Membuka dan mengunci', en: 'Opening and locking' },
  picture: 'locked',
  parts: [
    steps(
      [
        'Pilih akun Anda dan ketik kata sandinya, lalu Enter.',
        'Choose your account and type its password, then Enter.',
      ],
      [
        'F6 berganti petugas: stasiun tetap terbuka, pencadangan dan pengiriman berjalan terus. Kembali cukup dengan PIN.',
        'F6 changes the operator: the station stays open, backups and sending go on. A PIN is enough to come back.',
      ],
      [
        'Ctrl+L mengunci stasiun: kuncinya meninggalkan memori. Lakukan bila meninggalkan kantor.',
        'Ctrl+L locks the station: the key leaves the memory. Do it when you leave the office.',
      ],
    ),
    head('Kata sandi salah', 'A wrong password'),
    text(
      'Setiap salah menunggu lebih lama, juga setelah komputer dinyalakan ulang. Administrator dapat memberi kata sandi baru.',
      'Every wrong one waits longer, also after a restart. An administrator can give a new password.',
    ),
    text(
      'Tidak seorang pun dapat masuk: **Lupa kata sandi** menunjukkan nomor yang dibacakan kepada Dinas. Dinas membacakan satu kode sekali pakai.',
      'Nobody can log in: **Forgotten password** shows the number to read to the Dinas. The Dinas reads out one code that works once.',
    ),
    safe(
      'Rekaman dan isian yang belum selesai tetap tersimpan selama stasiun terkunci.',
      'Recordings and unfinished entries stay saved while the station is locked.',
    ),
  ],
}
