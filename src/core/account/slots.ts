import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { base64Schema, lineSchema } from '../../formats/fields.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../../formats/json.ts'
import { equal, hex, unhex } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { refuse } from '../refuse.ts'
import { subkey } from './wrap.ts'

/** One-time slots that a technician's challenge code opens; their codes lie with the Dinas. */
export const RESET_SLOTS = 20

const sealed = base64Schema(60)
const salt = base64Schema(16)

const accountSlot = z.strictObject({
  account: lineSchema(64),
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    // Bounds, so that a tampered file cannot hold the program for hours or exhaust its memory.
    memory: z.int().min(8).max(1_048_576),
    passes: z.int().min(1).max(16),
    salt,
  }),
  /** Whether the key is mixed with this machine's secret too. */
  machine: z.boolean(),
  sealed,
})
export type AccountSlot = z.infer<typeof accountSlot>

const resetSlot = z.strictObject({ n: z.int().min(1).max(RESET_SLOTS), salt, sealed })
export type ResetSlot = z.infer<typeof resetSlot>

const content = {
  ...formatHead('rekam-slots'),
  accounts: z.array(accountSlot).max(64),
  /** This machine's secret, sealed by the system's key store; null where there is none worth the name. */
  machine: base64Schema(4096).nullable(),
  /** The database key as an age file to the Dinas' recovery recipient. */
  recovery: base64Schema(4096),
  resets: z.array(resetSlot).max(RESET_SLOTS),
}
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const contentSchema = z.strictObject(content)
export type Slots = z.infer<typeof contentSchema>

const schema = z.strictObject({ ...content, mac: hash, check: hash })
type File = z.infer<typeof schema>

const LIMIT = 256 * 1024
const fileFormat: JsonFormat<typeof schema> = { name: 'rekam-slots', version: 1, limit: LIMIT, schema }
const contentFormat: JsonFormat<typeof contentSchema> = { ...fileFormat, schema: contentSchema }

function contentOf({ mac: _mac, check: _check, ...slots }: File): Slots {
  return slots
}

function macOf(slots: Slots, key: Uint8Array): string {
  const macKey = subkey(key, new Uint8Array(0), 'mac')
  return createHmac('sha256', macKey).update(encodeJson(contentFormat, slots)).digest('hex')
}

function checkOf(slots: Slots, mac: string): string {
  return hex(sha256(Buffer.concat([encodeJson(contentFormat, slots), unhex(mac)])))
}

/**
 * `slots.json`. Two sums stand in it: `check` over everything tells before any password that the file is damaged, so that
 * afterwards a slot that does not open means a wrong password; `mac` under the database key tells that the key is the right one
 * before SQLite is asked (which says the same for a wrong key and a damaged file), and that nobody without the key changed a slot.
 */
export function encodeSlots(slots: Slots, key: Uint8Array): Uint8Array {
  const mac = macOf(slots, key)
  return encodeJson(fileFormat, { ...slots, mac, check: checkOf(slots, mac) })
}

/** A slots file that read well; `proven` says whether a key is the one that it holds. */
export interface ReadSlots extends Slots {
  proven(key: Uint8Array): boolean
}

/** Reads slots.json. Faults ACCOUNT-SLOTS-DAMAGED, FORMAT-NEWER. */
export function decodeSlots(bytes: Uint8Array): ReadSlots {
  let file: File
  try {
    file = decodeJson(fileFormat, bytes)
  } catch (error) {
    if (isFault(error, 'FORMAT-NEWER')) throw error
    throw refuse('ACCOUNT-SLOTS-DAMAGED', {}, error)
  }
  const slots = contentOf(file)
  // One spelling alone: whatever else lies there was not written by encodeSlots.
  const whole = equal(encodeJson(fileFormat, file), bytes)
  if (!whole || checkOf(slots, file.mac) !== file.check) throw refuse('ACCOUNT-SLOTS-DAMAGED')
  return { ...slots, proven: (key) => equal(unhex(macOf(slots, key)), unhex(file.mac)) }
}

/** What a file holds, without the judge of its sums: what is changed and written again. */
export function plainSlots({ format, version, accounts, machine, recovery, resets }: Slots): Slots {
  return { format, version, accounts, machine, recovery, resets }
}
