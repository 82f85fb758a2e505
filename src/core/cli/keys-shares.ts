import { many } from '../../contract/plural.ts'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { generateIdentity, recipientOf } from '../../lib/age.ts'
import { utf8 } from '../../lib/bytes.ts'
import { createDurably } from '../../lib/write-durably.ts'
import { identityFile, identityIn } from '../account/index.ts'
import { identityFromShares, splitIntoFiles } from '../keys/index.ts'
import { refuse } from '../refuse.ts'
import { readText } from './secrets.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'

/** Options that give the recovery identity: its file, or shares of it. */
export interface RecoveryOptions {
  readonly identity?: string
  readonly share?: readonly string[]
}

/** The recovery identity of the options, in memory alone. Faults ACCOUNT-WRONG-IDENTITY, CLI-IDENTITY, SHARE-*. */
export async function recoveryOf({ identity, share }: RecoveryOptions): Promise<string> {
  if (share !== undefined) return identityFromShares(share.map((path) => resolve(path)))
  if (identity === undefined) throw refuse('CLI-IDENTITY')
  const found = identityIn(await readText(resolve(identity)))
  if (!found) throw refuse('ACCOUNT-WRONG-IDENTITY')
  return found
}

/** `rekam keys split`: a recovery identity, or a new one that is never written down whole, in shares for as many holders. */
export async function keysSplit(
  terminal: Terminal,
  options: Common & { identity?: string; out: string; shares: string; needs: string },
): Promise<void> {
  const out = resolve(options.out)
  const counts = { shares: Number(options.shares), needs: Number(options.needs) }
  const identity = options.identity === undefined ? generateIdentity().identity : await recoveryOf(options)
  await mkdir(out, { recursive: true, mode: 0o700 })
  const made = await splitIntoFiles(identity, counts, out)
  const say = sayer(options)
  print(terminal, options, { ...made, ...counts }, [
    say(
      `Penerima pemulihan (untuk profil): ${made.recipient}`,
      `Recovery recipient (for the profile): ${made.recipient}`,
    ),
    say(
      `Set ${made.set}: ${counts.needs} dari ${counts.shares} pecahan diperlukan. Semua gabungan sudah dicoba.`,
      `Set ${made.set}: of ${many(counts.shares, 'share')}, ${counts.needs} needed. All combinations were tried.`,
    ),
    ...made.files,
    say(
      'Bagikan kepada pemegang yang berbeda, lalu hapus folder ini.',
      'Hand them to different holders, then delete this folder.',
    ),
  ])
}

/** `rekam keys join`: the identity as a file that stock `age -d -i` takes. For the Dinas' own computer. */
export async function keysJoin(
  terminal: Terminal,
  options: Common & { share: readonly string[]; out: string },
): Promise<void> {
  const identity = await recoveryOf(options)
  const out = resolve(options.out)
  const file = utf8(identityFile(identity, 'kunci pemulihan Dinas (recovery identity)'))
  await createDurably(out, file, { root: resolve(out, '..'), mode: 0o600 })
  const recipient = recipientOf(identity)
  const say = sayer(options)
  print(terminal, options, { out, recipient }, [
    say(`Kunci pemulihan ditulis: ${out}`, `The recovery key is written: ${out}`),
    say(`Penerima: ${recipient}`, `Recipient: ${recipient}`),
    say(
      'Berkas ini membuka semua data Dinas: hapus segera setelah selesai.',
      'This file opens all data of the Dinas: delete it as soon as you are done.',
    ),
  ])
}
