import type { BackupResult } from '../../../contract/backup.ts'
import { H0 } from '../../../formats/head/head.ts'
import { newId } from '../../../formats/id.ts'
import { hex } from '../../../lib/bytes.ts'
import { type Fault, isFault } from '../../../lib/fault.ts'
import { ownSigners } from '../../enrolment/index.ts'
import { foregroundOf } from '../../foreground.ts'
import type { Volume } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { type Chosen, choosePackets } from '../choose.ts'
import { findMarker } from '../disk/marker.ts'
import { papersOf, refreshPapers } from '../disk/papers.ts'
import { holdsCommit } from '../disk/read-commit.ts'
import { assertListed } from '../drives.ts'
import { levelOf } from '../ledger.ts'
import { markerReader } from '../own-keys.ts'
import { alarmOfLast } from '../routine/inventory.ts'
import { unfitPackets } from '../unfit.ts'
import { assertBegins, type Begins, beginsOf } from './begins.ts'
import { commitVolume, removeOrphans } from './commit-volume.ts'
import { DiskState, type Engine } from './disk-state.ts'
import type { Attempt } from './orphans.ts'
import { Pace } from './pace.ts'
import { settleAttempts } from './settle.ts'
import { shun } from './torn.ts'
import type { PacketSource, VolumeDone, VolumeJob } from './types.ts'
import { isTaken } from './whose.ts'
import { areDraftsDue, workFor } from './work.ts'

/** Names taken by somebody else, volumes with packets that cannot be read: so many new sequences in one run, then something is wrong. */
const TRIES = 200

interface Tally {
  packets: number
  bytes: number
  from: number
  to: number
  via: 'medium' | 'cache'
}

/** What one run knows of itself, volume after volume. */
interface Run {
  readonly tally: Tally
  readonly pace: Pace
  /** Packets that cannot be read. */
  readonly passed: Set<string>
  readonly begins: Begins
  readonly draftsDue: boolean
  /** What said that there is no room for the state: packets alone go on, as many as fit. */
  full: Fault | undefined
}

/**
 * The disk is the one that was paired, and still holds its last commit: else it was exchanged, rolled back or tampered with.
 * @returns whether the station is a guest on it
 */
async function checkDisk(state: DiskState): Promise<boolean> {
  const { io, station, disk, volume } = state.engine
  await assertListed(station, volume, disk.label, io)
  const found = await findMarker(io, state.target.mount, markerReader(station))
  const isOurs = found.found === 'marker' && found.own && found.marker.disk === disk.id
  const isAsLeft = !state.last || (await holdsCommit(io, state.paths(state.last), state.last.hash))
  if (isOurs && isAsLeft) return found.guest
  // A disk that was pulled in this moment has not changed.
  await state.same()
  // The copies in it count no more, and a supervisor says what it was before the medium is paired again (pair.ts).
  if (isOurs && state.last) await alarmOfLast(station, disk, state.last, volume, io)
  throw refuse('BACKUP-DISK-CHANGED', { disk: disk.label })
}

async function bringPapers(state: DiskState, guest: boolean): Promise<void> {
  const { io, hands, station, volume } = state.engine
  const { target } = state
  await refreshPapers(
    io,
    target,
    await papersOf(io, station, volume.mount, guest),
    async ({ path, bytes }) => {
      await state.same()
      await hands.writeFile({ target, path, bytes })
    },
    ({ code, params }) => station.ports.log.error('a paper of the disk is passed over', { code, ...params }),
  )
}

function jobOf(
  state: DiskState,
  attempt: Attempt,
  chosen: Chosen,
  { draftsDue, full }: Run,
  now: Volume,
): VolumeJob {
  const { station, disk } = state.engine
  return {
    target: state.target,
    station: station.code,
    epoch: station.epoch.id,
    startHead: station.epoch.parentHead ?? hex(H0),
    disk: disk.id,
    ...attempt,
    previous: state.last?.hash ?? null,
    store: { path: station.paths.store, key: station.keys.store },
    packets: chosen.packets,
    signers: ownSigners(station),
    onDisk: state.onDisk(),
    drafts: state.notes.drafts,
    draftsDue,
    packetsAlone: full !== undefined,
    recipients: { state: station.keys.stateRecipient, recovery: station.profile.recipients.recovery },
    snapshotId: newId(station.ports.random),
    free: freeOn(now),
    foreground: foregroundOf(station),
  }
}

/** The packet that a volume could not carry. */
function hurtPacket({ code, params }: Fault): string | undefined {
  if (code === 'PACKET-LACKING' || code === 'PACKET-UNSIGNED') return String(params.id)
  return code === 'VOLUME-ITEM' ? String(params.name).replace(/\..*$/, '') : undefined
}

/** Whether a sequence was given up for a reason that the next one avoids: a packet unreadable here, a name taken there. */
async function avoids(
  state: DiskState,
  error: unknown,
  sequence: number,
  { passed, packets }: { passed: Set<string>; packets: readonly PacketSource[] },
): Promise<boolean> {
  if (!isFault(error)) return false
  const { station, disk } = state.engine
  const hurt = hurtPacket(error)
  if (hurt !== undefined) {
    const { unfit, remade } = await unfitPackets(
      station,
      packets.map(({ id }) => id),
    )
    // None of them: it cannot be read twice alike, and waits for the next run.
    for (const id of unfit.length + remade.length > 0 ? unfit : [hurt]) passed.add(id)
  } else if (error.code === 'FILE-EXISTS') {
    // Somebody else's: its number is passed over, and it is none of what this machine began and may remove.
    state.taken = Math.max(state.taken, sequence)
    await state.note({ ...state.notes, attempts: state.attemptsBut(sequence) })
  } else return false
  station.ports.log.error('backup goes on without it', { code: error.code, disk: disk.id, sequence })
  return true
}

/**
 * Whether the disk was full and has more room now: what failed attempts left stays there until the next commit, since it may be salvaged, but never in its
 * way (decision 240).
 */
async function makesRoom(state: DiskState, error: unknown, sequence: number): Promise<boolean> {
  const isFull = isFault(error) && ['BACKUP-DISK-FULL', 'DISK-FULL'].includes(error.code)
  if (!isFull) return false
  const left: number[] = []
  for (const one of state.attemptsBut(sequence))
    if (await isTaken(state.engine.io, state.paths(one))) left.push(one.sequence)
  if (left.length === 0) return false
  state.taken = Math.max(state.taken, sequence, ...left)
  await removeOrphans(state)
  return true
}

/** What may be written now: null where the file system does not tell. */
const freeOn = ({ bytes, free }: Volume): number | null => (bytes === 0 ? null : free)

/** The next number under which nothing lies: another computer of the station may have written since it was looked. */
async function nextAttempt(state: DiskState, at: string): Promise<Attempt> {
  const session = state.engine.volume.session ?? ''
  const month = state.folder(at)
  for (let turn = 0; turn < TRIES; turn++) {
    const attempt = { sequence: state.nextSequence(), month, session }
    if (!(await isTaken(state.engine.io, state.paths(attempt)))) return attempt
    state.taken = attempt.sequence
  }
  throw refuse('BACKUP-DISK-CHANGED', { disk: state.engine.disk.label })
}

/** One sequence: noted before its first byte, so that whatever is left of it is known. */
async function writeOne(state: DiskState, run: Run): Promise<{ more: boolean }> {
  const { station, hands, disk, onProgress } = state.engine
  const { tally, pace, passed, begins } = run
  const free = freeOn(await state.same()) ?? undefined
  const chosen = choosePackets(station, disk.id, state.notes, passed, { limit: pace.limit, free })
  const began = station.ports.uptime()
  const at = station.ports.now().toISOString()
  const attempt = await nextAttempt(state, at)
  await state.note({ ...state.notes, attempts: [...state.notes.attempts, attempt] })
  const now = await state.same()
  let done: VolumeDone
  try {
    done = await hands.writeVolume(jobOf(state, attempt, chosen, run, now), onProgress)
    await assertBegins(begins, hands, disk.label)
  } catch (error) {
    if (await avoids(state, error, attempt.sequence, { passed, packets: chosen.packets }))
      return { more: true }
    if (await makesRoom(state, error, attempt.sequence)) return { more: true }
    if (isFault(error, 'DISK-FULL') && !run.full && chosen.packets.length > 0) {
      run.full = error
      return { more: true }
    }
    if (isFault(error) && error.code === 'DISK-READONLY') await shun(state, attempt.month)
    throw error
  }
  const via = await commitVolume(state, { attempt, at, chosen, done })
  pace.took(done.volume.bytes, 1000 * (station.ports.uptime() - began))
  tally.packets += chosen.packets.length
  tally.bytes += done.volume.bytes
  tally.from ||= done.changes?.from ?? 0
  tally.to = done.changes?.to ?? tally.to
  if (via === 'cache') tally.via = 'cache'
  return { more: chosen.more || (done.more && !run.full) }
}

async function writeVolumes(state: DiskState): Promise<Tally> {
  const { station, disk, signal, thorough, io } = state.engine
  const tally: Tally = { packets: 0, bytes: 0, from: 0, to: 0, via: 'medium' }
  const passed = new Set<string>()
  const begins = await beginsOf(io, state.target.mount)
  const draftsDue = thorough || areDraftsDue(station, state.notes)
  const run: Run = { tally, pace: new Pace(), passed, begins, draftsDue, full: undefined }
  const isStopped = () => signal?.aborted === true
  let more = workFor(station, disk.id, { last: state.last, notes: state.notes, draftsDue }) !== 'none'
  for (let turn = 0; more && !isStopped(); turn++) {
    if (turn > TRIES + tally.packets) throw refuse('BACKUP-DISK-CHANGED', { disk: disk.label })
    more = (await writeOne(state, run)).more
  }
  if (run.full) throw run.full
  return tally
}

/**
 * One run to one disk: everything that it lacks, volume after volume, each committed before the next. Faults BACKUP-UNPLUGGED,
 * BACKUP-DISK-CHANGED, BACKUP-DISK-FULL, BACKUP-READBACK and those of the file system.
 */
export async function runToDisk(engine: Engine): Promise<BackupResult> {
  const state = new DiskState(engine)
  const guest = await checkDisk(state)
  await settleAttempts(state)
  await bringPapers(state, guest)
  const { packets, bytes, from, to, via } = await writeVolumes(state)
  const said = bytes > 0 ? via : (state.last?.via ?? 'cache')
  return {
    disk: engine.disk.id,
    sequence: state.last?.sequence ?? 0,
    packets,
    bytes,
    changes: to > 0 ? { from, to } : null,
    via: said,
    level: levelOf(said),
  }
}
