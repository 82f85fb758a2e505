import { join } from 'node:path'
import type { Commit } from '../../formats/commit/commit.ts'
import { subjectName } from '../../formats/trust/certificate.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { trustFrom, type Trust } from '../../formats/trust/trust.ts'
import { DISK_FOLDER } from '../../formats/volume/names.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import {
  type DiskIo,
  judgeCommits,
  type JudgedCommit,
  stationsOn,
  type Survey,
  surveyDisk,
} from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import { type DriveState, openDrive } from './drive.ts'
import type { Damage, Sources } from './job.ts'

/** A volume as it lies on a disk. */
export interface SourceVolume {
  readonly mount: string
  readonly path: string
  /** For people: disk and name. */
  readonly shown: string
  /** The commit that speaks for it, under the root; null for one that was never committed or whose commit is lost. */
  readonly commit: Commit | null
  readonly meta: Commit['volumes'][number] | null
  /** Who signed that commit; null where nobody's word is enough for a packet's bytes. */
  readonly vouching: Vouching | null
}

/** A commit whose key counts without limit: what its index names is as good as signed by that key (decision 192). */
export interface Vouching {
  readonly keyId: string
  readonly epoch: string
  /** That key's station held the signatures of its packets to it before it wrote them (decision 238). */
  readonly signed: boolean
}

/** Everything of one station on all disks, judged under the root; no volume is opened yet. */
export interface Gathered {
  readonly station: string
  readonly trust: Trust
  /** What the trust was made of. */
  readonly certificates: readonly Signed[]
  readonly commits: readonly Commit[]
  readonly volumes: readonly SourceVolume[]
  /** A dead PC's store that could be opened. */
  readonly drive: DriveState | null
  /** Its folder, where one was named: packets lie there whether or not the store opens. */
  readonly driveFolder: string | null
  readonly damaged: readonly Damage[]
}

interface OnDisk {
  readonly mount: string
  readonly surveys: readonly Survey[]
}

const UNREADABLE = 'folder cannot be read'

/** Stations on a disk; none, and noted, where its folder does not let itself be read. A disk that is gone is told. */
async function stationsNoted(io: DiskIo, mount: string, damaged: Damage[]): Promise<readonly string[]> {
  try {
    return await stationsOn(io, mount)
  } catch (error) {
    if (!isFault(error) || error.code === 'DISK-GONE') throw error
    damaged.push({ path: join(mount, DISK_FOLDER), why: UNREADABLE })
    return []
  }
}

async function surveyAll(io: DiskIo, disks: readonly string[], damaged: Damage[]): Promise<OnDisk[]> {
  const found: OnDisk[] = []
  for (const mount of disks) {
    const surveys: Survey[] = []
    for (const station of await stationsNoted(io, mount, damaged))
      surveys.push(await surveyDisk(io, mount, station))
    found.push({ mount, surveys })
  }
  return found
}

/** Nothing of a station anywhere, and folders that could not be read: it is the disk that is told of. */
function unreadFault(damaged: readonly Damage[]): Fault | undefined {
  const path = damaged.find(({ why }) => why === UNREADABLE)?.path
  return path === undefined ? undefined : new Fault('DISK-IO', { op: 'readdir', path, errno: 'EIO' })
}

function commitsOf(survey: Survey, trust: Trust, shown: string, damaged: Damage[]): readonly JudgedCommit[] {
  const { commits, problems } = judgeCommits(survey.commits, survey.station, trust)
  for (const month of survey.unreadable)
    damaged.push({ path: join(shown, DISK_FOLDER, survey.station, month), why: UNREADABLE })
  for (const { code, path, why } of problems) {
    // An interrupted write is no damage: nothing was ever said to be in it.
    if (code !== 'COMMIT-UNFINISHED' && code !== 'COMMIT-COPY') damaged.push({ path: join(shown, path), why })
  }
  return commits
}

function vouchingOf(
  { commit, isSigned }: JudgedCommit,
  { signed }: Commit['volumes'][number],
  trust: Trust,
): Vouching | null {
  const { keyId, epoch } = commit
  const isRevoked = trust.revocations.some((one) => one.keyId === keyId)
  return isSigned && !isRevoked ? { keyId, epoch, signed: signed === true } : null
}

function volumesOf(
  mount: string,
  survey: Survey,
  commits: readonly JudgedCommit[],
  trust: Trust,
  damaged: Damage[],
): SourceVolume[] {
  const meta = new Map(
    commits.flatMap((judged) => judged.commit.volumes.map((volume) => [volume.name, { judged, volume }])),
  )
  const present = new Set(survey.volumes.map(({ name }) => name))
  for (const name of meta.keys()) {
    if (!present.has(name)) damaged.push({ path: join(mount, survey.station, name), why: 'missing' })
  }
  return survey.volumes.map(({ name, path }) => {
    const known = meta.get(name)
    return {
      mount,
      path,
      shown: join(mount, survey.station, name),
      commit: known?.judged.commit ?? null,
      meta: known?.volume ?? null,
      vouching: known ? vouchingOf(known.judged, known.volume, trust) : null,
    }
  })
}

function chooseStation(wanted: string | null, found: ReadonlyMap<string, number>): string {
  const trusted = [...found].filter(([, commits]) => commits > 0).map(([station]) => station)
  if (wanted !== null) {
    if (trusted.includes(wanted)) return wanted
    throw refuse(found.has(wanted) ? 'RESTORE-UNTRUSTED' : 'RESTORE-NOTHING')
  }
  const [first, ...more] = trusted
  if (first === undefined) throw refuse(found.size > 0 ? 'RESTORE-UNTRUSTED' : 'RESTORE-NOTHING')
  if (more.length > 0) throw refuse('RESTORE-SEVERAL', { stations: trusted.join(', ') })
  return first
}

/** What keeps a drive's store shut costs only what the store alone knows, as long as disks are there too. */
const SHUT = new Set([
  'RESTORE-DRIVE-NOTHING',
  'RESTORE-WRONG-PASSPHRASE',
  'ACCOUNT-WRONG-IDENTITY',
  'ACCOUNT-OTHER-MACHINE',
  'ACCOUNT-SLOTS-DAMAGED',
  'STORE-DAMAGED',
  'DISK-IO',
])

async function driveOf(
  io: DiskIo,
  sources: Sources,
  scratch: string,
  damaged: Damage[],
): Promise<DriveState | null> {
  const { drive, disks } = sources
  if (drive === null) return null
  try {
    return await openDrive(io, drive, sources, scratch)
  } catch (error) {
    if (disks.length === 0 || !isFault(error) || !SHUT.has(error.code)) throw error
    damaged.push({ path: join(drive, 'rekam.db'), why: error.code })
    return null
  }
}

/**
 * Looks at all sources together: certificates of any of them count (each proves itself), commits only under the root. Faults
 * RESTORE-NOTHING, RESTORE-UNTRUSTED, RESTORE-SEVERAL {stations}, DISK-GONE, those of openDrive.
 * @param scratch folder for the copy of a drive's store
 */
export async function gather(io: DiskIo, sources: Sources, scratch: string): Promise<Gathered> {
  const damaged: Damage[] = []
  const drive = await driveOf(io, sources, scratch, damaged)
  const disks = await surveyAll(io, sources.disks, damaged)
  const certificates = [
    ...sources.certificates,
    ...(drive?.certificates ?? []),
    ...disks.flatMap(({ surveys }) => surveys.flatMap((survey) => survey.certificates)),
  ]
  const trust = trustFrom(parsePublicKey(sources.root), certificates)
  const judged = disks.flatMap(({ mount, surveys }) =>
    surveys.map((survey) => ({ mount, survey, commits: commitsOf(survey, trust, mount, damaged) })),
  )
  const counts = new Map<string, number>()
  for (const { survey, commits } of judged) {
    if (survey.commits.length + survey.volumes.length === 0) continue
    counts.set(survey.station, (counts.get(survey.station) ?? 0) + commits.length)
  }
  const wanted = sources.station ?? drive?.station ?? null
  const unread = counts.size === 0 && !drive ? unreadFault(damaged) : undefined
  if (unread) throw unread
  const station = drive && drive.station === wanted ? drive.station : chooseStation(wanted, counts)
  const own = judged.filter(({ survey }) => survey.station === station)
  return {
    station,
    trust,
    certificates,
    commits: own.flatMap(({ commits }) => commits.map(({ commit }) => commit)),
    volumes: own.flatMap(({ mount, survey, commits }) => volumesOf(mount, survey, commits, trust, damaged)),
    drive,
    driveFolder: sources.drive,
    damaged,
  }
}

/** The station's epochs that the root certified, each after its parent. */
export function epochOrder(trust: Trust, station: string): string[] {
  const parents = new Map(
    trust.accepted.flatMap(({ subject }) =>
      subject.kind === 'station' && subjectName(subject) === station
        ? [[subject.epoch, subject.parent?.epoch ?? null] as const]
        : [],
    ),
  )
  const depth = (epoch: string, seen: ReadonlySet<string> = new Set()): number => {
    const parent = parents.get(epoch)
    return parent == null || seen.has(epoch) ? 0 : 1 + depth(parent, new Set([...seen, epoch]))
  }
  return [...parents.keys()].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
}
