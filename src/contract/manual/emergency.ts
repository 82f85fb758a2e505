import type { Said } from './part.ts'

/** A case of the emergency card: what stays safe, and what to do in at most four steps. */
export interface Emergency {
  readonly title: Said
  readonly safe: Said
  readonly steps: readonly Said[]
}

/** The one-page card that hangs beside the desk: five cases, short enough for one A4 in both languages (a test holds it). */
export const EMERGENCIES: readonly Emergency[] = [
  {
    title: { id: 'Listrik padam', en: 'The power fails' },
    safe: { id: 'Semua yang sudah diisi tersimpan.', en: 'All that was entered is saved.' },
    steps: [
      {
        id: 'Jangan cabut disk selama komputer masih menyala.',
        en: 'Pull no disk while the computer still runs.',
      },
      {
        id: 'Setelah menyala: buka Rekam, masuk, buka titipan di daftar, lanjutkan dari langkah terakhir.',
        en: 'When it is back: open Rekam, log in, open the parked recording, go on at its last step.',
      },
      { id: 'Tidak ada penduduk yang perlu dipanggil kembali.', en: 'No resident has to come back.' },
    ],
  },
  {
    title: { id: 'Disk cadangan hilang atau dicuri', en: 'A backup disk is lost or stolen' },
    safe: {
      id: 'Isinya tersegel: yang menemukannya tidak dapat membacanya.',
      en: 'It is sealed: whoever finds it cannot read it.',
    },
    steps: [
      {
        id: 'Cadangan, disk itu, laporkan hilang: kapan dan bagaimana.',
        en: 'Backup, that disk, report it lost: when and how.',
      },
      { id: 'Simpan laporan kehilangannya untuk Dinas.', en: 'Save the report of the loss for the Dinas.' },
      {
        id: 'Pasangkan disk pengganti hari itu juga dan cadangkan (F10).',
        en: 'Pair another disk the same day and back up (F10).',
      },
      { id: 'Penyelia mengganti kata sandinya.', en: 'The supervisor takes a new password.' },
    ],
  },
  {
    title: { id: 'Komputer mati atau hilang', en: 'The computer is dead or gone' },
    safe: {
      id: 'Satu disk cadangan mengembalikan stasiun di komputer mana pun.',
      en: 'One backup disk brings the station back on any computer.',
    },
    steps: [
      {
        id: 'Ambil semua disk cadangan. Jangan memformat apa pun.',
        en: 'Fetch all backup disks. Format nothing.',
      },
      {
        id: 'Di komputer lain: buka Rekam, tekan 2, pasang disk, pilih kunci akar Dinas, kata sandi penyelia.',
        en: "On another computer: open Rekam, press 2, plug in the disks, choose the Dinas' root key, the supervisor's password.",
      },
      {
        id: 'Kirim keys/request.json kepada Dinas. Bila dicuri: Dinas mencabut kunci lama.',
        en: 'Send keys/request.json to the Dinas. If stolen: the Dinas revokes the old key.',
      },
    ],
  },
  {
    title: { id: 'Pusat data menolak atau luring', en: 'The data centre refuses or is offline' },
    safe: {
      id: 'Rekaman menunggu dengan aman. Teruskan merekam dan menerbitkan Suket.',
      en: 'Recordings wait safely. Go on recording and issuing letters.',
    },
    steps: [
      { id: 'Jangan merekam ulang siapa pun.', en: 'Record nobody again.' },
      {
        id: 'Bila berhari-hari: Pengiriman, Buat ekspor manual ke drive kosong, serahkan kepada pembawa.',
        en: 'If it lasts for days: Sending, make a manual export onto an empty drive, hand it to the carrier.',
      },
      { id: 'Setelah drive kembali: Baca tanda terima.', en: 'When the drive is back: read the receipts.' },
    ],
  },
  {
    title: { id: 'Lupa kata sandi', en: 'A forgotten password' },
    safe: {
      id: 'Tidak ada yang hilang. Jangan menebak: menunggunya makin lama.',
      en: 'Nothing is lost. Do not guess: the waits grow.',
    },
    steps: [
      {
        id: 'Minta kata sandi baru kepada administrator (Pengaturan, Akun).',
        en: 'Ask the administrator for a new password (Settings, Accounts).',
      },
      {
        id: 'Tidak seorang pun dapat masuk: Lupa kata sandi, telepon Dinas, bacakan kode stasiun dan nomor di layar.',
        en: 'Nobody can log in: Forgotten password, call the Dinas, read out the station and the number on the screen.',
      },
      {
        id: 'Ketik kode yang dibacakan Dinas. Kode berlaku sekali.',
        en: 'Type the code that the Dinas reads out. It works once.',
      },
    ],
  },
]
