import { z } from 'zod'
import { roleSchema } from '../../contract/account.ts'
import { idSchema } from '../../formats/id.ts'
import { sha256Schema } from '../../formats/fields.ts'
import { unreadable } from '../../formats/json.ts'
import type { Row } from '../../formats/row.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { DiskIo } from '../backup/index.ts'
import { recordingSchema } from './known-recording.ts'
import type { PacketNotes } from './packet-notes.ts'
import { stateSources } from './read-state.ts'
import type { StateChain } from './state-chain.ts'

const epochSchema = z.object({
  id: idSchema,
  position: z.int().min(1),
  parent_head: sha256Schema.nullable(),
})
const accountSchema = z.object({
  id: z.string(),
  name: z.string().min(1).max(64),
  role: roleSchema,
  disabled_at: z.string().nullable(),
})
const profileSchema = z.object({ serial: z.int(), bytes: z.string(), signature: z.string() })

export type KnownEpoch = z.infer<typeof epochSchema>
export type KnownAccount = z.infer<typeof accountSchema>

/** What restoring needs to know of the state before it is put into a store, besides what PacketNotes keep of each packet. */
export interface StateView {
  readonly epochs: ReadonlyMap<string, KnownEpoch>
  readonly accounts: readonly KnownAccount[]
  readonly profile: (Signed & { readonly serial: number }) | null
  /** Last number of each register, by issuer and year. */
  readonly registers: readonly KnownRegister[]
}

export interface KnownRegister {
  readonly issuer: string
  readonly year: number
  readonly last: number
}

/** Tables whose rows name a packet. */
const NAMING = new Set(['copy', 'receipt', 'post_receipt', 'bag_item', 'bag_refusal', 'upload_item'])

/** Tables that are looked at. */
const VIEWED = new Set([...NAMING, 'recording', 'epoch', 'account', 'profile', 'suket', 'register'])

function parse<S extends z.ZodType>(schema: S, row: Row): z.output<S> {
  const found = schema.safeParse(row)
  if (!found.success) throw unreadable('rekam-state', 'row')
  return found.data
}

/** Reads the state once and keeps the lines that matter here, those of packets and Sukets in `notes`; photos and biodata pass by. */
export async function viewState(
  io: DiskIo,
  chain: StateChain,
  identities: readonly string[],
  notes: PacketNotes,
): Promise<StateView> {
  const epochs = new Map<string, KnownEpoch>()
  const accounts = new Map<string, KnownAccount>()
  const registers = new Map<string, KnownRegister>()
  let profile: StateView['profile'] = null
  for (const source of stateSources(io, chain, identities)) {
    for await (const step of source.steps((table) => VIEWED.has(table))) {
      if (step.op === 'delete' && step.table === 'account') accounts.delete(String(step.key[0]))
      if (step.op !== 'put') continue
      const { table, row } = step
      if (NAMING.has(table)) notes.name(String(row.packet), table === 'receipt')
      if (table === 'recording') {
        notes.know(parse(recordingSchema, row))
      } else if (table === 'epoch') {
        const epoch = parse(epochSchema, row)
        epochs.set(epoch.id, epoch)
      } else if (table === 'account') {
        const account = parse(accountSchema, row)
        accounts.set(account.id, account)
      } else if (table === 'profile') {
        const { serial, bytes, signature } = parse(profileSchema, row)
        if (!profile || serial > profile.serial) profile = { serial, bytes: utf8(bytes), signature }
      } else if (table === 'suket') {
        notes.suket(String(row.id))
        noteNumber(registers, { issuer: String(row.issuer), year: Number(row.year), last: Number(row.seq) })
      } else if (table === 'register') {
        noteNumber(registers, { issuer: String(row.issuer), year: Number(row.year), last: Number(row.last) })
      }
    }
  }
  return {
    epochs,
    accounts: [...accounts.values()],
    profile,
    registers: [...registers.values()],
  }
}

function noteNumber(registers: Map<string, KnownRegister>, found: KnownRegister): void {
  const key = `${found.issuer} ${found.year}`
  if (found.last > (registers.get(key)?.last ?? -1)) registers.set(key, found)
}
