import { join } from 'node:path'
import { encrypt } from '../../lib/age.ts'
import { shred, utf8 } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { type Machine, newSlots } from './make-slots.ts'
import { speltResetCode } from './reset-code.ts'
import { KEY_FILES, writeSlotsFile } from './slots-file.ts'
import { sealStateKey } from './state-key.ts'
import { type Cost, COST } from './wrap.ts'

/** What guessing a password costs, in the slots and in age's own files. Lower only in tests. */
export interface KeyCost extends Cost {
  /** Work factor of age's scrypt: stock age's is 18, about a second. */
  readonly logN: number
}

export const KEY_COST: KeyCost = { ...COST, logN: 18 }

export interface NewKeyFiles {
  readonly station: string
  /** Database key. */
  readonly key: Uint8Array
  readonly stateIdentity: string
  readonly accounts: readonly string[]
  /** Opens every account and state.age until each is given its own. */
  readonly passphrase: string
  readonly recovery: string
  readonly cost: KeyCost
}

function escrowText(station: string, codes: readonly string[]): string {
  const lines = codes.map((code, i) => `${String(i + 1).padStart(2, '0')}  ${speltResetCode(code)}`)
  return [
    `Rekam: kode atur ulang stasiun ${station}. Tiap kode sekali pakai; berikan hanya kode dari nomor yang diminta layar.`,
    `Rekam: reset codes of station ${station}. Each works once; give only the code of the number that the screen asks for.`,
    '',
    ...lines,
    '',
  ].join('\n')
}

async function seal(path: string, plain: string, recipient: string): Promise<void> {
  const bytes = utf8(plain)
  const { sealed, fileKey } = encrypt(bytes, { recipients: [recipient] })
  shred(bytes)
  shred(fileKey)
  await replaceDurably(path, sealed)
}

/** The escrow of the reset codes, for the Dinas alone. */
export async function writeEscrow(
  keys: string,
  of: { station: string; codes: readonly string[]; recovery: string },
): Promise<void> {
  await seal(join(keys, KEY_FILES.escrow), escrowText(of.station, of.codes), of.recovery)
}

/**
 * Writes a new station's keys/: slots.json, state.age, state.recovery.age and the escrow of the reset codes. `keys` must exist.
 * Faults ACCOUNT-WEAK-PASSPHRASE and those of writing.
 */
export async function writeKeyFiles(keys: string, ports: Machine, wanted: NewKeyFiles): Promise<void> {
  const { key, passphrase, recovery, cost } = wanted
  const accounts = wanted.accounts.map((account) => ({ account, passphrase }))
  const { slots, codes } = await newSlots(ports, { key, accounts, cost, recovery })
  await writeSlotsFile(keys, slots, key)
  const state = sealStateKey(wanted.stateIdentity, { passphrase, recovery, logN: cost.logN })
  await replaceDurably(join(keys, KEY_FILES.state), state.byPassphrase)
  await replaceDurably(join(keys, KEY_FILES.stateRecovery), state.byRecovery)
  await writeEscrow(keys, { station: wanted.station, codes, recovery })
}
