import { argon2, hkdfSync } from 'node:crypto'
import { promisify } from 'node:util'
import { concat, shred, utf8 } from '../../lib/bytes.ts'

const derive = promisify(argon2)

/** What a guess costs. Stored with each slot, so that it can rise without breaking old files. */
export interface Cost {
  /** KiB that argon2id fills. */
  readonly memory: number
  readonly passes: number
}

/** About 0.15 s on a desk's computer (measured: 64 MiB, 3 passes, 160 ms); RFC 9106's second choice. */
export const COST: Cost = { memory: 65_536, passes: 3 }

export const SALT_BYTES = 16

/** Key of a slot from what a person knows and, where the machine keeps secrets, what only this machine has. */
export async function passphraseKey(
  passphrase: string,
  salt: Uint8Array,
  cost: Cost,
  machine: Uint8Array | null,
): Promise<Uint8Array> {
  // Keyboards of different systems spell one letter in several ways.
  const message = utf8(passphrase.normalize('NFKC'))
  const stretched = await derive('argon2id', {
    message,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: cost.memory,
    passes: cost.passes,
  })
  try {
    return subkey(concat(new Uint8Array(stretched), machine ?? new Uint8Array(0)), salt, 'passphrase')
  } finally {
    shred(message)
    shred(stretched)
  }
}

/** A 32-byte key for one use from a secret that needs no stretching. */
export function subkey(secret: Uint8Array, salt: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, `rekam-slots-v1 ${use}`, 32))
}
