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
  const links = list
    .map((bytes) => ({ commit: decodeCommit(bytes), hash: hex(sha256(bytes)) }))
    .toSorted((a, b) => a.commit.sequence - b.commit.sequence)
  const volumes = new Set<string>()
  const breaks = links.flatMap(({ commit }, i): ChainBreak[] => {
    const before = links[i - 1]
    const why = before === undefined ? startBreak(commit) : linkBreak(before.commit, before.hash, commit)
    const twice = commit.volumes.some(({ name }) => volumes.has(name))
    for (const { name } of commit.volumes) volumes.add(name)
    const found = why ?? (twice ? 'volume' : undefined)
    return found === undefined ? [] : [{ sequence: commit.sequence, why: found }]
  })
  return { commits: links.map(({ commit }) => commit), breaks }
}

function startBreak({ previous }: Commit): ChainBreak['why'] | undefined {
  return previous === null ? undefined : 'first'
}

function linkBreak(before: Commit, hash: string, commit: Commit): ChainBreak['why'] | undefined {
  if (commit.sequence === before.sequence) return 'sequence'
  if (commit.disk !== before.disk || commit.station !== before.station) return 'disk'
  if (commit.previous !== hash) return 'previous'
  if (commit.head.epoch === before.head.epoch && commit.head.seq < before.head.seq) return 'head'
  return changesFollow(before, commit) ? undefined : 'changes'
}

/** Changes go on where the commit before ended, in the same epoch; a snapshot or another epoch begins anew. */
function changesFollow(before: Commit, { changes, snapshot }: Commit): boolean {
  if (changes === null || snapshot !== null) return true
  const end = reach(before)
  return end === undefined || end.epoch !== changes.epoch || changes.from === end.to + 1
}

function reach({ changes, snapshot, epoch }: Commit): { epoch: string; to: number } | undefined {
  if (changes !== null) return changes
  return snapshot === null ? undefined : { epoch, to: snapshot.change }
}
