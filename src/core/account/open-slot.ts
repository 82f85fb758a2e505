import { decrypt } from '../../lib/age.ts'
import { shred, unbase64, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import type { SecretBox } from '../ports.ts'
import { refuse } from '../refuse.ts'
import { readResetCode } from './reset-code.ts'
import type { AccountSlot, ReadSlots } from './slots.ts'
import { openBytes } from '../../lib/seal-bytes.ts'
import { passphraseKey, subkey } from './wrap.ts'

/** What a slot's seal is bound to: a slot copied onto another name or number does not open. */
export const slotContext = {
  account: (name: string) => `rekam-slots-v1 account ${name}`,
  reset: (n: number) => `rekam-slots-v1 reset ${n}`,
}

function proven(slots: ReadSlots, key: Uint8Array): Uint8Array {
  if (slots.proven(key)) return key
  shred(key)
  throw refuse('ACCOUNT-SLOTS-DAMAGED')
}

async function machineSecret(
  slots: ReadSlots,
  slot: AccountSlot,
  box: SecretBox | null,
): Promise<Uint8Array | null> {
  if (!slot.machine) return null
  if (!box || slots.machine === null) throw refuse('ACCOUNT-OTHER-MACHINE')
  try {
    return await box.open(unbase64(slots.machine))
  } catch (cause) {
    throw refuse('ACCOUNT-OTHER-MACHINE', {}, cause)
  }
}

/**
 * The database key by an account's password. Faults ACCOUNT-WRONG-PASSPHRASE; ACCOUNT-OTHER-MACHINE where the slot is bound to a
 * key store that this program does not reach; ACCOUNT-SLOTS-DAMAGED where somebody changed the file without the key.
 */
export async function openByPassphrase(
  slots: ReadSlots,
  account: string,
  passphrase: string,
  box: SecretBox | null,
): Promise<Uint8Array> {
  const slot = slots.accounts.find((one) => one.account === account)
  if (!slot) throw refuse('ACCOUNT-WRONG-PASSPHRASE')
  const machine = await machineSecret(slots, slot, box)
  const slotKey = await passphraseKey(passphrase, unbase64(slot.kdf.salt), slot.kdf, machine)
  const key = openBytes(unbase64(slot.sealed), slotKey, slotContext.account(account))
  shred(slotKey)
  if (!key) throw refuse('ACCOUNT-WRONG-PASSPHRASE')
  return proven(slots, key)
}

/** The database key by a one-time reset code. Fault ACCOUNT-WRONG-CODE for a wrong, unknown or burnt one. */
export function openByReset(slots: ReadSlots, n: number, code: string): Uint8Array {
  const slot = slots.resets.find((one) => one.n === n)
  if (!slot) throw refuse('ACCOUNT-WRONG-CODE', { n })
  const slotKey = subkey(utf8(readResetCode(code)), unbase64(slot.salt), 'reset')
  const key = openBytes(unbase64(slot.sealed), slotKey, slotContext.reset(n))
  shred(slotKey)
  if (!key) throw refuse('ACCOUNT-WRONG-CODE', { n })
  return proven(slots, key)
}

/** The database key by the Dinas' recovery identity. Fault ACCOUNT-WRONG-IDENTITY. */
export function openByRecovery(slots: ReadSlots, identity: string): Uint8Array {
  try {
    return proven(slots, decrypt(unbase64(slots.recovery), { identities: [identity] }))
  } catch (error) {
    if (isFault(error, 'AGE-NO-IDENTITY')) throw refuse('ACCOUNT-WRONG-IDENTITY', {}, error)
    throw error
  }
}
