import { z } from 'zod'
import { roleSchema } from '../../contract/account.ts'
import { idSchema } from '../../formats/id.ts'
import { sha256Schema } from '../../formats/fields.ts'
import { unreadable } from '../../formats/json.ts'
import type { Row } from '../../formats/row.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { DiskIo } from '../backup/index.ts'
import { stateSteps } from './read-state.ts'
import type { StateChain } from './state-chain.ts'

const recordingSchema = z.object({
  id: idSchema,
  epoch: idSchema,
  seq: z.int().min(1),
  sealed_at: z.iso.datetime(),
  sha256: sha256Schema,
  bytes: z.int().min(0),
  head: z.string().max(64),
})
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

export type KnownRecording = z.infer<typeof recordingSchema>
export type KnownEpoch = z.infer<typeof epochSchema>
export type KnownAccount = z.infer<typeof accountSchema>

/** What restoring needs to know of the state before it is put into a store. */
export interface StateView {
  readonly recordings: ReadonlyMap<string, KnownRecording>
  readonly epochs: ReadonlyMap<string, KnownEpoch>
  readonly accounts: readonly KnownAccount[]
  readonly profile: (Signed & { readonly serial: number }) | null
  readonly sukets: number
}

function parse<S extends z.ZodType>(schema: S, row: Row): z.output<S> {
  const found = schema.safeParse(row)
  if (!found.success) throw unreadable('rekam-state', 'row')
  return found.data
}

/** Reads the state once and keeps the lines that matter here; photos and biodata pass by. */
export async function viewState(
  io: DiskIo,
  chain: StateChain,
  identities: readonly string[],
): Promise<StateView> {
  const recordings = new Map<string, KnownRecording>()
  const epochs = new Map<string, KnownEpoch>()
  const accounts = new Map<string, KnownAccount>()
  const sukets = new Set<string>()
  let profile: StateView['profile'] = null
  for await (const step of stateSteps(io, chain, identities)) {
    if (step.op === 'delete') {
      if (step.table === 'account') accounts.delete(String(step.key[0]))
      continue
    }
    const { table, row } = step
    if (table === 'recording') {
      const recording = parse(recordingSchema, row)
      if (!recordings.has(recording.id)) recordings.set(recording.id, recording)
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
      sukets.add(String(row.id))
    }
  }
  return { recordings, epochs, accounts: [...accounts.values()], profile, sukets: sukets.size }
}
