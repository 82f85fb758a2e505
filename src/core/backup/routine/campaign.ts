import { z } from 'zod'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { forgetLocal, localValue, setLocal } from '../../db/local.ts'
import { latestUntil, plausibleUntil } from '../../enrolment/index.ts'
import type { Station } from '../../station.ts'
import { type DiskRow, VOLUME_OF } from '../queries.ts'
import { ALARMED } from './alarm.ts'
import { knownVolumes, type KnownVolume } from './inventory.ts'

const DAY_MS = 86_400_000
/** Every volume of a disk is read again once in so many days at the latest (fullDays); an eighth of them once in so many (BACKUP: verify and restore). */
const FULL_DAYS = 30
export const EIGHTH_DAYS = 7
const EIGHTHS = 8

/** Before copies lapse there must be time for a closed weekend with a holiday and for the reading itself; a short policy leaves less. */
const LONGEST_MARGIN = 7
/** A weekend takes 64 hours; below four days nothing that is read on a Friday lasts until Monday. */
const SHORTEST_MARGIN = 3

/** From which age of the oldest proof on a disk all of it is read again, in days: monthly, and well before copies stop to count. */
export function fullDays(verifiedWithinDays: number): number {
  const margin = Math.min(LONGEST_MARGIN, Math.max(SHORTEST_MARGIN, verifiedWithinDays / 4))
  const within = verifiedWithinDays > SHORTEST_MARGIN ? verifiedWithinDays - margin : verifiedWithinDays / 2
  return Math.min(FULL_DAYS, within)
}

/** One slice: read, written into the register, and only then the next; what is interrupted goes on after it. */
const SLICE_BYTES = 1 << 30
const SLICE_VOLUMES = 256

const schema = z.object({
  scope: z.enum(['all', '0', '1', '2', '3', '4', '5', '6', '7']),
  /** When its first volume was to be read; empty in a note of an earlier program. */
  begun: z.string().default(''),
  /** The last sequence when it began. Volumes committed later are no part of it: they were read back when they were written. */
  upTo: z.int(),
  /** Read up to this sequence. */
  done: z.int(),
  volumes: z.int(),
  packets: z.int(),
  problems: z.int(),
  via: z.enum(['medium', 'cache']),
  cold: z.boolean(),
})
/** A verification of a disk that is under way, over as many plug-ins as it takes. */
export type Campaign = z.infer<typeof schema>
type Scope = Campaign['scope']

type Asked = Pick<Station, 'read' | 'ports'>
type AskedDue = Asked & Pick<Station, 'profile'>

/** The last one that a clock wrote which can be believed (decision 0121). */
function lastCheck({ read, ports }: Asked, disk: string, of = ''): { at: string; scope: string } | undefined {
  return read.get(
    `SELECT at, scope FROM disk_check WHERE disk = ? AND at <= ? ${of} ORDER BY at DESC LIMIT 1`,
    [disk, plausibleUntil(ports.now())],
  )
}

/** What was done in days to come was done long ago: nobody knows when. */
function daysSince(at: string, { ports }: Asked): number {
  if (at > plausibleUntil(ports.now())) return Number.POSITIVE_INFINITY
  return (ports.now().getTime() - Date.parse(at)) / DAY_MS
}

/** When everything on the disk was last read again; null before the first time. */
export function fullyCheckedAt(station: Asked, disk: string): string | null {
  return lastCheck(station, disk, "AND scope = 'all'")?.at ?? null
}

/**
 * When the oldest volume on a disk was last proven; null where there is none. Empty for one that was proven in days to come alone. What cannot
 * be proven there (ledger: via) counts from when all was last read.
 */
function oldestProof({ read, ports }: Asked, disk: string, checkedAt: string): string | null {
  return read.get<{ at: string | null }>(
    `SELECT min(max(iif(e.via = 'medium' OR v.level IS NOT NULL, '', :checkedAt),
         ${latestUntil(['e.at', "coalesce(v.at, '')"], plausibleUntil(ports.now()))})) AS at
       FROM (SELECT at, via, ${VOLUME_OF} AS name FROM disk_commit e WHERE disk = :disk) e
       LEFT JOIN volume_check v ON v.disk = :disk AND v.volume = e.name WHERE e.name NOT IN (${ALARMED})`,
    { disk, checkedAt },
  )!.at
}

/** From how many days over that on a person is told, is urged, is in danger: half-way to the lapse of the first copies, then, and once more that long. */
export function overdueGrades(verifiedWithinDays: number): readonly [number, number, number] {
  const margin = verifiedWithinDays - fullDays(verifiedWithinDays)
  return [Math.min(5, margin / 2), Math.min(15, margin), Math.min(30, margin * 2)]
}

/** For how many days all of a disk has been due to be read again, so that no copy on it lapses meanwhile; below 0 until it is. */
export function overdueDays(station: AskedDue, { id, paired_at }: Pick<DiskRow, 'id' | 'paired_at'>): number {
  const days = fullDays(station.profile.policies.copies.verifiedWithinDays)
  const checkedAt = fullyCheckedAt(station, id)
  const since = checkedAt ?? paired_at
  const oldest = oldestProof(station, id, since) ?? since
  // A volume that reading did not prove is read again with the others, not without end.
  const rested = checkedAt === null ? Infinity : daysSince(checkedAt, station) - days / 2
  return Math.min(rested, oldest === '' ? Infinity : daysSince(oldest, station) - days)
}

/** What is due of a disk now: everything, the next eighth, or nothing. */
export function dueScope(station: AskedDue, disk: Pick<DiskRow, 'id' | 'paired_at'>): Scope | null {
  if (overdueDays(station, disk) >= 0) return 'all'
  const { id, paired_at } = disk
  if (daysSince(lastCheck(station, id)?.at ?? paired_at, station) < EIGHTH_DAYS) return null
  const last = lastCheck(station, id, "AND scope <> 'all'")
  return String(last ? (Number(last.scope) + 1) % EIGHTHS : 0) as Scope
}

function keptCampaign(read: ReadDb, disk: string): Campaign | undefined {
  const spelt = localValue(read, `verify:${disk}`)
  return spelt === undefined ? undefined : schema.safeParse(JSON.parse(spelt)).data
}

function newCampaign({ read, ports }: Asked, disk: string, scope: Scope): Campaign {
  const none = { done: 0, volumes: 0, packets: 0, problems: 0 }
  const upTo = knownVolumes(read, disk).at(-1)?.sequence ?? 0
  return { scope, begun: ports.now().toISOString(), upTo, ...none, via: 'medium', cold: true }
}

/** The campaign to go on with: the one under way, or a new one when something is due. An eighth gives way to all. */
export function campaignOf(station: Station, disk: DiskRow): Campaign | null {
  const kept = keptCampaign(station.read, disk.id)
  if (kept?.scope === 'all') return kept
  const scope = dueScope(station, disk)
  if (kept && scope !== 'all') return kept
  return scope === null ? null : newCampaign(station, disk.id, scope)
}

/** Everything, whatever is due: a person asked. One begun lately goes on, with what was committed since; an older one and an eighth give way. */
export function wholeCampaign(station: Station, disk: DiskRow): Campaign {
  const fresh = newCampaign(station, disk.id, 'all')
  const kept = keptCampaign(station.read, disk.id)
  const rested = fullDays(station.profile.policies.copies.verifiedWithinDays) / 2
  const goesOn = kept?.scope === 'all' && (kept.begun === '' || daysSince(kept.begun, station) < rested)
  return goesOn ? { ...kept, upTo: fresh.upTo } : fresh
}

function isIn({ scope, upTo, done }: Campaign, volume: KnownVolume): boolean {
  if (volume.sequence <= done || volume.sequence > upTo) return false
  return scope === 'all' || volume.sequence % EIGHTHS === Number(scope)
}

/** All that a campaign reads, from its first volume on: how many, and how many bytes. */
export function sizeOf(read: ReadDb, disk: string, campaign: Campaign): { volumes: number; bytes: number } {
  const all = knownVolumes(read, disk).filter((volume) => isIn({ ...campaign, done: 0 }, volume))
  return { volumes: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** What is left to be read, in bytes, and the next slice of it. */
export function nextSlice(
  read: ReadDb,
  disk: string,
  campaign: Campaign,
  limit = { bytes: SLICE_BYTES, volumes: SLICE_VOLUMES },
): { slice: KnownVolume[]; left: number } {
  const left = knownVolumes(read, disk).filter((volume) => isIn(campaign, volume))
  const slice: KnownVolume[] = []
  let bytes = 0
  for (const volume of left) {
    if (slice.length > 0 && (bytes + volume.bytes > limit.bytes || slice.length >= limit.volumes)) break
    slice.push(volume)
    bytes += volume.bytes
  }
  return { slice, left: left.reduce((sum, volume) => sum + volume.bytes, 0) }
}

/** Keeps how far a campaign is; it outlives the process and the disk's absence. */
export function noteCampaign(tx: WriteTx, disk: string, campaign: Campaign): void {
  setLocal(tx, `verify:${disk}`, JSON.stringify(campaign))
}

/** Everything of it was read since it began, however long the disk was away meanwhile: the register's line. */
export async function finishCampaign(station: Station, disk: string, campaign: Campaign): Promise<void> {
  const { scope, begun, via, cold, volumes, packets, problems } = campaign
  const at = begun || station.ports.now().toISOString()
  await station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO disk_check (disk, at, scope, via, cold, volumes, packets, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (disk, at) DO NOTHING`,
      [disk, at, scope, via, cold ? 1 : 0, volumes, packets, problems],
    )
    forgetLocal(tx, `verify:${disk}`)
    recordAct(tx, station, 'backup.checked', disk, { scope, via, cold, volumes, packets, problems })
  })
  station.changed('backup')
}
