import { base64 } from '../../lib/bytes.ts'
import { openByRecovery, readSlotsFile } from '../account/index.ts'
import { accountSlot } from '../account/make-slots.ts'
import { plainSlots } from '../account/slots.ts'
import { writeSlotsFile } from '../account/slots-file.ts'
import type { SecretBox } from '../ports.ts'
import { seededRandom } from './fake-ports.ts'

/** A machine's key store: what another one sealed it refuses. `mask` is 1 to 255. */
export function machineBox(mask: number): SecretBox {
  return {
    seal: async (plain) => new Uint8Array([mask, ...plain.map((byte) => byte ^ mask)]),
    open: async ([from, ...sealed]) => {
      if (from !== mask) throw new Error('another machine')
      return new Uint8Array(sealed.map((byte) => byte ^ mask))
    },
  }
}

/** Makes of a terminal's station one that was made in the window of a machine with a key store: every password is mixed with its secret. */
export async function bindPassphrases(
  keys: string,
  of: {
    /** The Dinas' recovery identity. */
    readonly identity: string
    readonly secretBox: SecretBox
    readonly accounts: readonly { readonly account: string; readonly passphrase: string }[]
  },
): Promise<void> {
  const random = seededRandom('bind')
  const slots = await readSlotsFile(keys)
  const key = openByRecovery(slots, of.identity)
  const machine = random(32)
  const cost = { memory: 8, passes: 1 }
  const accounts = []
  for (const one of of.accounts) accounts.push(await accountSlot(key, random, { ...one, cost, machine }))
  await writeSlotsFile(
    keys,
    { ...plainSlots(slots), accounts, machine: base64(await of.secretBox.seal(machine)) },
    key,
  )
}
