import { join } from 'node:path'
import { readProfile } from '../../formats/profile/profile.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { recordAct, rewrapValueKeys } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { localSecret, localValue, setLocal } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { writeEscrow } from './key-files.ts'
import { newResets, recoverySlot } from './make-slots.ts'
import { plainSlots } from './slots.ts'
import { changeInTurn, KEY_FILES, readSlotsFile, writeSlotsFile } from './slots-file.ts'
import { sealStateKeyToRecovery } from './state-key.ts'

interface ProfileRow {
  readonly bytes: string
  readonly installed_at: string
}

const profiles = (read: ReadDb) =>
  read
    .all<ProfileRow>('SELECT bytes, installed_at FROM profile ORDER BY serial')
    .map(({ bytes, installed_at: from }) => ({
      recipient: readProfile(utf8(bytes)).recipients.recovery,
      from,
    }))

/**
 * Where the profile in force names another recovery recipient than keys/ is wrapped to: wraps the database key, the state key and the keys of the audit's values to it, and makes new
 * reset codes, sealed to it (the old ones lie under the old key alone, so they end). Until the last file is written, every opening of the station does
 * it again. Answers whether it had to. Faults ACCOUNT-SLOTS-DAMAGED, STORE-DAMAGED, those of writing.
 */
export async function followRecovery(station: Station): Promise<boolean> {
  const { recovery } = station.profile.recipients
  // Stores from before this was kept: the first profile is the one that the station was made from.
  const wrapped = localValue(station.read, 'recovery') ?? profiles(station.read)[0]?.recipient
  if (wrapped === recovery) return false
  const { keys } = station.paths
  const key = station.keys.store
  const identity = localSecret(station.read, 'state-identity')
  if (!identity) throw refuse('STORE-DAMAGED')
  await changeInTurn(keys, async () => {
    const slots = await readSlotsFile(keys)
    if (!slots.proven(key)) throw refuse('ACCOUNT-SLOTS-DAMAGED')
    const { resets, codes } = newResets(key, station.ports.random)
    await writeEscrow(keys, { station: station.code, codes, recovery })
    await writeSlotsFile(keys, { ...plainSlots(slots), recovery: recoverySlot(key, recovery), resets }, key)
  })
  await replaceDurably(join(keys, KEY_FILES.stateRecovery), sealStateKeyToRecovery(text(identity), recovery))
  await rewrapValueKeys(station, recovery)
  await station.write.transaction((tx) => {
    setLocal(tx, 'recovery', recovery)
    recordAct(tx, station, 'recovery.replaced', recovery, { old: wrapped ?? '', new: recovery })
  })
  return true
}

/** What a recovery key that was replaced still opens, and the one in force does not. */
export interface Former {
  readonly recipient: string
  /** Sealed while it was in force. They are sealed to the data centre too, and restored as they are. */
  readonly packets: readonly string[]
  /** Labels of disks without a backup since: their copy of the state key is still wrapped to it. */
  readonly disks: readonly string[]
}

/** Of every former recovery recipient, the oldest first. By the clock of the station, as profiles were installed. */
export function formerRecoveries({ read, profile }: Station): Former[] {
  const known = profiles(read)
  const current = profile.recipients.recovery
  const spans = known.map((one, at) => ({ ...one, until: known[at + 1]?.from ?? '9999' }))
  const since = known.findLast((one, at) => known[at - 1]?.recipient !== one.recipient)?.from ?? ''
  const disks = read
    .all<{ label: string; last: string }>(
      `SELECT d.label, max(c.at) AS last FROM disk d JOIN disk_commit c ON c.disk = d.id
       WHERE d.state = 'paired' GROUP BY d.id ORDER BY d.label`,
    )
    .filter(({ last }) => last < since)
  const former = Map.groupBy(
    spans.filter(({ recipient }) => recipient !== current),
    ({ recipient }) => recipient,
  )
  return [...former].map(([recipient, within]) => ({
    recipient,
    packets: within.flatMap(({ from, until }) =>
      read
        .all<{ id: string }>(
          'SELECT id FROM recording WHERE sealed_at >= ? AND sealed_at < ? ORDER BY sealed_at, id',
          [from, until],
        )
        .map(({ id }) => id),
    ),
    disks: disks
      .filter(({ last }) => within.some(({ from, until }) => last >= from && last < until))
      .map(({ label }) => label),
  }))
}
