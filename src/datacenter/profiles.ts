import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PROFILE_NAME } from '../formats/bag/plan.ts'
import type { PayloadSource } from '../formats/bag/write.ts'
import { type Profile, profileFormat, verifyProfile } from '../formats/profile/profile.ts'
import type { Signed } from '../formats/trust/comment.ts'
import { text, utf8 } from '../lib/bytes.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { readBounded } from '../lib/read-bounded.ts'
import { replaceDurably } from '../lib/write-durably.ts'
import type { Site } from './site.ts'

/** Longest signature file that is read. */
const SIGNATURE_BYTES = 4096

interface Given {
  readonly profile: Profile
  readonly signed: Signed
}

/** A profile and the `.minisig` beside it, if the site's own root signed it. Faults FILE-*, PROFILE-UNSIGNED, PROFILE-UNTRUSTED, FORMAT-NEWER. */
async function readGiven(site: Site, path: string): Promise<Given> {
  const bytes = await readBounded(path, profileFormat.limit)
  const signed = { bytes, signature: await signatureOf(path) }
  try {
    return { profile: verifyProfile(signed, site.root), signed }
  } catch (error) {
    throw isFault(error, 'FORMAT-NEWER') ? error : new Fault('PROFILE-UNTRUSTED', {}, { cause: error })
  }
}

async function signatureOf(path: string): Promise<string> {
  try {
    return text(await readBounded(`${path}.minisig`, SIGNATURE_BYTES))
  } catch (error) {
    throw isFault(error, 'FILE-MISSING') ? new Fault('PROFILE-UNSIGNED', {}, { cause: error }) : error
  }
}

/** Where the profile for a station lies that goes along with answers to it. */
function placeOf(site: Site, station: string): string {
  return join(site.dir, 'profiles', `${station}.json`)
}

/**
 * The Dinas gives a site the profile of one of its stations: the next answers to that station carry it. Answers whose it is. Faults of
 * readGiven, and PROFILE-OLDER for one that is older than the one that lies here, or of its number with other contents.
 */
export async function giveProfile(site: Site, path: string): Promise<{ station: string; serial: number }> {
  const { profile, signed } = await readGiven(site, path)
  const { serial, station } = profile
  const before = await givenProfile(site, station.code)
  if (before && before.profile.serial >= serial) {
    if (text(before.signed.bytes) === text(signed.bytes)) return { station: station.code, serial }
    throw new Fault('PROFILE-OLDER', { found: serial, installed: before.profile.serial })
  }
  const place = placeOf(site, station.code)
  await mkdir(join(site.dir, 'profiles'), { recursive: true })
  // A profile beside the signature of another holds nowhere: whoever reads in between passes it over.
  await replaceDurably(`${place}.minisig`, utf8(signed.signature))
  await replaceDurably(place, signed.bytes)
  return { station: station.code, serial }
}

/** The profile that lies here for a station; undefined for none, and for one that does not hold. */
async function givenProfile(site: Site, station: string): Promise<Given | undefined> {
  try {
    const given = await readGiven(site, placeOf(site, station))
    return given.profile.station.code === station ? given : undefined
  } catch (error) {
    // What does not hold was put there by nobody who may: a station would refuse it too.
    if (isFault(error)) return undefined
    throw error
  }
}

/** The profile of a station as an answer to it carries it; nothing where an answer goes to several, through a collecting post. */
export async function profileFiles(site: Site, stations: readonly string[]): Promise<PayloadSource[]> {
  const [station] = stations
  if (station === undefined || stations.length > 1) return []
  const given = await givenProfile(site, station)
  if (!given) return []
  return [
    { path: PROFILE_NAME, data: given.signed.bytes },
    { path: `${PROFILE_NAME}.minisig`, data: utf8(given.signed.signature) },
  ]
}
