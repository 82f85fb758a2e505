import { abandonedBy } from '../../../formats/commit/chain.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import { recordCommit } from '../ledger.ts'
import { ownKeys } from '../own-keys.ts'
import type { DiskState } from './disk-state.ts'
import { adoptable, type Adopted, type Attempt, findAttempts, type Where } from './orphans.ts'
import { clearTorn, givenUp, mayBeTorn } from './torn.ts'
import type { StateOnDisk } from './types.ts'

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
  const notes = { ...state.notes, attempts: state.attemptsBut(attempt.sequence) }
  await recordCommit(
    station,
    {
      commit: found.commit,
      hash: found.hash,
      month: attempt.month,
      via,
      session: volume.session ?? '',
      packets: packets.filter((id) => station.read.get('SELECT 1 FROM recording WHERE id = ?', [id])),
      bytes: found.commit.volumes[0]?.bytes ?? 0,
      onDisk: reached(adopted, state.onDisk()),
    },
    notes,
  )
  state.reload(notes)
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

/** Takes over what an interrupted run of this machine had finished; the rest of its files go after the next commit. */
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
async function settleFound(state: DiskState, where: Where): Promise<void> {
  const { io, hands, volume, station } = state.engine
  const found = await findAttempts(io, volume.mount, station.code, state.last?.sequence ?? 0)
  const gone = new Set(state.notes.torn.map(({ sequence }) => sequence))
  const adopted: Adopted[] = []
  for (const attempt of found) {
    if (gone.has(attempt.sequence) || (await isGivenUp(state, attempt))) continue
    const whole = await adoptable(io, hands, where, attempt, 'any')
    if (whole) adopted.push(whole)
  }
  const abandoned = new Set(adopted.flatMap((one) => abandonedBy(one.found.commit)))
  for (const one of adopted) {
    if (!abandoned.has(one.attempt.sequence)) await adopt(state, one)
  }
  state.taken = Math.max(0, ...found.map(({ sequence }) => sequence))
  if (state.notes.looking) await state.note({ ...state.notes, looking: undefined })
}

/** Settles what lies on the disk after the last commit in the register. A machine without notes (a restored station) asks the disk. */
export async function settleAttempts(state: DiskState): Promise<void> {
  const { station, disk, volume } = state.engine
  const where = { mount: volume.mount, station: station.code, disk: disk.id, keys: ownKeys(station) }
  await (state.isKnown ? settleOwn(state, where) : settleFound(state, where))
}
