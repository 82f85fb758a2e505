import { existsSync } from 'node:fs'
import type { PurgePlan, PurgeResult } from '../../../contract/backup.ts'
import { hex, utf8 } from '../../../lib/bytes.ts'
import { type Fault, isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { packetPath, signaturePath } from '../../enrolment/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { oweAgain } from '../disk-notes.ts'
import { type Held, heldBy, purgePolicy, standings } from './rule.ts'

/** How many ids an answer carries; the counts are of all. */
const LISTED = 1000

const LEAVING = "state = 'leaving' AND epoch = ?"

interface Planned extends PurgePlan {
  readonly ids: readonly string[]
}

function plan(read: ReadDb, station: Station): Planned {
  const policy = purgePolicy(station)
  const held: Record<Held, number> = { receipt: 0, retention: 0, copies: 0 }
  const ids: string[] = []
  let bytes = 0
  for (const packet of standings(read, station)) {
    const why = heldBy(packet, policy)
    if (why !== null) {
      held[why]++
      continue
    }
    ids.push(packet.id)
    bytes += packet.bytes
  }
  return {
    token: hex(sha256(utf8(ids.join(' ')))),
    packets: ids.length,
    bytes,
    held,
    retentionDays: policy.retentionDays,
    places: policy.places,
    listed: ids.slice(0, LISTED),
    ids,
  }
}

/** What would leave this computer now, and why the rest stays. Changes nothing. */
export function planPurge(station: Station): PurgePlan {
  const { ids: _, ...shown } = plan(station.read, station)
  return shown
}

function forget(tx: WriteTx, packet: string, epoch: string): void {
  tx.run('DELETE FROM purged WHERE packet = ? AND epoch = ?', [packet, epoch])
  oweAgain(tx, packet)
}

/**
 * Removes the files of packets that were let go: at once, and after a stop in between when the station opens again. Each is held against the
 * rule once more, for a disk may have been lost since: one that fails it stays, unless the stop came after its file had gone. A file that cannot be removed (an antivirus holds it) keeps none of the others:
 * it is tried again, and the first such fault thrown once all were.
 */
export async function finishPurge(station: Station): Promise<{ packets: number; bytes: number }> {
  const { read, epoch } = station
  const done = { packets: 0, bytes: 0 }
  const faults: Fault[] = []
  const leaving = read.all<{ packet: string }>(`SELECT packet FROM purged WHERE ${LEAVING} ORDER BY packet`, [
    epoch.id,
  ])
  for (const { packet } of leaving) {
    const may = await station.write.transaction((tx) => {
      // Who else finishes may have kept it meanwhile.
      if (!tx.get(`SELECT 1 FROM purged WHERE packet = ? AND ${LEAVING}`, [packet, epoch.id])) return null
      const [now] = standings(tx, station, packet)
      const hasGone = now && !existsSync(packetPath(station, packet, now.sealed_at))
      if (now && (hasGone || heldBy(now, purgePolicy(station)) === null)) return now
      forget(tx, packet, epoch.id)
      recordAct(tx, station, 'purge.kept', packet)
      return null
    })
    if (!may) continue
    try {
      await removeDurably(packetPath(station, packet, may.sealed_at))
      await removeDurably(signaturePath(station, packet, may.sealed_at))
    } catch (error) {
      if (!isFault(error)) throw error
      faults.push(error)
      continue
    }
    await station.write.transaction((tx) =>
      tx.run("UPDATE purged SET state = 'gone' WHERE packet = ? AND epoch = ?", [packet, epoch.id]),
    )
    done.packets++
    done.bytes += may.bytes
  }
  if (leaving.length > 0) station.changed('backup')
  if (faults[0]) throw faults[0]
  return done
}

/**
 * Lets packets go whose time is over: a supervisor's act, of exactly what a dry run showed. BACKUP-SUPERVISOR; BACKUP-PURGE-CHANGED when
 * what may leave is not that any more; BACKUP-PURGE-NOTHING.
 */
export async function purge(
  station: Station,
  { token, reason }: { token: string; reason: string },
): Promise<PurgeResult> {
  const { account, role } = station.actor
  if (role !== 'penyelia') throw refuse('BACKUP-SUPERVISOR')
  await station.write.transaction((tx) => {
    const now = plan(tx, station)
    if (now.token !== token) throw refuse('BACKUP-PURGE-CHANGED')
    if (now.packets === 0) throw refuse('BACKUP-PURGE-NOTHING')
    const at = station.ports.now().toISOString()
    for (const id of now.ids) {
      tx.run(
        `INSERT INTO purged (packet, epoch, at, actor, state, why) VALUES (?, ?, ?, ?, 'leaving', ?)
         ON CONFLICT (packet, epoch) DO NOTHING`,
        [id, station.epoch.id, at, account, reason],
      )
      recordAct(tx, station, 'purge.released', id)
    }
    recordAct(tx, station, 'purge.done', '', { packets: now.packets, bytes: now.bytes, reason })
  })
  return finishPurge(station)
}
