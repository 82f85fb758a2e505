import { PROFILE_PARTS, type WaitingProfile } from '../../contract/settings.ts'
import { type Profile, readProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { type Acting, recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { forgetLocal, localValue, setLocal } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { installProfile, judgeProfile } from './install-profile.ts'
import type { LiveStation } from './open-station.ts'

interface Kept {
  readonly bytes: string
  readonly signature: string
  /** Whose answer brought it, and when. */
  readonly from: string
  readonly at: string
}

type Waiting = Kept & { readonly profile: Profile }

function kept(read: ReadDb): Waiting | undefined {
  const value = localValue(read, 'profile-waiting')
  if (value === undefined) return undefined
  const one = JSON.parse(value) as Kept
  return { ...one, profile: readProfile(utf8(one.bytes)) }
}

/**
 * A profile that came along with an answer, in the caller's transaction: it is judged as one from a drive, kept, and waits for an administrator;
 * nothing is installed. Answers its number where it waits anew, null for one that is known. Faults as installProfile.
 */
export function offerProfile(
  tx: WriteTx,
  station: Acting & Pick<Station, 'code'>,
  signed: Signed,
  from: string,
): number | null {
  const { profile, isNew } = judgeProfile(tx, station.code, signed)
  const before = kept(tx)
  // What a root of before signed keeps nothing of the new one from here.
  const waiting = before && whyNot(tx, station.code, before) === null ? before : undefined
  if (!isNew || (waiting && waiting.profile.serial > profile.serial)) return null
  if (waiting?.profile.serial === profile.serial) {
    if (waiting.bytes === text(signed.bytes)) return null
    throw refuse('PROFILE-OLDER', { found: profile.serial, installed: profile.serial })
  }
  const at = station.ports.now().toISOString()
  const value: Kept = { bytes: text(signed.bytes), signature: signed.signature, from, at }
  setLocal(tx, 'profile-waiting', JSON.stringify(value))
  recordAct(tx, station, 'profile.offered', String(profile.serial), { from })
  return profile.serial
}

/** The profile that waits for an administrator, and which parts of the one in force it changes; null where none does. */
export function waitingProfile({ read, profile }: Pick<Station, 'read' | 'profile'>): WaitingProfile | null {
  const waiting = kept(read)
  return waiting ? shownBeside(waiting, profile) : null
}

function shownBeside(waiting: Waiting, profile: Profile): WaitingProfile | null {
  if (waiting.profile.serial <= profile.serial) return null
  const { at } = waiting
  const from = profile.sites.find(({ code }) => code === waiting.from)?.name ?? waiting.from
  const changes = PROFILE_PARTS.filter(
    (part) => JSON.stringify(waiting.profile[part]) !== JSON.stringify(profile[part]),
  )
  return { serial: waiting.profile.serial, from, at, changes }
}

/** What waits, judged again as installing it would: the code it would be refused with, null where it holds. */
export function judgedWaiting(
  station: Pick<Station, 'read' | 'profile' | 'code'>,
): (WaitingProfile & { readonly refused: string | null }) | null {
  const waiting = kept(station.read)
  const shown = waiting && shownBeside(waiting, station.profile)
  if (!shown) return null
  return { ...shown, refused: whyNot(station.read, station.code, waiting) }
}

/** The code with which installing it would be refused; null where it holds. */
function whyNot(read: ReadDb, code: string, { bytes, signature }: Kept): string | null {
  try {
    judgeProfile(read, code, { bytes: utf8(bytes), signature })
    return null
  } catch (error) {
    if (!isFault(error)) throw error
    return error.code
  }
}

/** Installs the profile that waits, if it is the one that the person saw. NOT-FOUND, and the faults of installProfile. */
export async function installWaiting(station: LiveStation, serial: number): Promise<void> {
  const waiting = kept(station.read)
  if (waiting?.profile.serial !== serial) throw refuse('NOT-FOUND', { what: 'Profil' })
  await installProfile(station, { bytes: utf8(waiting.bytes), signature: waiting.signature })
  await station.write.transaction((tx) => {
    if (kept(tx)?.profile.serial === serial) forgetLocal(tx, 'profile-waiting')
  })
}
