import { stat } from 'node:fs/promises'
import { type Drive, type DriveWhy, driveWhyWords, isUnprovable } from '../../contract/backup.ts'
import { type Fault, isFault } from '../../lib/fault.ts'
import { localValue } from '../db/local.ts'
import type { Volume } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { hasTornFolder } from './disk/folders.ts'
import { sameVolume } from './disk/identity.ts'
import { type DiskIo, nodeDisk } from './disk/io.ts'
import { isOfDinas } from './disk/host.ts'
import { findMarker, type FoundMarker } from './disk/marker.ts'
import { stationsOn } from './disk/survey.ts'
import { markerReader } from './own-keys.ts'
import { diskRow, pairedOn } from './queries.ts'
import { isSameFileSystem } from './volumes/same-file-system.ts'
import { isUsableFs, notesOf, readonlyWhy } from './drive-notes.ts'

/** A disk below this holds not even one day's recordings and the state. */
const SMALLEST = 32 << 20

export type Judged =
  | { readonly state: 'paired'; readonly disk: string }
  /** May be paired; `why` where a marker lies on it that cannot be believed. */
  | { readonly state: 'unknown'; readonly why?: DriveWhy }
  | { readonly state: 'foreign'; readonly station: string; readonly why: 'foreign' }
  | { readonly state: 'readonly'; readonly disk?: string; readonly why: DriveWhy }
  | { readonly state: 'unusable'; readonly why: DriveWhy }

/** A copy on the very file system that holds the station is none. */
async function holdsStation(station: Station, volume: Volume): Promise<boolean> {
  // A pretended disk lies where everything of practice does.
  if (station.ports.practice !== null) return false
  return (await stat(station.paths.folder)).dev === volume.dev
}

/** A drive that is refused, with its reason in words; `reason` is the code of it. */
export function refuseDrive(why: DriveWhy): Fault {
  const { id, en } = driveWhyWords[why]
  const bare = (words: string) => words.replace(/\.$/, '')
  return refuse('BACKUP-DISK-UNUSABLE', { reason: why, why: bare(id), whyEn: bare(en) })
}

/** Whether a folder of ours on a volume is torn; false where the volume does not answer at all. */
async function isTorn(station: Station, volume: Volume, io: DiskIo): Promise<boolean> {
  try {
    return await hasTornFolder(io, volume.mount, station.code)
  } catch (error) {
    if (!isFault(error)) throw error
    return false
  }
}

/**
 * Nothing is written to a disk, and nothing on it counts, whose folders cannot be listed. BACKUP-DISK-UNUSABLE {reason: 'folder-torn'};
 * BACKUP-UNPLUGGED where it went meanwhile.
 */
export async function assertListed(
  station: Station,
  volume: Volume,
  label: string,
  io: DiskIo,
): Promise<void> {
  if (!(await isTorn(station, volume, io))) return
  await sameVolume(station.ports.volumes, volume, label)
  throw refuseDrive('folder-torn')
}

/** Whether the file system shows nothing of the disk that it may have been paired as: no marker of ours, or one of another file system. */
export function isEmptied(found: FoundMarker, judged: Judged): boolean {
  const isOwn = found.found === 'marker' && found.own
  return !isOwn || (judged.state === 'unusable' && judged.why === 'copied')
}

/**
 * Whether another device that is connected now says of itself what this one says: one is a clone of the other, bit by bit. Which one the
 * register speaks of nobody can tell, and copies on both would count as one disk.
 */
export async function hasTwin(station: Station, volume: Volume, disk: string, io: DiskIo): Promise<boolean> {
  const others = (await station.ports.volumes.list()).filter(
    ({ id, dev, device }) =>
      dev !== volume.dev && device !== volume.device && isSameFileSystem(id, volume.id),
  )
  for (const { mount } of others) {
    try {
      const found = await findMarker(io, mount, markerReader(station))
      if (found.found === 'marker' && found.own && found.marker.disk === disk) return true
    } catch (error) {
      // It does not answer, or is gone already: nothing is known of it.
      if (!isFault(error)) throw error
    }
  }
  return false
}

/** Noted on this computer before the first byte of a pairing, by the number of the file system; gone once it is a disk. */
export const pairingKey = (volume: Volume) => `pairing:${volume.id}` as const

/** Whether this computer began to make a disk of it, or knows it as one: what is wrong with its file system comes from being cut off. */
function isBegun({ read }: Station, volume: Volume): boolean {
  if (volume.id === '') return false
  return localValue(read, pairingKey(volume)) !== undefined || pairedOn(read, volume.id).length > 0
}

/**
 * A volume that no marker of ours is on, or one that cannot be believed: a pairing that was cut off, rot, or somebody's hands. Such a marker
 * gives nothing: the volume is paired as if there were none, with a new id, and nothing that lies in REKAM is taken for ours by it.
 */
async function judgeUnmarked(
  station: Station,
  volume: Volume,
  io: DiskIo,
  why?: 'marker-damaged' | 'not-signed',
): Promise<Judged> {
  if (!isUsableFs(volume.fs)) return { state: 'unusable', why: 'wrong-fs' }
  if (volume.readonly) return { state: 'readonly', why: readonlyWhy(volume) }
  // Nothing is begun on a file system that may give the same clusters away twice.
  if (volume.dirty === true && !isBegun(station, volume)) return { state: 'unusable', why: 'dirty' }
  if (volume.bytes > 0 && volume.bytes < SMALLEST) return { state: 'unusable', why: 'too-small' }
  if (why === undefined) return { state: 'unknown' }
  const others = async () => (await stationsOn(io, volume.mount)).some((code) => code !== station.code)
  if (pairedOn(station.read, volume.id).length === 0 && (await others()))
    return { state: 'unusable', why: 'others' }
  return { state: 'unknown', why }
}

/**
 * What a volume is to this station. Ours is what our own key signed, on the file system that it was paired with; whether the register
 * knows it is told apart by 'paired' and 'unknown' (a restored station may have lost the line: pairing again brings it back).
 */
export async function judgeVolume(
  station: Station,
  volume: Volume,
  found: FoundMarker,
  io: DiskIo = nodeDisk,
): Promise<Judged> {
  if (await holdsStation(station, volume)) return { state: 'unusable', why: 'same-disk' }
  if (found.found === 'damaged') return judgeUnmarked(station, volume, io, 'marker-damaged')
  if (found.found === 'none') return judgeUnmarked(station, volume, io)
  const { marker, own } = found
  if (marker.station !== station.code) return { state: 'foreign', station: marker.station, why: 'foreign' }
  if (!own) {
    const isOfBranch = await isOfDinas(io, volume.mount, marker, station.trust.root)
    return isOfBranch
      ? { state: 'unusable', why: 'branch' }
      : judgeUnmarked(station, volume, io, 'not-signed')
  }
  if (!isSameFileSystem(marker.volume, volume.id)) return { state: 'unusable', why: 'copied' }
  if (await hasTwin(station, volume, marker.disk, io)) return { state: 'unusable', why: 'twin' }
  const row = diskRow(station.read, marker.disk)
  if (row?.state === 'lost') return { state: 'unusable', why: 'lost' }
  if (volume.readonly) return { state: 'readonly', disk: marker.disk, why: readonlyWhy(volume) }
  return row?.state === 'paired' ? { state: 'paired', disk: marker.disk } : { state: 'unknown' }
}

/** Whom a foreign disk could be shared with; undefined where it could not. */
async function hostOf(
  io: DiskIo,
  station: Station,
  volume: Volume,
  found: FoundMarker,
): Promise<Drive['host']> {
  if (found.found !== 'marker' || volume.readonly) return undefined
  const { marker } = found
  if (!(await isOfDinas(io, volume.mount, marker, station.trust.root))) return undefined
  return { station: marker.station, label: marker.label }
}

async function driveOf(station: Station, volume: Volume, io: DiskIo): Promise<Drive | null> {
  const { mount, fs, bytes, free } = volume
  const name = volume.label || mount.split('/').at(-1) || mount
  const notes = notesOf(volume)
  try {
    const found = await recentMarker(station, volume, io)
    const judged = await judgeVolume(station, volume, found, io)
    const host = judged.state === 'foreign' ? await hostOf(io, station, volume, found) : undefined
    return {
      mount,
      name,
      fs,
      bytes,
      free,
      // Of what cannot be used at all something else is said.
      notes: judged.state === 'unusable' ? notes.filter((note) => !isUnprovable(note)) : notes,
      state: judged.state,
      ...(host ? { host } : {}),
      ...('why' in judged ? { why: judged.why } : {}),
      ...('station' in judged ? { station: judged.station } : {}),
      ...('disk' in judged && judged.disk !== undefined ? { disk: judged.disk } : {}),
    }
  } catch (error) {
    // It went while we looked; the next look will not find it.
    if (isFault(error, 'DISK-GONE')) return null
    if (!isFault(error)) throw error
    const why = (await isTorn(station, volume, io)) ? 'folder-torn' : 'unreadable'
    return { mount, name, fs, bytes, free, notes, state: 'unusable', why }
  }
}

/** A look at every drive's marker at each change would keep a slow disk busy. */
const FRESH_MS = 3000
const markers = new WeakMap<Station, Map<string, { at: number; found: FoundMarker }>>()

async function recentMarker(station: Station, volume: Volume, io: DiskIo): Promise<FoundMarker> {
  const seen = markers.get(station) ?? new Map<string, { at: number; found: FoundMarker }>()
  markers.set(station, seen)
  const key = [volume.mount, volume.id, volume.dev, volume.session].join(' ')
  const recent = seen.get(key)
  if (recent && performance.now() - recent.at < FRESH_MS) return recent.found
  const found = await findMarker(io, volume.mount, markerReader(station))
  // Only what is ours stays so; another disk may be paired at any moment.
  if (found.found === 'marker' && found.own) seen.set(key, { at: performance.now(), found })
  return found
}

/** All removable volumes with what they are to this station. */
export async function listDrives(station: Station, io: DiskIo = nodeDisk): Promise<Drive[]> {
  const volumes = await station.ports.volumes.list()
  const drives = await Promise.all(volumes.map((volume) => driveOf(station, volume, io)))
  return drives.filter((drive) => drive !== null)
}
