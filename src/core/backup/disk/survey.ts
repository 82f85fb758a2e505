import { join } from 'node:path'
import { sequenceOf } from '../../../formats/volume/names.ts'
import { stationSchema } from '../../../formats/fields.ts'
import { decodeBundle } from '../../../formats/trust/bundle.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { equal } from '../../../lib/bytes.ts'
import { errnoOf, type Fault, faultOfErrno, isFault } from '../../../lib/fault.ts'
import type { DiskIo } from './io.ts'
import { commitPaths, MONTH, PAPERS, rekamDir, stationPath } from './layout.ts'
import { commitFiles } from './read-commit.ts'

/** Files of one sequence of a disk. */
export interface SurveyedCommit {
  readonly month: string
  readonly sequence: number
  /** The statement and its copy, as far as they can be read; equal ones once. */
  readonly statements: readonly Uint8Array[]
  /** Whether statement and copy are both there and equal. */
  readonly whole: boolean
  readonly signature: string | undefined
  readonly path: string
}

export interface SurveyedVolume {
  /** As commits name it: `202611/S0000012.TAR`. */
  readonly name: string
  readonly path: string
}

/** What a disk holds of one station, unjudged. */
export interface Survey {
  readonly station: string
  readonly certificates: readonly Signed[]
  readonly commits: readonly SurveyedCommit[]
  readonly volumes: readonly SurveyedVolume[]
  /** Folders of months that do not let themselves be read, as commits would name them; empty for the station's own. */
  readonly unreadable: readonly string[]
}

const BUNDLE_LIMIT = 4 << 20

/** Names in a folder that is one of ours: a link or a file of that name has none. */
async function namesIn(io: DiskIo, folder: string): Promise<string[]> {
  try {
    const { kind } = await io.fs.stat(folder)
    return kind === 'folder' ? (await io.fs.readdir(folder)).toSorted() : []
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw faultOfErrno(error, 'readdir', folder)
  }
}

/** A folder that cannot be read hides what is in it, and nothing else; a disk that is gone is told. */
async function namesOrFault(io: DiskIo, folder: string): Promise<string[] | Fault> {
  try {
    return await namesIn(io, folder)
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE') return error
    throw error
  }
}

/** Stations that have a folder on the disk, also one that cannot be read. Whether anything is in it is another question. */
export async function stationsOn(io: DiskIo, mount: string): Promise<string[]> {
  const names = await namesIn(io, rekamDir(mount))
  const found: string[] = []
  for (const name of names) {
    if (!stationSchema.safeParse(name).success) continue
    const months = await namesOrFault(io, stationPath(mount, name))
    if (isFault(months) || months.length > 0) found.push(name)
  }
  return found
}

/** Certificates in a station's folder on a disk, from the bundle and its copy; unjudged. */
export async function certificatesOn(io: DiskIo, folder: string): Promise<Signed[]> {
  const found: Signed[] = []
  for (const name of [PAPERS.certificates, PAPERS.certificatesCopy]) {
    try {
      found.push(...decodeBundle(await io.readSmall(join(folder, name), BUNDLE_LIMIT)))
    } catch (error) {
      // Each certificate proves itself, so any source will do and a bad one costs nothing.
      if (!isFault(error) || error.code === 'DISK-GONE') throw error
    }
  }
  return found
}

async function commitAt(
  io: DiskIo,
  mount: string,
  station: string,
  month: string,
  sequence: number,
): Promise<SurveyedCommit> {
  const paths = commitPaths(mount, station, month, sequence)
  const { statements, signature } = await commitFiles(io, paths)
  const [first, second] = statements
  const whole = first !== undefined && second !== undefined && equal(first, second)
  return {
    month,
    sequence,
    statements: whole ? [first] : statements,
    whole,
    signature,
    path: `${station}/${month}/${paths.json.split('/').at(-1) ?? ''}`,
  }
}

/** What is passed over because it may be torn (engine/torn.ts). */
export interface Torn {
  readonly places: readonly { readonly month: string; readonly sequence: number }[]
  readonly months: readonly string[]
}

/**
 * Everything of one station on a disk, in the order of its sequences. Foreign files are passed over unopened, and so is what the station
 * knows to be torn (engine/torn.ts).
 */
export async function surveyDisk(
  io: DiskIo,
  mount: string,
  station: string,
  { places, months }: Torn = { places: [], months: [] },
): Promise<Survey> {
  const isTorn = (month: string, sequence: number) =>
    places.some((one) => one.month === month && one.sequence === sequence)
  const folder = stationPath(mount, station)
  const commits: SurveyedCommit[] = []
  const volumes: SurveyedVolume[] = []
  const top = await namesOrFault(io, folder)
  const unreadable: string[] = isFault(top) ? [''] : []
  const all = isFault(top) ? [] : top.filter((name) => MONTH.test(name) && !months.includes(name))
  for (const month of all) {
    const sequences = new Set<number>()
    const names = await namesOrFault(io, join(folder, month))
    if (isFault(names)) unreadable.push(month)
    else
      for (const name of names) {
        const found = sequenceOf(name)
        if (found && isTorn(month, found.sequence)) continue
        if (found?.kind === 'commit') sequences.add(found.sequence)
        if (found?.kind === 'volume')
          volumes.push({ name: `${month}/${name}`, path: join(folder, month, name) })
      }
    for (const sequence of sequences) commits.push(await commitAt(io, mount, station, month, sequence))
  }
  return {
    station,
    certificates: await certificatesOn(io, folder),
    unreadable,
    commits: commits.toSorted((a, b) => a.sequence - b.sequence),
    volumes,
  }
}
