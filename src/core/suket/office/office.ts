import type { Office } from '../../../contract/suket.ts'
import { isFault } from '../../../lib/fault.ts'
import { readBounded } from '../../../lib/read-bounded.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { dayIn, shortDay } from '../days.ts'
import type { OfficeKey } from './cades.ts'
import { type Certificate, certificateOf, holderOf } from './certificate.ts'
import { openPkcs12 } from './p12.ts'

/** No certificate file of an office is larger. */
const MOST_BYTES = 200_000

/** Keys of the open stations, in memory alone: locking the station forgets its own. */
const open = new WeakMap<Station, OfficeKey>()

/** The certificate that the profile in force names; undefined where it names none that can be read. */
function namedBy({ profile }: Station): Certificate | undefined {
  return certificateOf(profile.letters?.certificate)
}

const counts = ({ from, until }: Certificate, at: Date) => from <= at && at <= until

/**
 * The office's key, where it was opened and still is of the certificate that the profile names today, in its time. A letter that a
 * file leaves with is signed by it.
 */
export function officeKey(station: Station): OfficeKey | undefined {
  const key = open.get(station)
  const named = namedBy(station)
  return key && named && key.chain[0]!.equals(named.der) && counts(named, station.ports.now())
    ? key
    : undefined
}

/** Whether letters can carry an electronic signature here, whose, and whether the office's key has been opened in this session. */
export function officeState(station: Station): Office {
  const named = namedBy(station)
  if (!named) return { state: 'none', holder: null, until: null }
  const now = station.ports.now()
  const state = !counts(named, now) ? 'expired' : officeKey(station) ? 'open' : 'closed'
  return { state, holder: named.holder, until: dayIn(station.profile.station.zone, named.until) }
}

async function fileOf(path: string): Promise<Uint8Array> {
  try {
    return await readBounded(path, MOST_BYTES)
  } catch (error) {
    if (isFault(error, 'FILE-TOO-LONG')) throw refuse('SUKET-OFFICE-FILE')
    throw error
  }
}

/**
 * Opens the office's certificate file for as long as this session lasts; neither key nor passphrase is ever written. Whoever knows its
 * passphrase may (decision 0016). SUKET-OFFICE-NONE, -EXPIRED, -FILE, -PASSPHRASE, -OTHER; faults of files.
 */
export async function openOffice(station: Station, path: string, passphrase: string): Promise<Office> {
  const named = namedBy(station)
  if (!named) throw refuse('SUKET-OFFICE-NONE')
  const day = (at: Date) => shortDay(dayIn(station.profile.station.zone, at))
  if (!counts(named, station.ports.now()))
    throw refuse('SUKET-OFFICE-EXPIRED', { from: day(named.from), until: day(named.until) })
  const key = await openPkcs12(await fileOf(path), passphrase)
  if (!key.chain[0]!.equals(named.der))
    throw refuse('SUKET-OFFICE-OTHER', { found: holderOf(key.chain[0]!), named: named.holder })
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'suket.office', station.epoch.id, { holder: named.holder, open: true }),
  )
  open.set(station, key)
  station.changed('suket')
  return officeState(station)
}

/** Forgets the office's key before the session ends; a closed one stays closed. */
export async function closeOffice(station: Station): Promise<Office> {
  if (open.delete(station)) {
    await station.write.transaction((tx) =>
      recordAct(tx, station, 'suket.office', station.epoch.id, { open: false }),
    )
    station.changed('suket')
  }
  return officeState(station)
}
