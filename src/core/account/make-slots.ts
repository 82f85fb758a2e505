import { encrypt } from '../../lib/age.ts'
import { base64, shred, utf8 } from '../../lib/bytes.ts'
import { NONCE_BYTES, sealBytes } from '../../lib/seal-bytes.ts'
import type { Ports } from '../ports.ts'
import { PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { refuse } from '../refuse.ts'
import { slotContext } from './open-slot.ts'
import { newResetCode } from './reset-code.ts'
import { type AccountSlot, RESET_SLOTS, type ResetSlot, type Slots } from './slots.ts'
import { type Cost, passphraseKey, SALT_BYTES, subkey } from './wrap.ts'

type Random = Ports['random']

/** What slots are made with. Where it is not said whether this is practice, it is not. */
export type Machine = Pick<Ports, 'random' | 'secretBox'> & Partial<Pick<Ports, 'practice'>>

/** Shortest password of an account, in characters. */
export const MIN_PASSPHRASE = 8

interface SlotFor {
  readonly account: string
  readonly passphrase: string
  readonly cost: Cost
  readonly machine: Uint8Array | null
}

/** The password that everybody knows from practice opens practice alone. Fault ACCOUNT-WEAK-PASSPHRASE. */
export function refuseWeak(passphrase: string, { practice = null }: Pick<Machine, 'practice'>): void {
  const known = practice === null && passphrase.toLowerCase().startsWith(PRACTICE_PASSPHRASE)
  if (known || passphrase.length < MIN_PASSPHRASE) throw refuse('ACCOUNT-WEAK-PASSPHRASE')
}

/** A slot that opens `key` by a password. Fault ACCOUNT-WEAK-PASSPHRASE. */
export async function accountSlot(key: Uint8Array, ports: Machine, of: SlotFor): Promise<AccountSlot> {
  const { random } = ports
  refuseWeak(of.passphrase, ports)
  const salt = random(SALT_BYTES)
  const slotKey = await passphraseKey(of.passphrase, salt, of.cost, of.machine)
  const sealed = sealBytes(key, slotKey, random(NONCE_BYTES), slotContext.account(of.account))
  shred(slotKey)
  return {
    account: of.account,
    kdf: { name: 'argon2id', memory: of.cost.memory, passes: of.cost.passes, salt: base64(salt) },
    machine: of.machine !== null,
    sealed: base64(sealed),
  }
}

function resetSlot(key: Uint8Array, random: Random, n: number, code: string): ResetSlot {
  const salt = random(SALT_BYTES)
  const slotKey = subkey(utf8(code), salt, 'reset')
  const sealed = sealBytes(key, slotKey, random(NONCE_BYTES), slotContext.reset(n))
  shred(slotKey)
  return { n, salt: base64(salt), sealed: base64(sealed) }
}

/** A whole set of one-time slots, and their codes. */
export function newResets(key: Uint8Array, random: Random): { resets: ResetSlot[]; codes: string[] } {
  const codes = Array.from({ length: RESET_SLOTS }, () => newResetCode(random))
  return { codes, resets: codes.map((code, i) => resetSlot(key, random, i + 1, code)) }
}

/** The database key for the recovery recipient, as it stands in the slots. */
export function recoverySlot(key: Uint8Array, recovery: string): string {
  const { sealed, fileKey } = encrypt(key, { recipients: [recovery] })
  shred(fileKey)
  return base64(sealed)
}

export interface NewSlots {
  readonly key: Uint8Array
  readonly accounts: readonly { readonly account: string; readonly passphrase: string }[]
  readonly cost: Cost
  /** age recipient of the Dinas' recovery identity. */
  readonly recovery: string
}

/** All slots of a new station, and the reset codes: they leave this program only sealed to the recovery recipient. */
export async function newSlots(ports: Machine, wanted: NewSlots): Promise<{ slots: Slots; codes: string[] }> {
  const { key, cost } = wanted
  const { random, secretBox } = ports
  const machine = secretBox ? random(32) : null
  const accounts: AccountSlot[] = []
  for (const { account, passphrase } of wanted.accounts)
    accounts.push(await accountSlot(key, ports, { account, passphrase, cost, machine }))
  const { resets, codes } = newResets(key, random)
  const slots: Slots = {
    format: 'rekam-slots',
    version: 1,
    accounts,
    machine: machine && secretBox ? base64(await secretBox.seal(machine)) : null,
    recovery: recoverySlot(key, wanted.recovery),
    resets,
  }
  if (machine) shred(machine)
  return { slots, codes }
}
