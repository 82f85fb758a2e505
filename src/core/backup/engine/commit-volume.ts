import { type CommitFields, signCommit } from '../../../formats/commit/commit.ts'
import { hex, utf8 } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { Via } from '../../../lib/read-back.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import type { Chosen } from '../choose.ts'
import type { DiskNotes } from '../disk-notes.ts'
import { recordCommit } from '../ledger.ts'
import type { DiskState } from './disk-state.ts'
import { type Attempt, filesOf } from './orphans.ts'
import type { VolumeDone } from './types.ts'
import { isTaken } from './whose.ts'

export interface Written {
  readonly attempt: Attempt
  /** When it was begun, by the station's clock. */
  readonly at: string
  readonly chosen: Chosen
  readonly done: VolumeDone
}

/** Statement, copy, signature: each written and read back like the volume; a crash in between leaves no commit. */
async function writeStatement(state: DiskState, { attempt, at, done }: Written) {
  const { station, hands, disk } = state.engine
  const abandoned = state.abandoned()
  const fields: CommitFields = {
    station: station.code,
    epoch: station.epoch.id,
    disk: disk.id,
    sequence: attempt.sequence,
    previous: state.last?.hash ?? null,
    ...(abandoned.length > 0 ? { abandoned } : {}),
    volumes: [done.volume],
    changes: done.changes,
    snapshot: done.snapshot,
    head: done.head,
    at,
  }
  const { commit, bytes, signature } = signCommit(fields, station.keys.signing)
  const paths = state.paths(attempt)
  const vias: Via[] = [done.via]
  const files: [string, Uint8Array][] = [
    [paths.json, bytes],
    [paths.copy, bytes],
    [paths.signature, utf8(signature)],
  ]
  for (const [path, content] of files) {
    await state.same()
    vias.push((await hands.writeFile({ target: state.target, path, bytes: content })).via)
  }
  await state.same()
  const via: Via = vias.includes('cache') ? 'cache' : 'medium'
  return { commit, hash: hex(sha256(bytes)), via }
}

/** What failed attempts left: only names that this machine began itself and nobody else used (whose.ts): another's unfinished volume may hold what exists nowhere else. */
export async function removeOrphans(state: DiskState): Promise<void> {
  const { io, station, volume } = state.engine
  const { attempts } = state.notes
  if (attempts.length === 0) return
  await state.same()
  const where = { fs: io.fs, root: state.target.mount, device: state.target.device }
  for (const one of attempts) {
    // Unplugged before its first file, an attempt left nothing, not even its folder.
    if (!(await isTaken(io, state.paths(one)))) continue
    for (const path of filesOf(volume.mount, station.code, one)) await removeDurably(path, where)
  }
  await state.note({ ...state.notes, attempts: [] })
}

/** Commits a volume that was read back, writes the register's line, and then clears what failed attempts left. */
export async function commitVolume(state: DiskState, written: Written): Promise<Via> {
  const { station, volume } = state.engine
  const { attempt, at, chosen, done } = written
  const { commit, hash, via } = await writeStatement(state, written)
  const notes: DiskNotes = {
    ...state.notes,
    ...chosen.notes,
    attempts: state.attemptsBut(attempt.sequence),
    drafts: done.drafts,
    draftsAt: done.drafts === state.notes.drafts ? state.notes.draftsAt : at,
    stateDamaged: false,
  }
  const now = await recordCommit(
    station,
    {
      commit,
      hash,
      month: attempt.month,
      via,
      session: volume.session ?? '',
      packets: chosen.packets.map(({ id }) => id),
      bytes: done.volume.bytes,
      onDisk: done.onDisk,
    },
    state.notes,
    notes,
  )
  state.reload(now)
  await removeOrphans(state)
  return via
}
