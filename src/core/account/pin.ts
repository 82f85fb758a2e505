import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { base64, unbase64 } from '../../lib/bytes.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { forgetLocal, localValue, setLocal } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import { type Cost, COST, passphraseKey, SALT_BYTES } from './wrap.ts'

/** A PIN is six digits: enough beside the growing wait, and typed blind. */
export const PIN = /^\d{6}$/

const schema = z.strictObject({
  memory: z.int(),
  passes: z.int(),
  salt: z.string(),
  hash: z.string(),
})

function isGuessedFirst(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => Number(digit) - Number(pin[i])))
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]!)
}

/**
 * What is kept of a PIN: argon2id with its own salt. It wraps no key: it lies inside the encrypted store of this machine alone, so that a
 * stolen disk gives nobody a million guesses. ACCOUNT-WEAK-PIN.
 */
export async function pinRecord(
  pin: string,
  random: (bytes: number) => Uint8Array,
  cost: Cost = COST,
): Promise<string> {
  if (!PIN.test(pin) || isGuessedFirst(pin)) throw refuse('ACCOUNT-WEAK-PIN')
  const salt = random(SALT_BYTES)
  const hash = base64(await passphraseKey(pin, salt, cost, null))
  return JSON.stringify({ memory: cost.memory, passes: cost.passes, salt: base64(salt), hash })
}

export function setPin(tx: WriteTx, account: string, record: string): void {
  setLocal(tx, `pin:${account}`, record)
}

export function forgetPin(tx: WriteTx, account: string): void {
  forgetLocal(tx, `pin:${account}`)
}

export function hasPin(read: ReadDb, account: string): boolean {
  return localValue(read, `pin:${account}`) !== undefined
}

/** Whether what was typed is meant for a PIN that the account has here: six digits are no password. */
export function meansPin(read: ReadDb, account: string, secret: string): boolean {
  return PIN.test(secret) && hasPin(read, account)
}

/** Faults ACCOUNT-NO-PIN where the account has none here, ACCOUNT-WRONG-PIN. */
export async function provePin(read: ReadDb, account: string, pin: string): Promise<void> {
  const kept = localValue(read, `pin:${account}`)
  if (kept === undefined) throw refuse('ACCOUNT-NO-PIN')
  const { memory, passes, salt, hash } = schema.parse(JSON.parse(kept))
  const given = await passphraseKey(pin, unbase64(salt), { memory, passes }, null)
  if (!timingSafeEqual(given, unbase64(hash))) throw refuse('ACCOUNT-WRONG-PIN')
}
