import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeBundle } from '../../../formats/trust/bundle.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { trustFrom } from '../../../formats/trust/trust.ts'
import { encrypt } from '../../../lib/age.ts'
import { equal, hex, text, utf8 } from '../../../lib/bytes.ts'
import { errnoOf, type Fault, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { formatPublicKey } from '../../../lib/minisign.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import { KEY_FILES } from '../../account/index.ts'
import { localSecret } from '../../db/local.ts'
import { certificateRequest } from '../../settings/index.ts'
import type { Station } from '../../station.ts'
import { type DiskIo, isNoFile } from './io.ts'
import { PAPERS, rekamDir, stationPath } from './layout.ts'
import { readmeText } from './readme.ts'
import { certificatesOn } from './survey.ts'
import type { Target } from './write-proven.ts'

/** A file that lies on every disk of the station besides volumes and commits. */
export interface Paper {
  readonly path: string
  readonly bytes: Uint8Array
  /** Sealed for this occasion, so other bytes each time: one that lies there already stays. */
  readonly anew?: boolean
}

const LIMIT = 4 << 20

async function keyFile(folder: string, name: string): Promise<Uint8Array | null> {
  const path = join(folder, name)
  try {
    return await readFile(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw faultOfErrno(error, 'read', path)
  }
}

/** The state identity to recovery: from keys/, or sealed anew where that file is lost. */
async function recoveryWrap(station: Station, path: string): Promise<Paper[]> {
  const kept = await keyFile(station.paths.keys, KEY_FILES.stateRecovery)
  if (kept) return [{ path, bytes: kept }]
  const identity = localSecret(station.read, 'state-identity')
  if (!identity) return []
  const plain = utf8(`${text(identity)}\n`)
  const { sealed } = encrypt(plain, { recipients: [station.profile.recipients.recovery] })
  return [{ path, bytes: sealed, anew: true }]
}

interface EpochRow {
  position: number
  certificate: string | null
  certificate_signature: string | null
}

function epochPapers(station: Station, folder: string): Paper[] {
  const rows = station.read.all<EpochRow>(
    'SELECT position, certificate, certificate_signature FROM epoch ORDER BY position',
  )
  return rows.flatMap(({ position, certificate, certificate_signature: signature }) => {
    const stem = join(folder, `EPOCH${String(position).padStart(3, '0')}`)
    if (certificate !== null && signature !== null) {
      return [
        { path: `${stem}.JSN`, bytes: utf8(certificate) },
        { path: `${stem}.SIG`, bytes: utf8(signature) },
      ]
    }
    if (position !== station.epoch.position) return []
    return [{ path: `${stem}.REQ`, bytes: certificateRequest(station.read) }]
  })
}

function dinasOf({ profile: { dinas } }: Station): string {
  return `Dinas Kependudukan dan Pencatatan Sipil ${dinas.kind} ${dinas.name}`
}

/**
 * Our certificates and those of the disk that our root signed too: another branch of this station, restored from the same disk, must
 * not lose its own by ours.
 */
async function certificatesFor(io: DiskIo, station: Station, folder: string): Promise<Signed[]> {
  const own = station.keys.certificates
  const known = new Set(own.map(({ bytes }) => hex(bytes)))
  const more = new Map<string, Signed>()
  for (const item of await certificatesOn(io, folder)) {
    const id = hex(item.bytes)
    if (!known.has(id) && trustFrom(station.trust.root, [item]).accepted.length === 1) more.set(id, item)
  }
  return [...own, ...more.values()]
}

/**
 * All papers as they should be now. STATE.KEY is there once a supervisor's password was set. @param guest on another station's disk: the
 * pages of REKAM/ are that one's, ours lie in our folder
 */
export async function papersOf(
  io: DiskIo,
  station: Station,
  mount: string,
  guest: boolean,
): Promise<Paper[]> {
  const folder = stationPath(mount, station.code)
  const top = guest ? folder : rekamDir(mount)
  const certificates = encodeBundle(await certificatesFor(io, station, folder))
  const stateKey = await keyFile(station.paths.keys, KEY_FILES.state)
  return [
    {
      path: join(top, PAPERS.readme),
      bytes: readmeText({ station: station.code, dinas: dinasOf(station) }),
    },
    {
      path: join(top, PAPERS.root),
      bytes: utf8(formatPublicKey(station.trust.root, 'akar Dinas; tidak tepercaya dari disk')),
    },
    { path: join(folder, PAPERS.certificatesCopy), bytes: certificates },
    { path: join(folder, PAPERS.certificates), bytes: certificates },
    ...epochPapers(station, folder),
    ...(await recoveryWrap(station, join(folder, PAPERS.stateRecovery))),
    ...(stateKey
      ? [PAPERS.stateKeyCopy, PAPERS.stateKey].map((name) => ({ path: join(folder, name), bytes: stateKey }))
      : []),
  ]
}

/** What lies there now: its bytes, nothing, or a file that is larger than any paper. Fault FILE-IO where it is no file. */
async function present(io: DiskIo, path: string): Promise<Uint8Array | 'nothing' | 'too large'> {
  try {
    return await io.readSmall(path, LIMIT)
  } catch (error) {
    if (isFault(error, 'FILE-MISSING')) return 'nothing'
    if (isFault(error, 'FILE-TOO-LARGE')) return 'too large'
    throw error
  }
}

/**
 * Brings the papers up to date: those that differ are removed and written anew, never renamed over (crash lab, finding 2).
 * Certificates and STATE.KEY lie there twice, so that one whole copy is there at every moment. Answers how many were written.
 * @param blocked is told of one whose place a folder or anything else takes that is no file, and that is therefore passed over
 */
export async function refreshPapers(
  io: DiskIo,
  target: Target,
  papers: readonly Paper[],
  write: (paper: Paper) => Promise<unknown>,
  blocked: (fault: Fault) => void,
): Promise<number> {
  let written = 0
  for (const paper of papers) {
    try {
      const there = await present(io, paper.path)
      const isFile = there instanceof Uint8Array
      if (isFile && (paper.anew || equal(there, paper.bytes))) continue
      if (there !== 'nothing')
        await removeDurably(paper.path, { fs: io.fs, root: target.mount, device: target.device })
      await write(paper)
      written++
    } catch (error) {
      if (!isNoFile(error)) throw error
      blocked(error)
    }
  }
  return written
}
