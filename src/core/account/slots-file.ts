import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import { Turns } from '../../lib/turns.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import { decodeSlots, encodeSlots, type ReadSlots, type Slots } from './slots.ts'

/** Names in the station's `keys/` (src/ARCHITECTURE.md). */
export const KEY_FILES = {
  slots: 'slots.json',
  state: 'state.age',
  stateRecovery: 'state.recovery.age',
  /** The reset codes, sealed to the recovery recipient: to be handed to the Dinas. */
  escrow: 'reset-escrow.age',
} as const

/** Who changes a slots file, by its folder. */
const changing = new Map<string, Turns>()

/** Changes of a slots file happen one after the other: of two at once, each would write what it had read, and the second undo the first. */
export function changeInTurn<T>(keys: string, change: () => Promise<T>): Promise<T> {
  const turns = changing.get(keys) ?? new Turns()
  changing.set(keys, turns)
  return turns.take(change)
}

/** Reads keys/slots.json. Faults ACCOUNT-SLOTS-DAMAGED (also where it is missing), FORMAT-NEWER, those of reading. */
export async function readSlotsFile(keys: string): Promise<ReadSlots> {
  const path = join(keys, KEY_FILES.slots)
  try {
    return decodeSlots(await readFile(path))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw refuse('ACCOUNT-SLOTS-DAMAGED', {}, error)
    if (error instanceof Error && 'errno' in error) throw faultOfErrno(error, 'read', path)
    throw error
  }
}

/** Writes slots.json so that after a crash it is the old file or the new. */
export async function writeSlotsFile(keys: string, slots: Slots, key: Uint8Array): Promise<void> {
  await replaceDurably(join(keys, KEY_FILES.slots), encodeSlots(slots, key))
}
