import type { SourceDrive } from '../../contract/restore.ts'
import { isFault } from '../../lib/fault.ts'
import { type DiskIo, findMarker, judgeCommits, nodeDisk, stationsOn, surveyDisk } from '../backup/index.ts'
import type { Volume, VolumeProvider } from '../ports.ts'
import { patientDisk } from './patient.ts'

/** A drive that does not answer soon is listed without its contents. */
const LOOK_MS = 5000

async function lastAt(io: DiskIo, mount: string, stations: readonly string[]): Promise<string | null> {
  let last: string | null = null
  for (const station of stations) {
    const { commits } = judgeCommits((await surveyDisk(io, mount, station)).commits, station, undefined)
    for (const { commit } of commits) if (last === null || commit.at > last) last = commit.at
  }
  return last
}

/** What its station called the disk; unproven, as all that is shown here. */
async function labelOn(io: DiskIo, mount: string, station: string): Promise<{ name?: string }> {
  const found = await findMarker(io, mount, { station, keys: [] })
  return found.found === 'marker' ? { name: found.marker.label } : {}
}

async function look(volume: Volume, disk: DiskIo): Promise<SourceDrive> {
  const { mount, fs, bytes } = volume
  const io = patientDisk(disk, [mount], LOOK_MS)
  const shown = { mount, name: volume.label || mount.split('/').at(-1) || mount, fs, bytes }
  try {
    const stations = await stationsOn(io, mount)
    return {
      ...shown,
      ...(await labelOn(io, mount, stations[0] ?? '')),
      stations,
      lastAt: await lastAt(io, mount, stations),
    }
  } catch (error) {
    if (!isFault(error) && !(error instanceof Error && 'errno' in error)) throw error
    return { ...shown, stations: [], lastAt: null }
  }
}

/** Looks are kept while a drive stays in: a page asks every few seconds. */
const seen = new Map<string, SourceDrive>()

/** All removable drives that are plugged in, those with backups first. What is on them is unproven until a root judges it. */
export async function sourceDrives(volumes: VolumeProvider, io: DiskIo = nodeDisk): Promise<SourceDrive[]> {
  const now = await volumes.list()
  const found: SourceDrive[] = []
  const keys = new Set<string>()
  for (const volume of now) {
    const key = [volume.mount, volume.id, volume.dev, volume.session].join(' ')
    keys.add(key)
    const drive = seen.get(key) ?? (await look(volume, io))
    if (drive.stations.length > 0) seen.set(key, drive)
    found.push(drive)
  }
  for (const key of seen.keys()) if (!keys.has(key)) seen.delete(key)
  return found.toSorted((a, b) => Number(b.stations.length > 0) - Number(a.stations.length > 0))
}
