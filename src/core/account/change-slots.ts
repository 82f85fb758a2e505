import { base64, unbase64 } from '../../lib/bytes.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import { accountSlot } from './make-slots.ts'
import { openByReset } from './open-slot.ts'
import { plainSlots, type Slots } from './slots.ts'
import { readSlotsFile, writeSlotsFile } from './slots-file.ts'
import { type Cost, COST } from './wrap.ts'

type Machine = Pick<Ports, 'random' | 'secretBox'>

async function machineOf(slots: Slots, ports: Machine): Promise<Uint8Array | null> {
  if (slots.machine === null) return null
  if (!ports.secretBox) throw refuse('ACCOUNT-OTHER-MACHINE')
  return ports.secretBox.open(unbase64(slots.machine))
}

async function withAccount(
  slots: Slots,
  key: Uint8Array,
  ports: Machine,
  of: { account: string; passphrase: string; cost: Cost },
): Promise<Slots> {
  const slot = await accountSlot(key, ports.random, { ...of, machine: await machineOf(slots, ports) })
  const others = slots.accounts.filter(({ account }) => account !== of.account)
  return { ...slots, accounts: [...others, slot] }
}

/**
 * Slots whose machine secret this machine opens: after a mainboard was replaced, or the system was set up anew, its key store is another and the secret is
 * made anew (decision 0073). Slots that were bound to the old one do not open any more here: their accounts get new passwords. ACCOUNT-OTHER-MACHINE where
 * there is no key store at all, as in the terminal.
 */
async function boundHere(slots: Slots, ports: Machine): Promise<Slots> {
  if (slots.machine === null || !ports.secretBox) return slots
  try {
    await ports.secretBox.open(unbase64(slots.machine))
    return slots
  } catch {
    return { ...slots, machine: base64(await ports.secretBox.seal(ports.random(32))) }
  }
}

/** Gives an account a slot with a new password, or its first. Faults ACCOUNT-WEAK-PASSPHRASE, ACCOUNT-SLOTS-DAMAGED. */
export async function setPassphrase(
  keys: string,
  key: Uint8Array,
  ports: Machine,
  of: { account: string; passphrase: string; cost?: Cost },
): Promise<void> {
  const slots = await readSlotsFile(keys)
  if (!slots.proven(key)) throw refuse('ACCOUNT-SLOTS-DAMAGED')
  await writeSlotsFile(keys, await withAccount(plainSlots(slots), key, ports, { cost: COST, ...of }), key)
}

/** Takes an account's slot away; one that has none is left as it is. Fault ACCOUNT-SLOTS-DAMAGED. */
export async function removeSlot(keys: string, key: Uint8Array, account: string): Promise<void> {
  const slots = await readSlotsFile(keys)
  if (!slots.proven(key)) throw refuse('ACCOUNT-SLOTS-DAMAGED')
  const accounts = slots.accounts.filter((one) => one.account !== account)
  if (accounts.length < slots.accounts.length)
    await writeSlotsFile(keys, { ...plainSlots(slots), accounts }, key)
}

/**
 * A forgotten password: the Dinas' code for slot `n` gives `account` a new one. The slot is burnt in the same writing, so that a
 * code never works twice. Faults ACCOUNT-WRONG-CODE, ACCOUNT-WEAK-PASSPHRASE, ACCOUNT-SLOTS-DAMAGED.
 */
export async function resetPassphrase(
  keys: string,
  ports: Machine,
  by: { n: number; code: string },
  of: { account: string; passphrase: string; cost?: Cost },
): Promise<void> {
  const slots = await readSlotsFile(keys)
  const key = openByReset(slots, by.n, by.code)
  if (!slots.accounts.some(({ account }) => account === of.account))
    throw refuse('NOT-FOUND', { what: 'Akun' })
  const renewed = await withAccount(await boundHere(plainSlots(slots), ports), key, ports, {
    cost: COST,
    ...of,
  })
  const resets = renewed.resets.filter(({ n }) => n !== by.n)
  await writeSlotsFile(keys, { ...renewed, resets }, key)
}
