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
    if (adopted) await adopt(state, adopted)
  }
  // Files that this machine did not begin are not its to remove, but their numbers are taken.
  if (!state.isKnown) state.taken = Math.max(0, ...attempts.map(({ sequence }) => sequence))
}
