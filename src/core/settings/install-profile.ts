import { type Profile, verifyProfile } from '../../formats/profile/profile.ts'
import { keyIdText, type Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { parsePublicKey, type PublicKey, type SigningKey } from '../../lib/minisign.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { followRecovery } from '../account/index.ts'
import { type Acting, recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { localSecret, localValue, setLocal, setLocalSecret } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { LiveStation } from './open-station.ts'
import { packSigningKey } from './secret-bytes.ts'

const MOST_BYTES = 2 << 20

/** A profile file and the `.minisig` beside it. Faults PROFILE-UNSIGNED, PROFILE-LARGE, FILE-MISSING and the like. */
export async function readProfileFile(path: string): Promise<Signed> {
  const read = async (name: string) => {
    try {
      return await readBounded(name, MOST_BYTES)
    } catch (error) {
      if (isFault(error, 'FILE-TOO-LONG')) throw refuse('PROFILE-LARGE', {}, error)
      if (isFault(error, 'FILE-MISSING') && name !== path) throw refuse('PROFILE-UNSIGNED', {}, error)
      throw error
    }
  }
  return { bytes: await read(path), signature: text(await read(`${path}.minisig`)) }
}

/** The profile, if this root signed it; else Fault PROFILE-UNTRUSTED (and FORMAT-NEWER for one of a newer program). */
export function trustedProfile(signed: Signed, root: PublicKey): Profile {
  try {
    return verifyProfile(signed, root)
  } catch (error) {
    if (isFault(error, 'FORMAT-NEWER')) throw error
    throw refuse('PROFILE-UNTRUSTED', {}, error)
  }
}

/** The serial of the profile in force. */
function installedSerial(read: ReadDb): number {
  return read.get<{ serial: number }>('SELECT max(serial) AS serial FROM profile')?.serial ?? 0
}

/** Whether a station may take a profile, and whether it is newer than the one in force. Faults as installProfile. */
export function judgeProfile(
  read: ReadDb,
  code: string,
  signed: Signed,
): { readonly profile: Profile; readonly installed: number; readonly isNew: boolean } {
  const profile = trustedProfile(signed, parsePublicKey(localValue(read, 'root') ?? ''))
  if (profile.station.code !== code) throw refuse('PROFILE-OTHER-STATION', { found: profile.station.code })
  const installed = installedSerial(read)
  if (profile.serial < installed) throw refuse('PROFILE-OLDER', { found: profile.serial, installed })
  if (profile.serial === installed) {
    const same = read.get('SELECT 1 FROM profile WHERE serial = ? AND bytes = ?', [
      installed,
      text(signed.bytes),
    ])
    // One serial, two contents: whoever signed them did not mean both.
    if (!same) throw refuse('PROFILE-OLDER', { found: profile.serial, installed })
  }
  return { profile, installed, isNew: profile.serial > installed }
}

/** Puts a profile into force, in the caller's transaction. Faults as installProfile. */
export function fileProfile(tx: WriteTx, by: Acting & { readonly code: string }, signed: Signed): void {
  const { profile, installed, isNew } = judgeProfile(tx, by.code, signed)
  if (!isNew) return
  tx.run('INSERT INTO profile (serial, bytes, signature, installed_at) VALUES (?, ?, ?, ?)', [
    profile.serial,
    text(signed.bytes),
    signed.signature,
    by.ports.now().toISOString(),
  ])
  recordAct(tx, by, 'profile.installed', String(profile.serial), { old: installed, new: profile.serial })
  followRoot(tx, by, profile)
}

/** The pinned root names the one that takes over: from now on that one is pinned (decision 0071). */
function followRoot(tx: WriteTx, by: Acting, { dinas }: Profile): void {
  const pinned = localValue(tx, 'root')
  if (dinas.root === pinned) return
  setLocal(tx, 'root', dinas.root)
  const keyId = keyIdText(parsePublicKey(dinas.root).keyId)
  recordAct(tx, by, 'root.replaced', keyId, { old: pinned ?? '', new: dinas.root })
}

function fileLetterKey(tx: WriteTx, by: Acting, letter: SigningKey): void {
  const packed = packSigningKey(letter)
  const there = localSecret(tx, 'letter')
  if (there && Buffer.compare(there, packed) === 0) return
  setLocalSecret(tx, 'letter', packed)
  recordAct(tx, by, 'letter-key.installed', keyIdText(letter.keyId))
}

/**
 * Installs a newer profile of this station. The root was pinned when the station was founded. Faults PROFILE-UNTRUSTED (signed by
 * another), PROFILE-OLDER (or the same serial with other contents), PROFILE-OTHER-STATION. The installed one again changes nothing, but
 * for what it brings beside it. Where its recovery recipient is another, keys/ follows (decision 0072).
 * @param letter the Dinas' letter key that came with the profile: a restored station has none, for keys lie on no disk
 */
export async function installProfile(
  station: LiveStation,
  signed: Signed,
  letter?: SigningKey,
): Promise<void> {
  await station.write.transaction((tx) => {
    const before = installedSerial(tx)
    fileProfile(tx, station, signed)
    if (installedSerial(tx) > before) station.rules.profiled(tx, station)
    if (letter) fileLetterKey(tx, station, letter)
  })
  station.reload()
  await followRecovery(station)
  station.changed('settings')
}
