import { readFile } from 'node:fs/promises'
import { faultOfErrno } from '../../../lib/fault.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { type OfficeKey, sameCertificate } from './cades.ts'
import { openPkcs12 } from './p12.ts'

/** No certificate file of an office is larger. */
const MOST_BYTES = 200_000

/** Keys of the open stations, in memory alone: locking the station forgets its own. */
const open = new WeakMap<Station, OfficeKey>()

/** Whether letters can carry an electronic signature here, and whether the office's key has been opened since the station was. */
export function officeState(station: Station): 'none' | 'closed' | 'open' {
  if (open.has(station)) return 'open'
  return station.profile.letters?.certificate === undefined ? 'none' : 'closed'
}

/** The office's key where it was opened. */
export function officeKey(station: Station): OfficeKey | undefined {
  return open.get(station)
}

/**
 * Opens the office's certificate file for as long as the station is open; neither key nor passphrase is ever written. The file must
 * be of the certificate that the profile names. SUKET-OFFICE-NONE, -FILE, -PASSPHRASE, -OTHER; faults of files.
 */
export async function openOffice(station: Station, path: string, passphrase: string): Promise<'open'> {
  const named = station.profile.letters?.certificate
  if (named === undefined) throw refuse('SUKET-OFFICE-NONE')
  const bytes = await readFile(path).catch((error: unknown) => {
    throw error instanceof Error && 'errno' in error ? faultOfErrno(error, 'read', path) : error
  })
  if (bytes.length > MOST_BYTES) throw refuse('SUKET-OFFICE-FILE')
  const key = await openPkcs12(bytes, passphrase)
  if (!sameCertificate(key.chain[0]!, named)) throw refuse('SUKET-OFFICE-OTHER')
  await station.write.transaction((tx) => recordAct(tx, station, 'suket.office', station.epoch.id))
  open.set(station, key)
  station.changed('suket')
  return 'open'
}
