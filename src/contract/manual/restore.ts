import { head, type ManualPage, safe, steps, text } from './part.ts'

export const restore: ManualPage = {
  chapter: 'keep',
  title: { id: 'Pemulihan', en: 'Restore' },
  picture: 'restore',
  parts: [
    text(
      'Stasiun yang mati kembali di komputer mana pun dengan satu disk cadangan. Makin banyak disk dan sumber, makin lengkap.',
      'A dead station comes back on any computer from one backup disk. More disks and sources make it more complete.',
    ),
    steps(
      [
        'Pasang Rekam di komputer itu, buka, tekan 2. Pasang disk cadangan; drive komputer lama boleh ikut.',
        "Install Rekam on that computer, open it, press 2. Plug in the backup disks; the old computer's drive may come too.",
      ],
      [
        'Pilih berkas kunci akar dari Dinas (bukan dari disk) dan cara membuka: kata sandi penyelia, identitas pemulihan Dinas, atau pecahan kunci.',
        "Choose the Dinas' root key file (never one from the disk) and the way in: the supervisor's password, the Dinas' recovery identity, or shares of the key.",
      ],
      [
        '**Periksa sumber** menunjukkan rencana: berapa yang kembali, yang hilang dan dari mana diketahui. **Uji coba** tidak menulis apa-apa.',
        '**Look at the sources** shows the plan: what comes back, what is missing and how that is known. **Dry run** keeps nothing.',
      ],
      [
        '**Pulihkan sekarang**, lalu buka dengan kata sandi penyelia.',
        "**Restore now**, then open with the supervisor's password.",
      ],
      [
        'Kirim keys/request.json kepada Dinas. Merekam boleh langsung dimulai.',
        'Send keys/request.json to the Dinas. Recording may begin at once.',
      ],
      [
        'Masukkan lagi daftar penduduk dari berkas Dinas: daftar itu tidak ada di disk cadangan.',
        "Import the resident list from the Dinas' file again: it is on no backup disk.",
      ],
    ),
    head('Suket setelah pemulihan', 'Letters after a restore'),
    text(
      'Pastikan dahulu nomor surat terakhir yang ada di kertas; register memintanya.',
      'First make sure of the last number on paper; the register asks for it.',
    ),
    safe(
      'Disk cadangan hanya dibaca. Pemulihan yang terhenti dilanjutkan.',
      'Backup disks are only read. A restore that stopped goes on.',
    ),
  ],
}
