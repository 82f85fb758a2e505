import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { type Commit, decodeCommit } from './commit.ts'

/** Where one commit does not follow from the one before it. */
export interface ChainBreak {
  readonly sequence: number
  readonly why: 'previous' | 'sequence' | 'disk' | 'changes' | 'head' | 'first' | 'volume'
}

/**
 * The commits of one disk in the order of their sequence; Fault COMMIT-CHAIN {sequence, why} at the first break, FORMAT-UNREADABLE for
 * what is no commit. Takes the exact bytes, since each commit names the hash of the one before.
 */
export function verifyChain(list: readonly Uint8Array[]): Commit[] {
  const { commits, breaks } = inspectChain(list)
  const first = breaks[0]
  if (first !== undefined) throw new Fault('COMMIT-CHAIN', { ...first })
  return commits
}

/** As verifyChain, but names every break and gives all commits: for a disk that is to be restored whatever it lost. */
export function inspectChain(list: readonly Uint8Array[]): { commits: Commit[]; breaks: ChainBreak[] } {
  const all = list
    .map((bytes) => ({ commit: decodeCommit(bytes), hash: hex(sha256(bytes)) }))
    .toSorted((a, b) => a.commit.sequence - b.commit.sequence)
  const giving = all.filter(({ commit }) => commit.abandoned !== undefined)
  const links = all.filter(({ commit }) => !giving.some((later) => abandonedBy(later.commit, commit)))
  const follower = new Follower()
  const breaks = links.flatMap(({ commit, hash }) => {
    const why = follower.next(commit, hash)
    return why === undefined ? [] : [{ sequence: commit.sequence, why }]
  })
  return { commits: links.map(({ commit }) => commit), breaks }
}

/**
 * Whether a commit gives up an earlier one. Nothing can give up itself or what comes after it, nor what another epoch wrote: another computer
 * of the station may have used a number that this one had begun and lost.
 */
export function abandonedBy(
  { abandoned = [], sequence, epoch }: Commit,
  earlier: Pick<Commit, 'sequence' | 'epoch'>,
): boolean {
  return earlier.sequence < sequence && earlier.epoch === epoch && abandoned.includes(earlier.sequence)
}

/** How far the changes on the disk reach. */
type Reach = { readonly epoch: string; readonly to: number }

/**
 * Holds each commit against all before it. Two computers of one station that write to a disk in turns need not know each other: each follows
 * the last one before it or the last one of its own epoch, and an epoch begins after any that it knew.
 */
class Follower {
  readonly #hashes = new Set<string>()
  readonly #lastOf = new Map<string, string>()
  readonly #volumes = new Set<string>()
  #before: { readonly commit: Commit; readonly hash: string } | undefined
  #reach: Reach | undefined

  next(commit: Commit, hash: string): ChainBreak['why'] | undefined {
    const before = this.#before
    const why =
      before === undefined
        ? startBreak(commit)
        : linkBreak(before.commit, commit, this.#mayFollow(before.hash, commit))
    const twice = commit.volumes.some(({ name }) => this.#volumes.has(name))
    const gap = !follows(this.#reach, commit)
    for (const { name } of commit.volumes) this.#volumes.add(name)
    this.#reach = reachOf(commit) ?? this.#reach
    this.#before = { commit, hash }
    this.#lastOf.set(commit.epoch, hash)
    this.#hashes.add(hash)
    return why ?? (gap ? 'changes' : twice ? 'volume' : undefined)
  }

  #mayFollow(before: string, { previous, epoch }: Commit): boolean {
    if (previous === null || previous === before) return previous !== null
    const own = this.#lastOf.get(epoch)
    return own === undefined ? this.#hashes.has(previous) : own === previous
  }
}

function startBreak({ previous }: Commit): ChainBreak['why'] | undefined {
  return previous === null ? undefined : 'first'
}

function linkBreak(before: Commit, commit: Commit, isLinked: boolean): ChainBreak['why'] | undefined {
  if (commit.sequence === before.sequence) return 'sequence'
  if (commit.disk !== before.disk || commit.station !== before.station) return 'disk'
  if (!isLinked) return 'previous'
  if (commit.head.epoch === before.head.epoch && commit.head.seq < before.head.seq) return 'head'
  return undefined
}

/** Changes go on where those before ended, in the same epoch; a snapshot or another epoch begins anew. */
function follows(reach: Reach | undefined, { changes, snapshot }: Commit): boolean {
  if (changes === null || snapshot !== null || reach === undefined) return true
  return reach.epoch !== changes.epoch || changes.from === reach.to + 1
}

function reachOf({ changes, snapshot, epoch }: Commit): Reach | undefined {
  if (snapshot === null) return changes ?? undefined
  return { epoch, to: Math.max(snapshot.change, changes?.epoch === epoch ? changes.to : 0) }
}
