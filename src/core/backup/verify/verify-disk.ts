import { join } from 'node:path'
import type { VerifyResult } from '../../../contract/backup.ts'
import { inspectChain } from '../../../formats/commit/chain.ts'
import type { Commit } from '../../../formats/commit/commit.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { type Trust, trustFrom } from '../../../formats/trust/trust.ts'
import { readVolume } from '../../../formats/volume/read.ts'
import type { VolumeMember } from '../../../formats/volume/index-file.ts'
import { text } from '../../../lib/bytes.ts'
import { Fault, isFault } from '../../../lib/fault.ts'
import { parsePublicKey, type PublicKey } from '../../../lib/minisign.ts'
import { Patience } from '../../foreground.ts'
import { refuse } from '../../refuse.ts'
import type { DiskIo, OnBytes } from '../disk/io.ts'
import { PAPERS, rekamDir, stationPath } from '../disk/layout.ts'
import { judgeCommits } from '../disk/judge-commits.ts'
import { stationsOn, surveyDisk, type Survey, type Torn } from '../disk/survey.ts'
import { type OwnKey, trustWithOwn } from './own-trust.ts'
import { type ScannedPacket, scanVolume } from './scan-volume.ts'

export interface VerifyInput {
  readonly mount: string
  /** The root as the verifier brought it, the text of the `.pub` file; null says nothing about the origin. */
  readonly root: string | null
  /** This station alone; null takes every one on the disk. */
  readonly station: string | null
  /** Keys of the verifying station itself. */
  readonly own: readonly OwnKey[]
  /** What a station began on this disk and gave up; never opened (engine/torn.ts). */
  readonly torn?: { readonly station: string } & Torn
  /** Volumes of these sequences alone are read; all when absent. Commits and their chain are always looked at. */
  readonly only?: readonly number[]
  /** Above 0 while a person waits for the station's own disk: the next chunk waits a while (core/foreground). */
  readonly foreground?: Int32Array<SharedArrayBuffer>
}

/** One volume that is exactly what its commit says, with all its packets signed. */
export interface SoundVolume {
  readonly station: string
  readonly disk: string
  readonly sequence: number
  readonly name: string
  readonly packets: number
}

export interface DiskVerdict extends Omit<VerifyResult, 'cold'> {
  readonly soundVolumes: readonly SoundVolume[]
  /** Volumes that a good commit names and that are not what it says. */
  readonly damagedVolumes: readonly Omit<SoundVolume, 'packets'>[]
}

interface Tally {
  commits: number
  volumes: number
  packets: number
  bytes: number
  via: 'medium' | 'cache'
  /** Signatures that only the station's own word stands for. */
  owned: number
  lastSequence: number
  head: VerifyResult['head']
  readonly problems: { code: string; path: string; why: string }[]
  readonly sound: SoundVolume[]
  readonly damaged: Omit<SoundVolume, 'packets'>[]
}

export interface VerifyProgress {
  /** Paused while a person at the desk waits. */
  readonly phase: 'verify' | 'paused'
  readonly done: number
  readonly total: number
  /** Volumes begun so far. */
  readonly volumes: number
}

/** So long a desk that is busy without end holds up one volume. */
const PATIENCE_MS = 30_000

/** A volume of 256 MiB takes a slow disk half a minute: what is read of it is told meanwhile. */
const TELL_EVERY_MS = 250

type OnProgress = (progress: VerifyProgress) => void

async function rootOf(io: DiskIo, input: VerifyInput): Promise<PublicKey | undefined> {
  if (input.root !== null) return parsePublicKey(input.root)
  try {
    return parsePublicKey(text(await io.readSmall(join(rekamDir(input.mount), PAPERS.root), 4096)))
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE') return undefined
    throw error
  }
}

/** Certificates of the disk under a root; without any root no signature can be judged, only digests. */
function trustOf(root: PublicKey | undefined, certificates: readonly Signed[], own: readonly OwnKey[]) {
  return root && trustWithOwn(trustFrom(root, certificates), own)
}

function why(error: unknown): string {
  if (!isFault(error)) throw error
  if (error.code === 'DISK-GONE') throw error
  return error.message
}

/** Fault FILE-TOO-LARGE where the file is longer than its commit says: what is behind that is nobody's, and on a hostile disk without end. */
async function membersOf(io: DiskIo, path: string, { bytes, index }: Commit['volumes'][number]) {
  const file = await io.open(path)
  try {
    if (file.size > bytes) throw new Fault('FILE-TOO-LARGE', { op: 'read', path, errno: 'LIMIT' })
    const expect = { indexOffset: index.offset, indexBytes: index.bytes }
    return (await readVolume(file.read, file.size, expect)).members
  } finally {
    await file.close()
  }
}

async function judgeVolume(
  io: DiskIo,
  mount: string,
  commit: Commit,
  volume: Commit['volumes'][number],
  trust: Trust | undefined,
  tally: Tally,
  onBytes: OnBytes,
): Promise<void> {
  const path = join(stationPath(mount, commit.station), volume.name)
  const shown = `${commit.station}/${volume.name}`
  const corrupt = (reason: string) => {
    // One word per volume: an unreadable index and a wrong digest are one damage.
    if (!tally.problems.some(({ code, path: known }) => code === 'VOLUME-CORRUPT' && known === shown))
      tally.problems.push({ code: 'VOLUME-CORRUPT', path: shown, why: reason })
  }
  const { station, disk, sequence } = commit
  const which = { station, disk, sequence, name: volume.name }
  const before = tally.problems.length
  let members: readonly VolumeMember[] = []
  try {
    members = await membersOf(io, path, volume)
  } catch (error) {
    corrupt(why(error))
    if (isFault(error, 'FILE-TOO-LARGE')) {
      tally.damaged.push(which)
      return
    }
  }
  try {
    let packets = 0
    const judge = ({ id, blake2b, signature }: ScannedPacket) => {
      packets++
      try {
        trust?.verify({ blake2b }, signature, 'packet', { id, station })
      } catch (error) {
        tally.problems.push({ code: 'PACKET-BAD', path: `${shown}:${id}`, why: why(error) })
      }
    }
    const scanned = await scanVolume(io, path, members, false, judge, onBytes)
    if (scanned.sha256 !== volume.sha256 || scanned.bytes !== volume.bytes) corrupt('sha256')
    else if (packets !== volume.count) corrupt('count')
    tally.bytes += scanned.bytes
    tally.packets += packets
    if (scanned.via === 'cache') tally.via = 'cache'
    if (tally.problems.length === before) tally.sound.push({ ...which, packets })
  } catch (error) {
    const reason = why(error)
    if (tally.problems.length === before) corrupt(reason)
  }
  if (tally.problems.length > before) tally.damaged.push(which)
}

/** Commits of one disk id are one chain; a disk that was paired anew holds two. */
function judgeChains(
  commits: readonly { commit: Commit; bytes: Uint8Array }[],
  station: string,
  tally: Tally,
) {
  for (const chain of Map.groupBy(commits, ({ commit }) => commit.disk).values()) {
    for (const { sequence, why: reason } of inspectChain(chain.map(({ bytes }) => bytes)).breaks) {
      tally.problems.push({ code: 'COMMIT-CHAIN', path: `${station}/${sequence}`, why: reason })
    }
  }
}

async function verifyStation(
  io: DiskIo,
  mount: string,
  survey: Survey,
  { root, own, only, foreground }: Omit<VerifyInput, 'root'> & { root: PublicKey | undefined },
  tally: Tally,
  onProgress: OnProgress,
): Promise<void> {
  const trust = trustOf(root, survey.certificates, own)
  const { commits: judged, problems } = judgeCommits(survey.commits, survey.station, trust)
  tally.problems.push(...problems)
  for (const month of survey.unreadable)
    tally.problems.push({ code: 'FOLDER-UNREADABLE', path: `${survey.station}/${month}`, why: 'readdir' })
  judgeChains(judged, survey.station, tally)
  const chosen = only && new Set(only)
  const wanted = ({ commit }: (typeof judged)[number]) => chosen?.has(commit.sequence) ?? true
  const total = judged
    .filter(wanted)
    .reduce((sum, { commit }) => sum + commit.volumes.reduce((all, { bytes }) => all + bytes, 0), 0)
  for (const one of judged) {
    const { commit } = one
    tally.commits++
    if (commit.sequence >= tally.lastSequence) {
      tally.lastSequence = commit.sequence
      tally.head = commit.head
    }
    for (const volume of wanted(one) ? commit.volumes : []) {
      const tell = (phase: VerifyProgress['phase'], read = 0) =>
        onProgress({ phase, done: tally.bytes + read, total, volumes: tally.volumes })
      const patience = new Patience(foreground, PATIENCE_MS)
      await patience.wait(() => tell('paused'))
      tally.volumes++
      let told = performance.now()
      await judgeVolume(io, mount, commit, volume, trust, tally, (read) => {
        const now = performance.now()
        if (now - told >= TELL_EVERY_MS) {
          told = now
          tell('verify', read)
        }
        return patience.wait(() => {
          told = 0
          tell('paused', read)
        })
      })
      tell('verify')
    }
  }
  tally.owned += trust?.owned() ?? 0
}

/**
 * Verifies everything on a disk, past the cache: the chain of commits, the digest of every volume, its index, the signature of every
 * packet. Opens nothing that is sealed. Without a root the answer is at best 'undamaged, origin unproven': the root on the disk proves
 * nothing. Faults RESTORE-NOTHING where no station has anything there, and those of a disk that is gone.
 */
export async function verifyDisk(
  io: DiskIo,
  input: VerifyInput,
  onProgress: OnProgress = () => undefined,
): Promise<DiskVerdict> {
  const stations = await stationsOn(io, input.mount)
  const wanted = stations.filter((station) => input.station === null || station === input.station)
  const tally: Tally = {
    commits: 0,
    volumes: 0,
    packets: 0,
    bytes: 0,
    via: 'medium',
    owned: 0,
    lastSequence: 0,
    head: null,
    problems: [],
    sound: [],
    damaged: [],
  }
  const root = await rootOf(io, input)
  for (const station of wanted) {
    const survey = await surveyDisk(
      io,
      input.mount,
      station,
      station === input.torn?.station ? input.torn : undefined,
    )
    await verifyStation(io, input.mount, survey, { ...input, root }, tally, onProgress)
  }
  if (tally.commits === 0 && tally.problems.length === 0) throw refuse('RESTORE-NOTHING')
  const { problems, sound, damaged, owned, ...counts } = tally
  const proven = input.root !== null && owned === 0 && !problems.some(({ code }) => code === 'COMMIT-BAD')
  return {
    ...counts,
    // An interrupted write is no damage: nothing was ever said to be in it.
    sound: problems.every(({ code }) => code === 'COMMIT-UNFINISHED'),
    origin: proven && tally.commits > 0 ? 'proven' : 'unproven',
    problems,
    station: wanted[0] ?? null,
    soundVolumes: sound,
    damagedVolumes: damaged,
  }
}
