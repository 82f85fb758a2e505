import { abandonedBy } from '../../../formats/commit/chain.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import { recordCommit } from '../ledger.ts'
import { ownKeys } from '../own-keys.ts'
import type { DiskState } from './disk-state.ts'
import { roomOf } from '../room.ts'
import { adoptable, type Adopted, type Attempt, findAttempts, monthsOn, type Where } from './orphans.ts'
import { clearTorn, givenUp, holdsCommits, mayBeTorn, writable } from './torn.ts'
import type { StateOnDisk } from './types.ts'
import { isOurs, isWithin } from './whose.ts'

function reached({ found }: Adopted, before: StateOnDisk | null): StateOnDisk {
  const { epoch, changes, snapshot } = found.commit
  const same = before?.epoch === epoch ? before : null
  return {
    epoch,
    change: changes?.to ?? snapshot?.change ?? same?.change ?? 0,
    snapshot: snapshot?.change ?? same?.snapshot ?? 0,
    snapshotRows: snapshot ? 0 : (same?.snapshotRows ?? 0),
  }
}

/**
 * The signature was the last file of the attempt: a program that was killed while it wrote it left it in the cache at best. It is
 * written again, so that what the register is about to say holds after a power cut too; everything before it was fsynced before it
 * was begun. Not for another machine's commit, which came through an unplugging and must not lose its signature for a moment.
 */
async function makeDurable(state: DiskState, { found, attempt }: Adopted): Promise<void> {
  const { io, hands } = state.engine
  const { signature: path } = state.paths(attempt)
  await state.same()
  await removeDurably(path, { fs: io.fs, root: state.target.mount, device: state.target.device })
  await hands.writeFile({ target: state.target, path, bytes: utf8(found.signature) })
}

async function adopt(state: DiskState, adopted: Adopted): Promise<void> {
  const { station, volume } = state.engine
  const { found, attempt, via, packets } = adopted
  // Written by this very epoch after the state that it was set back to: its changes are not those that the register goes on with.
  const isBeyond = found.commit.epoch === station.epoch.id && !isWithin(station, found.commit)
  const attempts = state.attemptsBut(attempt.sequence)
  const notes = { ...state.notes, attempts, stateDamaged: state.notes.stateDamaged || isBeyond }
  const now = await recordCommit(
    station,
    {
      commit: found.commit,
      hash: found.hash,
      month: attempt.month,
      via,
      session: volume.session ?? '',
      packets: packets.filter((id) => station.read.get('SELECT 1 FROM recording WHERE id = ?', [id])),
      bytes: found.commit.volumes[0]?.bytes ?? 0,
      onDisk: isBeyond
        ? { epoch: station.epoch.id, change: 0, snapshot: 0, snapshotRows: 0 }
        : reached(adopted, state.onDisk()),
    },
    state.notes,
    notes,
  )
  state.reload(now)
}

/**
 * A disk that this machine did not write may be torn where its writer died. Before each attempt is looked at, that is noted: where the
 * last look did not come to its end in another presence of the medium, it is given up instead.
 */
async function isGivenUp(state: DiskState, attempt: Attempt): Promise<boolean> {
  const { volume } = state.engine
  const { looking } = state.notes
  const isSame = looking?.sequence === attempt.sequence && looking.month === attempt.month
  if (isSame && mayBeTorn(volume, looking.session)) {
    await state.note({ ...givenUp(state, [attempt]), looking: undefined })
    return true
  }
  if (mayBeTorn(volume, ''))
    await state.note({ ...state.notes, looking: { ...attempt, session: volume.session ?? '' } })
  return false
}

/**
 * Attempts that are not this machine's alone leave its notes: another computer of the station took the number, or the station itself did
 * before it was set back. Their files stay, their numbers are taken.
 */
async function disown(state: DiskState, found: readonly Attempt[]): Promise<void> {
  const { notes } = state
  const others = found.some((one) => !isBegun(state, one))
  const strange: Attempt[] = []
  for (const attempt of notes.attempts) {
    // A folder that may be torn itself is not looked into (torn.ts).
    if (isInTornFolder(state, attempt) || attempt.removing !== undefined) continue
    if (!(await isOurs(state, attempt, others))) strange.push(attempt)
  }
  if (strange.length === 0) return
  state.taken = Math.max(state.taken, ...strange.map(({ sequence }) => sequence))
  await state.note({ ...notes, attempts: notes.attempts.filter((one) => !strange.includes(one)) })
}

/** Noted by this machine: under way, or given up. */
function isBegun({ notes }: DiskState, { sequence, month }: Attempt): boolean {
  return [...notes.attempts, ...notes.torn].some((one) => one.sequence === sequence && one.month === month)
}

function isInTornFolder({ engine }: DiskState, { session, month }: Attempt): boolean {
  const { station, volume, disk } = engine
  return mayBeTorn(volume, session) && !holdsCommits(station, disk.id, month)
}

/** Takes over what an interrupted run of this machine had finished; the rest of its files goes after the next commit. */
async function settleOwn(state: DiskState, where: Where): Promise<void> {
  const { io, hands } = state.engine
  await clearTorn(state)
  for (const attempt of state.notes.attempts.toSorted((a, b) => a.sequence - b.sequence)) {
    if (attempt.sequence <= (state.last?.sequence ?? 0)) continue
    const adopted = await adoptable(io, hands, where, attempt, { previous: state.last?.hash ?? null })
    if (!adopted) continue
    await makeDurable(state, adopted)
    await adopt(state, adopted)
  }
}

/**
 * Takes the disk's word for every commit of ours after the last one that the register knows. Files that this machine did not begin are
 * not its to remove, but their numbers are taken.
 */
async function settleFound(state: DiskState, where: Where, found: readonly Attempt[]): Promise<void> {
  const { io, hands } = state.engine
  const adopted: Adopted[] = []
  for (const attempt of found) {
    if (await isGivenUp(state, attempt)) continue
    const whole = await adoptable(io, hands, where, attempt, 'any')
    if (whole) adopted.push(whole)
  }
  const isAbandoned = ({ found: { commit } }: Adopted) =>
    adopted.some((one) => abandonedBy(one.found.commit, commit))
  for (const one of adopted) {
    const isNext = one.attempt.sequence > (state.last?.sequence ?? 0)
    if (isNext && !isAbandoned(one)) await adopt(state, one)
  }
  if (state.notes.looking) await state.note({ ...state.notes, looking: undefined })
}

/**
 * What lies on the disk after the last commit in the register, in whatever month: clocks go wrong. Not in folders that may be torn; where
 * the look itself made the volume read-only, what nobody knows gets nothing more, and is not looked at again.
 */
async function lookAround(state: DiskState): Promise<Attempt[]> {
  const { io, volume, station, disk } = state.engine
  const isKnown = (month: string) => holdsCommits(station, disk.id, month)
  const torn = new Set([
    ...state.notes.shunned,
    ...state.notes.attempts.filter((one) => isInTornFolder(state, one)).map(({ month }) => month),
  ])
  const months = (await monthsOn(io, volume.mount, station.code)).filter(
    (month) => isKnown(month) || !torn.has(month),
  )
  const found = await findAttempts(io, volume.mount, station.code, state.last?.sequence ?? 0, months)
  if (mayBeTorn(volume, '') && !volume.readonly && (await state.same()).readonly) {
    const strange = months.filter((month) => !isKnown(month))
    await state.note({ ...state.notes, shunned: [...new Set([...state.notes.shunned, ...strange])] })
    await writable(state)
  }
  return found
}

/**
 * Settles what lies on the disk after the last commit in the register. A machine without notes (a restored station) asks the disk; so does
 * one that knows it, once in each presence of the medium: another computer of the station may have had it meanwhile.
 */
export async function settleAttempts(state: DiskState): Promise<void> {
  const { station, disk, volume } = state.engine
  const where = { mount: volume.mount, station: station.code, disk: disk.id, keys: ownKeys(station) }
  const { looked } = roomOf(station)
  const isSeen = volume.session !== undefined && looked.get(disk.id) === volume.session
  const found = state.isKnown && isSeen ? [] : await lookAround(state)
  state.taken = Math.max(state.taken, ...found.map(({ sequence }) => sequence))
  await disown(state, found)
  const strange = found.filter((one) => !isBegun(state, one))
  await settleOwn(state, where)
  if (!state.isKnown || !isSeen) await settleFound(state, where, strange)
  if (volume.session !== undefined) looked.set(disk.id, volume.session)
}
