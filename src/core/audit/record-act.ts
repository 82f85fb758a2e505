import type { WriteTx } from '../db/handles.ts'
import { noteTime } from '../clock.ts'
import { commitToText, entryHash } from './chain.ts'
import { nextPlace, rememberHead } from './head.ts'
import { keepValues } from './values.ts'

/** Who acts, when, in which epoch. Every Station is one. */
export interface Acting {
  readonly epoch: { readonly id: string }
  readonly actor: { readonly account: string }
  /** Whose recovery recipient keeps the values; before there is a profile only the commitment is kept. */
  readonly profile?: { readonly recipients: { readonly recovery: string } }
  readonly ports: { now(): Date; random(bytes: number): Uint8Array }
}

/** What opens a commitment: kept beside the chain, never in it. */
export interface Recorded {
  readonly seq: number
  readonly hash: string
  readonly salt: Uint8Array | null
}

/**
 * Adds an act to the epoch's hash chain, in the caller's own transaction: what was not recorded did not happen.
 * @param act stable name, `room.what`, e.g. `recording.sealed`
 * @param subject id of what was acted on; never a name or a NIK
 * @param values old and new values: a salted commitment to them enters the chain, they themselves are kept under the key of the subject's case.
 *   An act without a subject keeps none: no key could be destroyed that stands for whom it speaks of
 */
export function recordAct(tx: WriteTx, by: Acting, act: string, subject: string, values?: unknown): Recorded {
  const epoch = by.epoch.id
  const at = by.ports.now()
  const json = JSON.stringify(values)
  const salt = values === undefined ? null : by.ports.random(32)
  const entry = {
    epoch,
    ...nextPlace(tx, epoch),
    at: at.toISOString(),
    actor: by.actor.account,
    act,
    subject,
    commitment: salt === null ? null : commitToText(json, salt),
  }
  const hash = entryHash(entry)
  tx.run(
    `INSERT INTO audit (epoch, seq, at, actor, act, subject, commitment, prev, hash)
     VALUES (:epoch, :seq, :at, :actor, :act, :subject, :commitment, :prev, :hash)`,
    { ...entry, hash },
  )
  if (salt && subject !== '' && by.profile)
    keepValues(
      tx,
      { epoch, seq: entry.seq, subject, at: entry.at, salt, json, recovery: by.profile.recipients.recovery },
      (bytes) => by.ports.random(bytes),
    )
  rememberHead(tx, { epoch, seq: entry.seq, hash })
  noteTime(tx, at)
  return { seq: entry.seq, hash, salt }
}
