import { abandonedBy } from '../../../formats/commit/chain.ts'
import { type Commit, decodeCommit, verifyCommit } from '../../../formats/commit/commit.ts'
import { unreadable } from '../../../formats/json.ts'
import type { Trust } from '../../../formats/trust/trust.ts'
import { hex } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { SurveyedCommit } from './survey.ts'

export interface JudgedCommit {
  readonly commit: Commit
  readonly bytes: Uint8Array
  /** By its own signature, not only by the commit after it. */
  readonly isSigned: boolean
}

export interface CommitProblem {
  /**
   * COMMIT-COPY: one of the two statements is damaged. COMMIT-SIGNATURE: the signature is, but the commit after it names this one's
   * hash. COMMIT-BAD: not believed. COMMIT-UNFINISHED: an interrupted write; nothing was ever said to be in it.
   */
  readonly code: 'COMMIT-COPY' | 'COMMIT-SIGNATURE' | 'COMMIT-BAD' | 'COMMIT-UNFINISHED'
  readonly path: string
  readonly why: string
}

export interface JudgedCommits {
  /** In the order of their sequences. */
  readonly commits: readonly JudgedCommit[]
  readonly problems: readonly CommitProblem[]
}

function verified(
  bytes: Uint8Array,
  found: SurveyedCommit,
  station: string,
  trust: Trust | undefined,
): Commit {
  const commit = trust
    ? verifyCommit({ bytes, signature: found.signature ?? '' }, trust)
    : decodeCommit(bytes)
  if (commit.sequence !== found.sequence || commit.station !== station)
    throw unreadable('rekam-commit', 'another place')
  return commit
}

interface Attempted {
  readonly found: SurveyedCommit
  readonly judged: JudgedCommit | undefined
  readonly fault: string
}

function attempt(found: SurveyedCommit, station: string, trust: Trust | undefined): Attempted {
  let fault = 'FORMAT-UNREADABLE'
  for (const bytes of found.statements) {
    try {
      return {
        found,
        judged: { commit: verified(bytes, found, station, trust), bytes, isSigned: trust !== undefined },
        fault: '',
      }
    } catch (error) {
      if (!isFault(error)) throw error
      fault = error.message
    }
  }
  return { found, judged: undefined, fault }
}

/** A statement whose hash a believed commit names as the one before it needs no signature of its own. */
function provenByNext(
  found: SurveyedCommit,
  station: string,
  named: ReadonlySet<string>,
): JudgedCommit | undefined {
  for (const bytes of found.statements) {
    if (!named.has(hex(sha256(bytes)))) continue
    const commit = decodeCommit(bytes)
    if (commit.sequence === found.sequence && commit.station === station)
      return { commit, bytes, isSigned: false }
  }
  return undefined
}

/** Given up by a later commit of its own writer; what does not read well is whoever's says so. */
function isAbandoned(
  { sequence }: SurveyedCommit,
  judged: JudgedCommit | undefined,
  giving: readonly Commit[],
): boolean {
  return giving.some((later) => abandonedBy(later, { sequence, epoch: judged?.commit.epoch ?? later.epoch }))
}

/** What a crash leaves: nothing signed, or nothing to sign. */
function isUnfinished({ found, fault }: Attempted): boolean {
  if (found.statements.length === 0) return found.signature === undefined || found.signature === ''
  return found.signature === undefined || fault.startsWith('SIGNATURE-MALFORMED')
}

/**
 * Which commits of a disk are believed: signed under the trust, or named by one that is. Without any trust only whether they read
 * well can be said.
 */
export function judgeCommits(
  surveyed: readonly SurveyedCommit[],
  station: string,
  trust: Trust | undefined,
): JudgedCommits {
  const attempts = surveyed.map((found) => attempt(found, station, trust))
  const commits: JudgedCommit[] = []
  const problems: CommitProblem[] = []
  const named = new Set<string>()
  /** Those that give up earlier ones. */
  const giving: Commit[] = []
  // From the last to the first: each believed one vouches for the one before.
  for (const one of attempts.toReversed()) {
    const { found, fault } = one
    const { path } = found
    const judged = one.judged ?? provenByNext(found, station, named)
    if (isAbandoned(found, judged, giving)) {
      problems.push({ code: 'COMMIT-UNFINISHED', path, why: 'abandoned' })
      continue
    }
    if (!judged) {
      const code = isUnfinished(one) ? 'COMMIT-UNFINISHED' : 'COMMIT-BAD'
      problems.push({ code, path, why: fault })
      continue
    }
    if (!one.judged) problems.push({ code: 'COMMIT-SIGNATURE', path, why: fault })
    else if (!found.whole)
      problems.push({ code: 'COMMIT-COPY', path, why: 'one of the two statements is damaged' })
    if (judged.commit.previous !== null) named.add(judged.commit.previous)
    if (judged.commit.abandoned) giving.push(judged.commit)
    commits.push(judged)
  }
  return { commits: commits.toReversed(), problems: problems.toReversed() }
}
