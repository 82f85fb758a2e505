import { setImmediate } from 'node:timers/promises'
import { recordAct } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { localValue, setLocal } from '../db/local.ts'
import { hasNotLeft, mendSignature, plausibleUntil, wholeDigests } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { hasBytes, lies, sourceOf } from './packet-file.ts'
import type { PacketRow } from './queries.ts'

/**
 * Packets that this computer should hold and does not (decision 0122): a restore could not bring them, their file went, or it is not what was
 * sealed. They are noted by this machine alone (table packet_absent) and count as no place until their file is back.
 */

/** Packets that are looked at, or noted, before somebody else gets an answer: some 10 ms. */
const AT_ONCE = 200

/** How many packets are missed here, and since when. */
export function absentPackets(read: ReadDb): { readonly count: number; readonly since: string | null } {
  return read.get<{ count: number; since: string | null }>(
    `SELECT count(*) AS count, min(x.at) AS since FROM packet_absent x WHERE ${hasNotLeft('x.packet')}`,
  )!
}

/** The bytes are those that were sealed, and signed: a signature that went is made again if it can be. */
async function isWhole(station: Station, row: PacketRow): Promise<boolean> {
  if (!hasBytes(sourceOf(station, row))) return false
  const digests = await wholeDigests(station, row)
  return digests !== undefined && (await mendSignature(station, row, digests)) !== 'unsigned'
}

async function note(station: Station, missed: readonly string[], back: readonly string[]): Promise<void> {
  if (missed.length + back.length === 0) return
  const at = station.ports.now().toISOString()
  const put = 'INSERT INTO packet_absent (packet, at) VALUES (?, ?) ON CONFLICT DO NOTHING'
  for (let from = 0; from < Math.max(missed.length, back.length); from += AT_ONCE) {
    const [gone, found] = [missed, back].map((ids) => ids.slice(from, from + AT_ONCE))
    await station.write.transaction((tx) => {
      for (const id of found!) tx.run('DELETE FROM packet_absent WHERE packet = ?', [id])
      for (const id of gone!) tx.run(put, [id, at])
      recordAct(tx, station, 'backup.packets-missed', '', { missed: gone!.length, back: found!.length })
    })
    await setImmediate()
  }
  station.changed('backup')
}

const ROW = 'r.id, r.epoch, r.seq, r.sealed_at, r.bytes, r.sha256'

/** Those that are noted as missed: read again, and forgotten where they are back. */
async function foundAgain(station: Station): Promise<string[]> {
  const rows = station.read.all<PacketRow>(
    `SELECT ${ROW} FROM packet_absent x JOIN recording r ON r.id = x.packet`,
  )
  const back: string[] = []
  for (const [n, row] of rows.entries()) {
    if (await isWhole(station, row)) back.push(row.id)
    if (n % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
  return back
}

/** Looks whether what was missed is back, before a run that would take it along. */
export async function lookAgain(station: Station): Promise<void> {
  await note(station, [], await foundAgain(station))
}

/** What a run to a disk could not read on this computer. */
export async function missedPackets(station: Station, lacking: readonly string[]): Promise<void> {
  const { read } = station
  const missed: string[] = []
  for (const id of lacking) {
    if (read.get('SELECT 1 FROM packet_absent WHERE packet = ?', [id])) continue
    const row = read.get<PacketRow>(
      `SELECT ${ROW} FROM recording r WHERE r.id = ? AND ${hasNotLeft('r.id')}`,
      [id],
    )
    if (row && !(await isWhole(station, row))) missed.push(id)
  }
  await note(station, missed, [])
}

/**
 * Looks whether every packet that has not left lies on this computer, by name and size. Gives way in between; `signal` ends it. Answers how many
 * are missed.
 */
export async function lookForPackets(station: Station, signal?: AbortSignal): Promise<number> {
  const { read } = station
  const missed: string[] = []
  let after = 0
  for (;;) {
    const rows = read.all<PacketRow & { n: number }>(
      `SELECT r.rowid AS n, ${ROW} FROM recording r WHERE r.rowid > ? AND ${hasNotLeft('r.id')}
         AND NOT EXISTS (SELECT 1 FROM packet_absent x WHERE x.packet = r.id) ORDER BY r.rowid LIMIT ?`,
      [after, AT_ONCE],
    )
    if (rows.length === 0 || signal?.aborted === true) break
    after = rows.at(-1)!.n
    for (const row of rows) {
      if (!lies(sourceOf(station, row)) && !(await isWhole(station, row))) missed.push(row.id)
    }
    await setImmediate()
  }
  await note(station, missed, await foundAgain(station))
  const looked = `${station.epoch.id} ${station.ports.now().toISOString()}`
  if (!signal?.aborted) await station.write.transaction((tx) => setLocal(tx, 'packets-looked', looked))
  return absentPackets(read).count
}

/** So long nobody looked: a computer that is turned off before each close of a day looks when it is opened. */
const LOOK_DAYS = 7
const DAY_MS = 86_400_000

/** Whether it was looked lately in this epoch, by a clock that can be believed. An earlier program noted no day. */
function wasLookedLately({ read, epoch, ports }: Station): boolean {
  const [id, at] = (localValue(read, 'packets-looked') ?? '').split(' ')
  const since = new Date(ports.now().getTime() - LOOK_DAYS * DAY_MS).toISOString()
  return id === epoch.id && (at === undefined || (at > since && at <= plausibleUntil(ports.now())))
}

/** The same for a station that was restored, that never looked, or not for a while. */
export async function lookIfDue(station: Station, signal: AbortSignal): Promise<void> {
  if (!wasLookedLately(station)) await lookForPackets(station, signal)
}
