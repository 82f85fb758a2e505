import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { refusalOf } from '../../contract/catalogue.ts'
import type { Refusal } from '../../contract/base.ts'
import type { InspectedProfile } from '../../contract/settings.ts'
import { keyIdText } from '../../formats/trust/comment.ts'
import type { Profile } from '../../formats/profile/profile.ts'
import { isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import type { VolumeProvider } from '../ports.ts'
import { inspectProfile } from './from-profile.ts'

export interface FoundProfile extends InspectedProfile {
  readonly path: string
  /** Of this station, signed by the same root, a newer one lies on the drives. */
  readonly older: boolean
}

/** A file that is made like a profile and cannot be taken, and why. */
export interface RefusedProfile {
  readonly path: string
  readonly refusal: Refusal
}

/** A drive of strangers may hold anything: only so many names are looked at, so many folders entered, and so many files read. */
const MOST_NAMES = 500
const MOST_FOLDERS = 50
const MOST_FILES = 20

/** Names in a folder, the folders among them apart; links and devices are neither. Nothing for one that cannot be read. */
async function look(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = []
  const folders: string[] = []
  try {
    let seen = 0
    for await (const entry of await opendir(folder)) {
      if (entry.isFile()) files.push(entry.name)
      else if (entry.isDirectory()) folders.push(join(folder, entry.name))
      if (++seen === MOST_NAMES) break
    }
  } catch {
    // A drive that goes, or a folder that is not ours to read: what cannot be looked at holds no profile for us.
  }
  return { files: files.toSorted(), folders: folders.toSorted().slice(0, MOST_FOLDERS) }
}

/** Made like a profile: signed, or called one. */
const isCandidate = (name: string, files: ReadonlySet<string>): boolean =>
  /\.json$/i.test(name) && (files.has(`${name}.minisig`) || /profil/i.test(name))

/** What may be a profile at the top of a drive and one folder below. */
async function candidates(mount: string): Promise<string[]> {
  const within = ({ files }: { files: string[] }, folder: string) => {
    const names = new Set(files)
    return files.filter((name) => isCandidate(name, names)).map((name) => join(folder, name))
  }
  const top = await look(mount)
  const paths = within(top, mount)
  for (const folder of top.folders) {
    if (paths.length >= MOST_FILES) break
    paths.push(...within(await look(folder), folder))
  }
  return paths.slice(0, MOST_FILES)
}

/** What a person sees of a profile before it is installed. */
export function inspected({ dinas, station, serial }: Profile): InspectedProfile {
  const root = keyIdText(parsePublicKey(dinas.root).keyId)
  return { dinas: dinas.name, station: station.code, name: station.name, serial, root }
}

/** The Dinas' profiles on the drives that are plugged in now, the newest first, and what looks like one and is none. Nothing is installed by it. */
export async function findProfiles(
  volumes: VolumeProvider,
): Promise<{ profiles: FoundProfile[]; refused: RefusedProfile[] }> {
  const drives = await volumes.list()
  const paths = (await Promise.all(drives.map(({ mount }) => candidates(mount)))).flat()
  const profiles: (InspectedProfile & { path: string })[] = []
  const refused: RefusedProfile[] = []
  for (const path of paths) {
    try {
      profiles.push({ path, ...inspected(await inspectProfile(path)) })
    } catch (error) {
      if (!isFault(error)) throw error
      refused.push({ path, refusal: refusalOf(error.code, error.params) })
    }
  }
  const newer = (one: InspectedProfile) =>
    profiles.some(
      ({ station, root, serial }) => station === one.station && root === one.root && serial > one.serial,
    )
  return {
    profiles: profiles
      .toSorted((a, b) => b.serial - a.serial || a.path.localeCompare(b.path))
      .map((one) => ({ ...one, older: newer(one) })),
    refused,
  }
}
