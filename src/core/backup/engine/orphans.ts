import { join } from 'node:path'
import { readVolume } from '../../../formats/volume/read.ts'
import { commitNames, sequenceOf, volumeName } from '../../../formats/volume/names.ts'
import { idOf, PACKET_SUFFIX } from '../../../formats/volume/order.ts'
import { errnoOf, faultOfErrno, isFault } from '../../../lib/fault.ts'
import type { PublicKey } from '../../../lib/minisign.ts'
import type { DiskIo } from '../disk/io.ts'
import { commitPaths, MONTH, stationPath } from '../disk/layout.ts'
import { type FoundCommit, ownCommit } from '../disk/read-commit.ts'
import type { Hands } from './hands.ts'

/** A sequence that was begun on a disk: where its files would lie. */
export interface Attempt {
  readonly sequence: number
  readonly month: string
  /** The presence of the medium in which it was begun; empty where that is not known. */
  readonly session: string
  /** The presence in which its files were being removed because they may be torn. */
  readonly removing?: string | undefined
}

async function names(io: DiskIo, folder: string): Promise<string[]> {
  try {
    return await io.fs.readdir(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return []
    throw faultOfErrno(error, 'readdir', folder)
  }
}

async function namesOrNone(io: DiskIo, folder: string): Promise<string[]> {
  try {
    return await names(io, folder)
  } catch (error) {
    if (!isFault(error) || error.code === 'DISK-GONE') throw error
    return []
  }
}

/** The folders of months that a station has on the disk. */
export async function monthsOn(io: DiskIo, mount: string, station: string): Promise<string[]> {
  return (await names(io, stationPath(mount, station))).filter((month) => MONTH.test(month)).toSorted()
}

/**
 * Every sequence after `last` of which any file lies in these months on the disk. A folder that cannot be read hides what is in it, and nothing
 * else (decision 0010). An empty answer never means that the disk is empty, since
 * after an unplug vfat lists nothing without an error (crash lab, finding 3).
 */
export async function findAttempts(
  io: DiskIo,
  mount: string,
  station: string,
  last: number,
  months: readonly string[],
): Promise<Attempt[]> {
  const top = stationPath(mount, station)
  const found = new Map<string, Attempt>()
  for (const month of months) {
    for (const name of await namesOrNone(io, join(top, month))) {
      const sequence = sequenceOf(name)?.sequence
      if (sequence !== undefined && sequence > last)
        found.set(`${month}/${sequence}`, { sequence, month, session: '' })
    }
  }
  return [...found.values()].toSorted((a, b) => a.sequence - b.sequence)
}

/** Whose commits are looked for, on which disk. */
export interface Where {
  readonly mount: string
  readonly station: string
  readonly disk: string
  readonly keys: readonly PublicKey[]
}

export interface Adopted {
  readonly found: FoundCommit
  readonly attempt: Attempt
  readonly via: 'medium' | 'cache'
  readonly packets: readonly string[]
}

/**
 * Asks whether an attempt became a whole commit: signed by us, its volume read back and equal. With `previous` it also has to follow
 * that one; without (a restored station that knows no better) the disk's own word is taken, and a volume that is damaged counts as
 * holding nothing.
 */
export async function adoptable(
  io: DiskIo,
  hands: Pick<Hands, 'readBack'>,
  where: Where,
  attempt: Attempt,
  follows: { previous: string | null } | 'any',
): Promise<Adopted | undefined> {
  const { mount, station, disk, keys } = where
  const paths = commitPaths(mount, station, attempt.month, attempt.sequence)
  const found = await ownCommit(io, paths, keys, { station, disk, sequence: attempt.sequence })
  const [volume, ...more] = found?.commit.volumes ?? []
  if (!found || !volume || more.length > 0 || volume.name !== paths.volumeName) return undefined
  if (follows !== 'any' && found.commit.previous !== follows.previous) return undefined
  try {
    // What is longer than its commit says may be without end on a hostile disk.
    const isLonger = (await lengthOf(io, paths.volume)) > volume.bytes
    const read = isLonger ? undefined : await hands.readBack(paths.volume)
    if (read?.sha256 === volume.sha256 && read.bytes === volume.bytes) {
      return { found, attempt, via: read.via, packets: await packetsIn(io, paths.volume, volume.index) }
    }
  } catch (error) {
    if (!isFault(error) || error.code === 'DISK-GONE') throw error
  }
  return follows === 'any' ? { found, attempt, via: 'cache', packets: [] } : undefined
}

async function lengthOf(io: DiskIo, path: string): Promise<number> {
  const file = await io.open(path)
  await file.close()
  return file.size
}

async function packetsIn(
  io: DiskIo,
  path: string,
  index: { offset: number; bytes: number },
): Promise<string[]> {
  const file = await io.open(path)
  try {
    const expect = { indexOffset: index.offset, indexBytes: index.bytes }
    const { members } = await readVolume(file.read, file.size, expect)
    return members.flatMap(({ name }) => idOf(name, PACKET_SUFFIX) ?? [])
  } finally {
    await file.close()
  }
}

/** The four files that an attempt may have left. */
export function filesOf(mount: string, station: string, { month, sequence }: Attempt): string[] {
  const folder = join(stationPath(mount, station), month)
  const { json, copy, signature } = commitNames(sequence)
  return [signature, json, copy, volumeName(sequence)].map((name) => join(folder, name))
}
