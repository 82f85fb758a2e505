import { command, head, type ManualPage, text } from './part.ts'

export const settings: ManualPage = {
  chapter: 'office',
  title: { id: 'Pengaturan dan audit', en: 'Settings and audit' },
  picture: 'settings',
  parts: [
    text(
      'Bahasa, warna, dan ukuran huruf berlaku untuk komputer ini. Profil stasiun berasal dari Dinas dan tidak diubah di sini.',
      "Language, colours, and letter size are of this computer. The station's profile comes from the Dinas and is not changed here.",
    ),
    head('Audit', 'Audit'),
    text(
      'Setiap perbuatan tercatat dengan siapa, kapan, dan nilai lama dan baru. Penyelia mencari menurut penduduk, petugas dan hari, menyimpan satu masa sebagai berkas bertanda tangan, dan menjawab penduduk yang bertanya.',
      'Every act is kept with who, when, and old and new values. Supervisors search by resident, person and day, save some days as a signed file, and answer a resident who asks.',
    ),
    text(
      '**Periksa rantai** membuktikan bahwa tidak ada yang disisipkan atau dihapus.',
      '**Check the chain** proves that nothing was put in or taken out.',
    ),
    head('Profil baru dari Dinas', 'A new profile of the Dinas'),
    text(
      'Profil baru dapat datang bersama tanda terima. Ia tidak berlaku sendiri: halaman ini menyebut nomornya dan apa yang berubah, dan administrator memilih **Pasang profil**. Profil di drive dipasang dari terminal:',
      'A new profile may come along with receipts. It does not take effect by itself: this page says its serial and what changes, and an administrator chooses **Install the profile**. A profile on a drive is installed from the terminal:',
    ),
    command('profile install --station DIR --profile FILE'),
    text(
      'Dari terminal administrator juga dapat melihat dan memasang profil yang menunggu:',
      'At the terminal, too, an administrator can look at a profile that waits, and install it:',
    ),
    command('profile list --station DIR'),
    command('profile install --station DIR --waiting N'),
  ],
}
