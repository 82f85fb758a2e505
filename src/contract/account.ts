import { z } from 'zod'
import { done, empty, procedure } from './base.ts'
import { sentences } from './sentences.ts'

export const roleSchema = z.enum(['operator', 'penyelia', 'teknisi', 'administrator'])
export type Role = z.infer<typeof roleSchema>

/** What the window shows first: no station yet, locked, open, or a store that does not open. */
export const doorSchema = z.discriminatedUnion('door', [
  z.object({ door: z.literal('empty') }),
  z.object({
    door: z.literal('locked'),
    accounts: z.array(z.string()),
    /** The store is still open behind the door, so that a PIN is enough. */
    resting: z.boolean(),
    /** Who of them has a PIN here; known only while it rests. */
    pins: z.array(z.string()),
    /** Who sat here last; null where nobody did since the program started. */
    last: z.string().nullable(),
  }),
  z.object({ door: z.literal('open'), account: z.string(), role: roleSchema, clockBehind: z.boolean() }),
  z.object({ door: z.literal('broken'), code: z.string() }),
])
export type Door = z.infer<typeof doorSchema>

/**
 * Whether somebody may add, change or disable an account of a role: an administrator any; a penyelia an operator's, and any while the station
 * has no administrator (`led`), so that it can get one.
 */
export function mayManageRole(actor: Role, target: Role, led: boolean): boolean {
  return actor === 'administrator' || (actor === 'penyelia' && (target === 'operator' || !led))
}

export const passphraseSchema = z.string().min(8).max(256)

/** As it stands in papers and in the audit: short, one line, told apart at a glance. */
export const accountNameSchema = z
  .string()
  .min(2)
  .max(32)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .'-]*[\p{L}\p{N}.]$/u)

export const accountSchema = z.object({
  name: z.string(),
  role: roleSchema,
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
  /** Whether it has a PIN on this computer. */
  pin: z.boolean(),
  self: z.boolean(),
  /** Whether who asks may change it. */
  manageable: z.boolean(),
  /** The only administrator: stays. */
  last: z.boolean(),
})
export type Account = z.infer<typeof accountSchema>

/** What is read to the Dinas over the telephone: the station and the number of a one-time code. */
export const challengeSchema = z.object({ station: z.string(), n: z.number(), left: z.number() })
export type Challenge = z.infer<typeof challengeSchema>

const name = z.string().min(1).max(64)
const secret = z.string().max(256)

export const accountContract = {
  /** Which door the station stands at; never refuses. */
  door: procedure.input(empty).output(doorSchema),
  /** Opens the store with an account's passphrase. */
  unlock: procedure
    .input(z.object({ account: z.string().min(1).max(64), passphrase: z.string().max(256) }).strict())
    .output(doorSchema),
  /** Closes the store; drafts stay where they are. */
  lock: procedure.input(empty).output(done),
  /** Covers the desk: nobody is at it until a PIN or a password; backups and sending go on behind it. */
  rest: procedure.input(empty).output(done),
  /** Somebody sits down at a resting desk, or takes over an open one, by the PIN of their account. */
  resume: procedure.input(z.object({ account: name, pin: secret }).strict()).output(doorSchema),
  /** What to read to the Dinas when a password is forgotten. */
  challenge: procedure.input(empty).output(challengeSchema),
  /** The Dinas' one-time code gives an account a new password, and opens the station by it. */
  reset: procedure
    .input(
      z
        .object({ account: name, n: z.int().min(1).max(20), code: z.string().max(64), passphrase: secret })
        .strict(),
    )
    .output(doorSchema),
  list: procedure.input(empty).output(z.array(accountSchema)),
  add: procedure
    .input(z.object({ name, role: roleSchema, passphrase: secret }).strict())
    .output(z.array(accountSchema)),
  disable: procedure.input(z.object({ name }).strict()).output(z.array(accountSchema)),
  /** A new password for another account; a disabled one is opened again by it. */
  renew: procedure.input(z.object({ name, passphrase: secret }).strict()).output(z.array(accountSchema)),
  role: procedure.input(z.object({ name, role: roleSchema }).strict()).output(z.array(accountSchema)),
  /** Own password. */
  passphrase: procedure.input(z.object({ current: secret, passphrase: secret }).strict()).output(done),
  /** Own PIN on this computer, six digits. */
  pin: procedure.input(z.object({ current: secret, pin: secret }).strict()).output(done),
  /** A person says that the computer's clock is right now: `clockBehind` ends, dated letters go on. */
  confirmClock: procedure.input(empty).output(doorSchema),
}

export const accountSentences = sentences({
  'ACCOUNT-WRONG-PASSPHRASE': [
    'Kata sandi tidak cocok.',
    'Tidak ada yang berubah.',
    'Periksa huruf besar dan kecil, lalu coba lagi.',
    'The password does not match.',
    'Nothing has changed.',
    'Check capital letters and try again.',
  ],
  'ACCOUNT-SLOTS-DAMAGED': [
    'Berkas kunci stasiun rusak.',
    'Basis data dan paket tidak diubah.',
    'Pulihkan dari disk cadangan, atau panggil teknisi.',
    "The station's key file is damaged.",
    'The database and the packets were not changed.',
    'Restore from a backup disk, or call the technician.',
  ],
  'ACCOUNT-OTHER-MACHINE': [
    'Kunci akun ini terikat pada komputer dan pengguna tempat akun itu dibuat.',
    'Basis data dan paket tidak diubah.',
    'Buka lewat jendela Rekam di komputer asalnya, atau atur ulang kata sandi dengan kode atau kunci pemulihan Dinas.',
    "This account's key is bound to the computer and user where it was made.",
    'The database and the packets were not changed.',
    "Open it in Rekam's window on that computer, or reset the password by a code or the recovery key of the Dinas.",
  ],
  'ACCOUNT-WRONG-CODE': [
    'Kode atur ulang nomor {n} tidak cocok atau sudah terpakai.',
    'Tidak ada yang berubah.',
    'Minta kode untuk nomor lain kepada Dinas.',
    'Reset code number {n} does not match or was used before.',
    'Nothing has changed.',
    'Ask the Dinas for the code of another number.',
  ],
  'ACCOUNT-WRONG-IDENTITY': [
    'Identitas pemulihan ini bukan milik stasiun ini.',
    'Tidak ada yang berubah.',
    'Minta berkas identitas pemulihan yang benar kepada Dinas.',
    'This recovery identity does not belong to this station.',
    'Nothing has changed.',
    'Ask the Dinas for the right recovery identity file.',
  ],
  'ACCOUNT-ROLE': [
    'Ini hanya boleh dilakukan oleh: {roles}.',
    'Tidak ada yang diubah.',
    'Minta petugas dengan peran itu, atau ganti petugas.',
    'Only these may do this: {roles}.',
    'Nothing was changed.',
    'Ask somebody with that role, or change operator.',
  ],
  'ACCOUNT-WAIT': [
    'Terlalu banyak percobaan yang salah. Tunggu {seconds} detik.',
    'Tidak ada yang berubah. Petugas lain tetap dapat masuk.',
    'Tunggu, lalu coba lagi. Bila lupa kata sandi, minta kode atur ulang kepada Dinas.',
    'Too many wrong tries. Wait {seconds} {seconds, second|seconds}.',
    'Nothing has changed. Others can still sign in.',
    'Wait and try again. If the password is forgotten, ask the Dinas for a reset code.',
  ],
  'ACCOUNT-WRONG-PIN': [
    'PIN tidak cocok.',
    'Tidak ada yang berubah.',
    'Coba lagi, atau masuk dengan kata sandi.',
    'The PIN does not match.',
    'Nothing has changed.',
    'Try again, or sign in with the password.',
  ],
  'ACCOUNT-NO-PIN': [
    'Akun ini belum punya PIN di komputer ini.',
    'Tidak ada yang berubah.',
    'Masuk dengan kata sandi, lalu buat PIN di Pengaturan.',
    'This account has no PIN on this computer yet.',
    'Nothing has changed.',
    'Sign in with the password, then make a PIN under Settings.',
  ],
  'ACCOUNT-WEAK-PIN': [
    'PIN harus enam angka yang tidak sama semua dan tidak berurutan.',
    'PIN yang lama tetap berlaku.',
    'Pilih enam angka lain.',
    'A PIN is six digits, not all the same and not in a row.',
    'The old PIN still holds.',
    'Choose six other digits.',
  ],
  'ACCOUNT-NAME': [
    'Nama akun terdiri atas 2 sampai 32 huruf, angka, spasi, titik, petik, atau strip.',
    'Tidak ada akun yang dibuat.',
    'Pilih nama lain, misalnya nama panggilan petugas.',
    "An account's name has 2 to 32 letters, digits, spaces, dots, quotes or dashes.",
    'No account was made.',
    'Choose another name.',
  ],
  'ACCOUNT-EXISTS': [
    'Nama akun {name} sudah dipakai.',
    'Akun itu tidak diubah.',
    'Pilih nama lain, atau beri akun itu kata sandi baru.',
    'The account name {name} is taken.',
    'That account was not changed.',
    'Choose another name, or give that account a new password.',
  ],
  'ACCOUNT-SELF': [
    'Ini akun Anda sendiri.',
    'Akun tidak diubah.',
    'Minta administrator lain. Kata sandi sendiri diganti di kartu Saya.',
    'This is your own account.',
    'It was not changed.',
    'Ask another administrator. Your own password is changed under Me.',
  ],
  'ACCOUNT-LAST-ADMINISTRATOR': [
    'Ini satu-satunya administrator.',
    'Akun tidak diubah: selalu ada paling sedikit satu administrator.',
    'Tambahkan administrator lain lebih dahulu.',
    'This is the only administrator.',
    'It was not changed: there always is at least one.',
    'Add another administrator first.',
  ],
  'ACCOUNT-NO-CODES': [
    'Semua kode atur ulang stasiun ini sudah terpakai.',
    'Akun lain tetap dapat masuk.',
    'Minta administrator memberi kata sandi baru, atau Dinas membuka dengan identitas pemulihan.',
    'All reset codes of this station are used.',
    'Other accounts can still sign in.',
    'Ask an administrator for a new password, or the Dinas to open it by the recovery identity.',
  ],
  'ACCOUNT-ESCROW': [
    'Berkas kode ini tidak memuat nomor {n} untuk stasiun {station}.',
    'Tidak ada kode yang terpakai.',
    'Periksa kode stasiun dan nomor yang dibacakan, dan pilih berkas stasiun itu.',
    'This file of codes has no number {n} for station {station}.',
    'No code was used.',
    "Check the station and the number that were read out, and choose that station's file.",
  ],
  'ACCOUNT-WEAK-PASSPHRASE': [
    'Kata sandi terlalu lemah: paling sedikit 8 huruf, dan bukan kata sandi latihan.',
    'Belum ada yang dibuat.',
    'Pilih kata sandi yang lebih panjang, yang tidak diketahui orang lain.',
    'The password is too weak: at least 8 characters, and not the one of practice.',
    'Nothing has been made yet.',
    'Choose a longer password that nobody else knows.',
  ],
})
