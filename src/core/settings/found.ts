import { newId } from '../../formats/id.ts'
import { readProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { generateSigningKey, type PublicKey, publicOf, type SigningKey } from '../../lib/minisign.ts'
import type { Role } from '../../contract/account.ts'
import { type Acting, recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { setLocal, setLocalSecret } from '../db/local.ts'
import type { Ports } from '../ports.ts'
import { packSigningKey } from './secret-bytes.ts'
import { keyLine } from './key-line.ts'

/** The epoch that a restored station goes on from. */
export interface ParentEpoch {
  readonly id: string
  readonly position: number
  /** Lower hex of the last known head, or null when no packet was known. */
  readonly head: string | null
}

export interface Founding {
  readonly profile: Signed
  /** The Dinas' root, pinned from now on. */
  readonly root: PublicKey
  /** age identity of the station's state; only its recipient ever leaves this machine unsealed. */
  readonly stateIdentity: string
  readonly letter?: SigningKey | undefined
  readonly accounts: readonly { readonly name: string; readonly role: Role }[]
  readonly parent?: ParentEpoch | undefined
}

/**
 * The first rows of a new store: epoch with a new signing key, pinned root, profile, accounts, secrets. Every store begins with
 * this, a restored one too (its epoch then has a parent).
 * @returns who founded it: further rows of the same transaction are recorded under that name
 */
export function foundStation(tx: WriteTx, ports: Pick<Ports, 'now' | 'random'>, founding: Founding): Acting {
  const { parent } = founding
  const profile = readProfile(founding.profile.bytes)
  const epoch = newId(ports.random)
  const now = ports.now().toISOString()
  const signing = generateSigningKey(ports.random)
  tx.run('INSERT INTO change_counter (one, epoch, seq) VALUES (1, ?, 0)', [epoch])
  tx.run(
    `INSERT INTO epoch (id, position, parent, parent_head, station, started_at, key)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      epoch,
      (parent?.position ?? 0) + 1,
      parent?.id ?? null,
      parent?.head ?? null,
      profile.station.code,
      now,
      keyLine(publicOf(signing)),
    ],
  )
  setLocal(tx, 'root', keyLine(founding.root))
  setLocal(tx, 'recovery', profile.recipients.recovery)
  setLocalSecret(tx, 'signing', packSigningKey(signing))
  setLocalSecret(tx, 'state-identity', utf8(founding.stateIdentity))
  if (founding.letter) setLocalSecret(tx, 'letter', packSigningKey(founding.letter))
  tx.run('INSERT INTO profile (serial, bytes, signature, installed_at) VALUES (?, ?, ?, ?)', [
    profile.serial,
    text(founding.profile.bytes),
    founding.profile.signature,
    now,
  ])
  for (const { name, role } of founding.accounts) {
    tx.run('INSERT INTO account (id, name, role, created_at) VALUES (?, ?, ?, ?)', [
      newId(ports.random),
      name,
      role,
      now,
    ])
  }
  const by = { epoch: { id: epoch }, actor: { account: 'rekam' }, ports }
  recordAct(tx, by, 'station.founded', epoch)
  return by
}
