import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { keyIdText } from '../../formats/trust/comment.ts'
import { isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import type { VolumeProvider } from '../ports.ts'
import { inspectProfile } from './from-profile.ts'

export interface FoundProfile {
  readonly path: string
  readonly dinas: string
  readonly station: string
  readonly name: string
  readonly serial: number
  /** Id of the root that it names; a person compares it. */
  readonly root: string
}

/** A file that is made like a profile and cannot be taken: why, by its code. */
export interface RefusedProfile {
  readonly path: string
  readonly code: string
}

/** A drive of strangers may hold anything: only so many names are looked at, and so many files read. */
const MOST_NAMES = 500
const MOST_FILES = 20

/** Names in a folder, the folders among them apart; nothing for one that cannot be read. */
async function look(folder: string): Promise<{ files: string[]; folders: string[] }> {
  try {
    const entries = (await readdir(folder, { withFileTypes: true })).slice(0, MOST_NAMES)
    return {
      files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
      folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)),
    }
  } catch {
    // A drive that goes, or a folder that is not ours to read: what cannot be looked at holds no profile for us.
    return { files: [], folders: [] }
  }
}

/** Files with their signature beside them, at the top of a drive and one folder below. */
async function candidates(mount: string): Promise<string[]> {
  const top = await look(mount)
  const signed = (folder: string, files: readonly string[]) =>
    files
      .filter((name) => name.endsWith('.json') && files.includes(`${name}.minisig`))
      .map((name) => join(folder, name))
  const below = await Promise.all(
    top.folders.map(async (folder) => signed(folder, (await look(folder)).files)),
  )
  return [...signed(mount, top.files), ...below.flat()].slice(0, MOST_FILES)
}

/** The Dinas' profiles on the drives that are plugged in now, the newest first, and what looks like one and is none. Nothing is installed by it. */
export async function findProfiles(
  volumes: VolumeProvider,
): Promise<{ profiles: FoundProfile[]; refused: RefusedProfile[] }> {
  const drives = await volumes.list()
  const paths = (await Promise.all(drives.map(({ mount }) => candidates(mount)))).flat()
  const profiles: FoundProfile[] = []
  const refused: RefusedProfile[] = []
  for (const path of paths) {
    try {
      const { dinas, station, serial } = await inspectProfile(path)
      const root = keyIdText(parsePublicKey(dinas.root).keyId)
      profiles.push({ path, dinas: dinas.name, station: station.code, name: station.name, serial, root })
    } catch (error) {
      if (!isFault(error)) throw error
      refused.push({ path, code: error.code })
    }
  }
  return { profiles: profiles.toSorted((a, b) => b.serial - a.serial), refused }
}
