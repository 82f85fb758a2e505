import { base64, unbase64 } from '../../lib/bytes.ts'
import type { ResetProof } from '../context.ts'
import { refuse } from '../refuse.ts'
import { accountSlot, type Machine } from './make-slots.ts'
import { openByRecovery, openByReset } from './open-slot.ts'
import { type AccountSlot, plainSlots, type ReadSlots, type Slots } from './slots.ts'
import { changeInTurn, readSlotsFile, writeSlotsFile } from './slots-file.ts'
import { type Cost, COST } from './wrap.ts'

/**
 * This machine's secret, or null where it is not to be had: the terminal reaches no key store, and that of another machine does not open it. A slot that
 * is made without it opens anywhere, until bindSlot binds it (decision 0111).
 */
async function machineOf(slots: Slots, { secretBox }: Machine): Promise<Uint8Array | null> {
  if (slots.machine === null || !secretBox) return null
  return secretBox.open(unbase64(slots.machine)).catch(() => null)
}

interface NewPassphrase {
  readonly account: string
  readonly passphrase: string
  /** Lower only in tests. */
  readonly cost?: Cost
}

async function withAccount(
  slots: Slots,
  key: Uint8Array,
  ports: Machine,
  of: NewPassphrase & { cost: Cost },
): Promise<Slots> {
  const slot = await accountSlot(key, ports, { ...of, machine: await machineOf(slots, ports) })
  const others = slots.accounts.filter(({ account }) => account !== of.account)
  return { ...slots, accounts: [...others, slot] }
}

/**
 * Slots whose machine secret this machine opens: after a mainboard was replaced, or the system was set up anew, its key store is another and the secret is
 * made anew (decision 0073). Slots that were bound to the old one do not open any more here: their accounts get new passwords.
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
export function setPassphrase(
  keys: string,
  key: Uint8Array,
  ports: Machine,
  of: NewPassphrase,
): Promise<void> {
  return changeInTurn(keys, async () => {
    const slots = await readSlotsFile(keys)
    if (!slots.proven(key)) throw refuse('ACCOUNT-SLOTS-DAMAGED')
    await writeSlotsFile(keys, await withAccount(plainSlots(slots), key, ports, { cost: COST, ...of }), key)
  })
}

/** Takes an account's slot away; one that has none is left as it is. Fault ACCOUNT-SLOTS-DAMAGED. */
export function removeSlot(keys: string, key: Uint8Array, account: string): Promise<void> {
  return changeInTurn(keys, async () => {
    const slots = await readSlotsFile(keys)
    if (!slots.proven(key)) throw refuse('ACCOUNT-SLOTS-DAMAGED')
    const accounts = slots.accounts.filter((one) => one.account !== account)
    if (accounts.length < slots.accounts.length)
      await writeSlotsFile(keys, { ...plainSlots(slots), accounts }, key)
  })
}

/**
 * A forgotten password: the Dinas' code for slot `n`, or its recovery identity, gives `account` a new one. A code is burnt in the same writing, so that it
 * never works twice. Faults ACCOUNT-WRONG-CODE, ACCOUNT-WRONG-IDENTITY, ACCOUNT-WEAK-PASSPHRASE, ACCOUNT-SLOTS-DAMAGED.
 */
export function resetPassphrase(
  keys: string,
  ports: Machine,
  by: ResetProof,
  of: NewPassphrase,
): Promise<void> {
  return changeInTurn(keys, () => resetNow(keys, ports, by, of))
}

async function resetNow(keys: string, ports: Machine, by: ResetProof, of: NewPassphrase): Promise<void> {
  const slots = await readSlotsFile(keys)
  const key = 'code' in by ? openByReset(slots, by.n, by.code) : openByRecovery(slots, by.identity)
  if (!slots.accounts.some(({ account }) => account === of.account))
    throw refuse('NOT-FOUND', { what: 'Akun' })
  const renewed = await withAccount(await boundHere(plainSlots(slots), ports), key, ports, {
    cost: COST,
    ...of,
  })
  const resets = 'code' in by ? renewed.resets.filter(({ n }) => n !== by.n) : renewed.resets
  await writeSlotsFile(keys, { ...renewed, resets }, key)
}

/** Whether a slot lacks what this station binds passwords to. */
const isLoose = (slots: Slots, slot: AccountSlot | undefined) =>
  slots.machine !== null && slot !== undefined && !slot.machine

/**
 * Binds an account's slot that was made where no key store is reached, now that its password opened the station in the window. The secret is made anew
 * where this machine does not open it and nobody's slot is bound to it; while somebody's is, nothing is changed: a key store that does not
 * answer for once must not cost them their password (decision 0111). Faults of writing.
 */
export async function bindSlot(
  keys: string,
  opened: ReadSlots,
  key: Uint8Array,
  ports: Machine,
  of: NewPassphrase,
): Promise<void> {
  const slot = opened.accounts.find(({ account }) => account === of.account)
  if (!ports.secretBox || !slot || !isLoose(opened, slot)) return
  await changeInTurn(keys, () => bindNow(keys, slot, key, ports, of))
}

async function bindNow(
  keys: string,
  slot: AccountSlot,
  key: Uint8Array,
  ports: Machine,
  { account, passphrase }: NewPassphrase,
): Promise<void> {
  const slots = await readSlotsFile(keys)
  // Given another password meanwhile: this one is none any more.
  if (slots.accounts.every(({ sealed }) => sealed !== slot.sealed)) return
  const plain = plainSlots(slots)
  const isFree = slots.accounts.every(({ machine }) => !machine)
  const here = isFree ? await boundHere(plain, ports) : plain
  const bound = await withAccount(here, key, ports, { account, passphrase, cost: slot.kdf })
  if (bound.accounts.find((one) => one.account === account)?.machine) await writeSlotsFile(keys, bound, key)
}
