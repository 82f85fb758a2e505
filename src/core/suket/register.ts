import type { Profile } from '../../formats/profile/profile.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { dayIn } from './days.ts'
import { todayOf } from './today.ts'

/** How the letters of a year are numbered here. */
export interface Numbering {
  readonly issuer: string
  readonly year: number
  readonly template: string
  readonly from: number
  readonly to: number
}

/** The profile's template and block of a year; without a block numbers start at 1 and `{unit}` keeps stations apart. */
export function numberingOf({ numbers }: Pick<Profile, 'numbers'>, year: number): Numbering {
  const { issuer, years = [], ...always } = numbers.suket
  const { template, block } = years.find((entry) => entry.year === year) ?? always
  return { issuer, year, template, from: block?.from ?? 1, to: block?.to ?? Number.MAX_SAFE_INTEGER }
}

interface Row {
  last: number
}

function lastOf(db: ReadDb, epoch: string, { issuer, year }: Numbering): number | undefined {
  return db.get<Row>('SELECT last FROM register WHERE epoch = ? AND issuer = ? AND year = ?', [
    epoch,
    issuer,
    year,
  ])?.last
}

function setLast(tx: WriteTx, epoch: string, { issuer, year }: Numbering, last: number): void {
  tx.run(
    `INSERT INTO register (epoch, issuer, year, last) VALUES (:epoch, :issuer, :year, :last)
     ON CONFLICT (epoch, issuer, year) DO UPDATE SET last = excluded.last`,
    { epoch, issuer, year, last },
  )
}

/** The highest number that any epoch of this station is known to have used in a year; 0 for none. */
function highestKnown(db: ReadDb, station: string, { issuer, year }: Numbering): number {
  return (
    db.get<{ last: number | null }>(
      `SELECT max(r.last) AS last FROM register r JOIN epoch e ON e.id = r.epoch
       WHERE e.station = ? AND r.issuer = ? AND r.year = ?`,
      [station, issuer, year],
    )?.last ?? 0
  )
}

/** The last year in which any former epoch of this station is known to have used a number; 0 for none. */
function knownYear(db: ReadDb, { code, epoch }: Station): number {
  return (
    db.get<{ year: number | null }>(
      'SELECT max(r.year) AS year FROM register r JOIN epoch e ON e.id = r.epoch WHERE e.station = ? AND e.id <> ?',
      [code, epoch.id],
    )?.year ?? 0
  )
}

export interface RegisterState {
  readonly issuer: string
  readonly year: number
  /** Last number that this register knows, 0 for none. */
  readonly last: number
  /** Whether a person has to say the last number on paper before the next letter. */
  readonly unconfirmed: boolean
}

/**
 * The register of the current year. After a restore, letters may have been issued that no disk knows: until somebody said the last
 * number on paper, the next one is not certain (FORMATS: registers and numbers). A year that begins after the restore begins anew: after the
 * year that the clock said then, and after all that the registers knew, for a borrowed computer's clock may stand years back or ahead.
 */
export function registerState(db: ReadDb, station: Station): RegisterState {
  const year = Number(todayOf(station).slice(0, 4))
  const numbering = numberingOf(station.profile, year)
  const { issuer } = numbering
  const own = lastOf(db, station.epoch.id, numbering)
  const last = own ?? highestKnown(db, station.code, numbering)
  if (own !== undefined || station.epoch.parent === null) return { issuer, year, last, unconfirmed: false }
  const started = db.get<{ at: string }>('SELECT started_at AS at FROM epoch WHERE id = ?', [
    station.epoch.id,
  ])!.at
  const restored = dayIn(station.profile.station.zone, new Date(started))
  return {
    issuer,
    year,
    last,
    unconfirmed: year <= Math.max(Number(restored.slice(0, 4)), knownYear(db, station)),
  }
}

/**
 * Takes the next sequence number of (epoch, issuer, year), in the caller's transaction: gapless, because the letter that uses it
 * is written in the same transaction. SUKET-RESUME after a restore until the last number on paper was said; SUKET-BLOCK-FULL.
 */
export function takeNumber(tx: WriteTx, station: Station, numbering: Numbering): number {
  const { last, unconfirmed } = registerState(tx, station)
  if (unconfirmed) throw refuse('SUKET-RESUME', { last })
  const seq = Math.max(last + 1, numbering.from)
  if (seq > numbering.to) throw refuse('SUKET-BLOCK-FULL', { year: numbering.year })
  setLast(tx, station.epoch.id, numbering, seq)
  return seq
}

/**
 * Says the last number on paper after a restore: the register goes on above it, and the numbers that no disk knows are an explained
 * range. SUKET-RESUME-LOW below what is known; SUKET-RESUMED once this was said.
 */
export async function resumeRegister(
  station: Station,
  said: { last: number; reason: string },
): Promise<RegisterState> {
  const state = await station.write.transaction((tx) => {
    const { last: known, unconfirmed, issuer, year } = registerState(tx, station)
    if (!unconfirmed) throw refuse('SUKET-RESUMED')
    const { last, reason } = said
    const numbering = numberingOf(station.profile, year)
    if (last < known) throw refuse('SUKET-RESUME-LOW', { known })
    if (last > numbering.to) throw refuse('SUKET-BLOCK-FULL', { year })
    setLast(tx, station.epoch.id, numbering, last)
    const from = Math.max(known + 1, numbering.from)
    if (last >= from)
      tx.run(
        `INSERT INTO register_gap (epoch, issuer, year, from_seq, to_seq, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [station.epoch.id, issuer, year, from, last, reason, station.ports.now().toISOString()],
      )
    recordAct(tx, station, 'suket.resume', station.epoch.id, { issuer, year, known, last, reason })
    return registerState(tx, station)
  })
  station.changed('suket')
  return state
}
