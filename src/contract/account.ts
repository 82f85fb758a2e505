import { z } from 'zod'
import { done, empty, procedure } from './base.ts'
import { sentences } from './sentences.ts'

export const roleSchema = z.enum(['operator', 'penyelia', 'teknisi', 'administrator'])
export type Role = z.infer<typeof roleSchema>

/** What the window shows first: no station yet, locked, open, or a store that does not open. */
export const doorSchema = z.discriminatedUnion('door', [
  z.object({ door: z.literal('empty') }),
  z.object({ door: z.literal('locked'), accounts: z.array(z.string()) }),
  z.object({ door: z.literal('open'), account: z.string(), role: roleSchema, clockBehind: z.boolean() }),
  z.object({ door: z.literal('broken'), code: z.string() }),
])
export type Door = z.infer<typeof doorSchema>

export const passphraseSchema = z.string().min(8).max(256)

export const accountContract = {
  /** Which door the station stands at; never refuses. */
  door: procedure.input(empty).output(doorSchema),
  /** Opens the store with an account's passphrase. */
  unlock: procedure
    .input(z.object({ account: z.string().min(1).max(64), passphrase: z.string().max(256) }).strict())
    .output(doorSchema),
  /** Closes the store; drafts stay where they are. */
  lock: procedure.input(empty).output(done),
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
    'Buka lewat jendela Rekam di komputer asalnya, atau pakai identitas pemulihan Dinas.',
    "This account's key is bound to the computer and user where it was made.",
    'The database and the packets were not changed.',
    "Open it in Rekam's window on that computer, or use the Dinas' recovery identity.",
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
  'ACCOUNT-WEAK-PASSPHRASE': [
    'Kata sandi terlalu pendek: paling sedikit 8 huruf.',
    'Belum ada yang dibuat.',
    'Pilih kata sandi yang lebih panjang.',
    'The password is too short: at least 8 characters.',
    'Nothing has been made yet.',
    'Choose a longer password.',
  ],
})
