import type { ReadDb, WriteTx } from '../db/handles.ts'
import { localValue, setLocal } from '../db/local.ts'
import { CHAIN_START } from './chain.ts'

/** An entry's place, and what it hashes to. */
export interface Head {
  readonly epoch: string
  readonly seq: number
  readonly hash: string
}

/** The last entry that this machine wrote, kept outside the chain: without it an entry cut off at the end would not show. */
export function rememberedHead(read: ReadDb): Head | null {
  const [epoch, seq, hash] = localValue(read, 'audit-head')?.split(' ') ?? []
  return epoch && seq && hash ? { epoch, seq: Number(seq), hash } : null
}

export function rememberHead(tx: WriteTx, { epoch, seq, hash }: Head): void {
  setLocal(tx, 'audit-head', `${epoch} ${seq} ${hash}`)
}

const lastOf = (read: ReadDb, epoch: string) =>
  read.get<Head>('SELECT epoch, seq, hash FROM audit WHERE epoch = ? ORDER BY seq DESC LIMIT 1', [epoch])

/**
 * Whether an epoch wrote acts before, by its log of changes: their rows are still in it, or it was pruned, which is long after the founding. Asked where the chain
 * itself says that it begins.
 */
function hasActed(read: ReadDb, epoch: string): boolean {
  if (read.get("SELECT 1 FROM change WHERE epoch = ? AND tbl = 'audit' LIMIT 1", [epoch])) return true
  const counted =
    read.get<{ seq: number }>('SELECT seq FROM change_counter WHERE epoch = ?', [epoch])?.seq ?? 0
  const first = read.get<{ seq: number | null }>('SELECT min(seq) AS seq FROM change WHERE epoch = ?', [
    epoch,
  ])
  return counted > 0 && first?.seq !== 1
}

/**
 * Where the next act of an epoch goes. Where the chain does not end with what this machine wrote last (cut off, lengthened, made anew, the
 * remembered end is gone, or both are) a number is left out, beyond all that the epoch had: the act is kept, and the break shows ever after. Without that the
 * next act, which opening the station is, would take what it found for the end.
 */
export function nextPlace(read: ReadDb, epoch: string): { seq: number; prev: string } {
  const last = lastOf(read, epoch)
  const head = rememberedHead(read)
  const there = head && head.epoch !== epoch ? lastOf(read, head.epoch) : last
  const prev = last?.hash ?? CHAIN_START
  const begins = last === undefined && head === null
  if (begins ? !hasActed(read, epoch) : there?.seq === head?.seq && there?.hash === head?.hash)
    return { seq: (last?.seq ?? 0) + 1, prev }
  // Values of entries that were cut off may have stayed.
  const kept = read.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM audit_value WHERE epoch = ?', [
    epoch,
  ])
  const known = [last?.seq, head?.epoch === epoch ? head.seq : 0, kept?.seq]
  return { seq: Math.max(...known.map((seq) => seq ?? 0)) + 2, prev }
}
