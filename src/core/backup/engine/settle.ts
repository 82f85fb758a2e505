import { utf8 } from '../../../lib/bytes.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import { recordCommit } from '../ledger.ts'
import { ownKeys } from '../own-keys.ts'
import type { DiskState } from './disk-state.ts'
import { adoptable, type Adopted, findAttempts } from './orphans.ts'
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
 * Takes over what an interrupted run had finished; the rest of its files go after the next commit. A machine without notes (a restored
 * station) asks the disk for every commit of ours after the last one that the register knows.
 */
export async function settleAttempts(state: DiskState): Promise<void> {
  const { io, hands, station, disk, volume } = state.engine
  const attempts = state.isKnown
    ? state.notes.attempts
    : await findAttempts(io, volume.mount, station.code, state.last?.sequence ?? 0)
  const where = { mount: volume.mount, station: station.code, disk: disk.id, keys: ownKeys(station) }
  for (const attempt of attempts.toSorted((a, b) => a.sequence - b.sequence)) {
    if (attempt.sequence <= (state.last?.sequence ?? 0)) continue
    const follows = state.isKnown ? { previous: state.last?.hash ?? null } : 'any'
    const adopted = await adoptable(io, hands, where, attempt, follows)
    if (!adopted) continue
    if (state.isKnown) await makeDurable(state, adopted)
    await adopt(state, adopted)
  }
  // Files that this machine did not begin are not its to remove, but their numbers are taken.
  if (!state.isKnown) state.taken = Math.max(0, ...attempts.map(({ sequence }) => sequence))
}
