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

interface Known {
  /** The Dinas' recovery identity. */
  readonly identity: string
  readonly accounts: readonly { readonly account: string; readonly passphrase: string }[]
}

/** The slots of a station made anew for these passwords, at the cost of tests; with a key store every password is mixed with its secret. */
async function renewSlots(keys: string, of: Known, secretBox: SecretBox | null): Promise<void> {
  const random = seededRandom('bind')
  const slots = await readSlotsFile(keys)
  const key = openByRecovery(slots, of.identity)
  const machine = secretBox && random(32)
  const cost = { memory: 8, passes: 1 }
  const accounts = []
  for (const one of of.accounts)
    accounts.push(await accountSlot(key, { random, secretBox }, { ...one, cost, machine }))
  await writeSlotsFile(
    keys,
    {
      ...plainSlots(slots),
      accounts,
      machine: secretBox && machine ? base64(await secretBox.seal(machine)) : null,
    },
    key,
  )
}

/** Makes of a terminal's station one that was made in the window of a machine with a key store. */
export function bindPassphrases(
  keys: string,
  { secretBox, ...of }: Known & { readonly secretBox: SecretBox },
): Promise<void> {
  return renewSlots(keys, of, secretBox)
}

/** Makes the passwords of a station cheap to open: for tests that open it hundreds of times. */
export function cheapPassphrases(keys: string, of: Known): Promise<void> {
  return renewSlots(keys, of, null)
}
