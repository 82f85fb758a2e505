import type { ReadDb } from '../../db/handles.ts'
import { onLetter } from '../on-letter.ts'
import { stateOn, type SuketState } from '../states.ts'

/** A range of calendar days of the station, both ends in it: yyyy-mm-dd. */
export interface Range {
  readonly from: string
  readonly to: string
}

/** A letter as the register book shows it, oldest first. */
export interface BookRow {
  readonly number: string
  readonly issuer: string
  readonly issuedOn: string
  readonly expiresOn: string
  readonly nik: string
  readonly name: string
  readonly state: SuketState
  readonly reason: string
  /** Local day on which it was ended by an act; empty while it was not. */
  readonly endedOn: string
  readonly endReason: string
}

interface Stored {
  number: string
  issuer: string
  issued_on: string
  expires_on: string
  nik: string
  name: string
  state: SuketState
  reason: string | null
  ended_at: string | null
  end_reason: string | null
}

/** The letters issued in a range, in the order of their numbers. `dayOf` gives the local day of an instant. */
export function bookRows(
  db: ReadDb,
  { from, to }: Range,
  today: string,
  dayOf: (at: string) => string,
): BookRow[] {
  return db
    .all<Stored>(
      `SELECT s.number, s.issuer, s.issued_on, s.expires_on, ${onLetter('nik')} AS nik, ${onLetter('name')} AS name, s.state, s.reason, s.ended_at, s.end_reason
       FROM suket s JOIN recording r ON r.id = s.recording
       WHERE s.issued_on BETWEEN :from AND :to ORDER BY s.issued_on, s.issuer, s.year, s.seq, s.rowid`,
      { from, to },
    )
    .map((row) => ({
      number: row.number,
      issuer: row.issuer,
      issuedOn: row.issued_on,
      expiresOn: row.expires_on,
      nik: row.nik,
      name: row.name,
      state: stateOn(row, today),
      reason: row.reason ?? '',
      endedOn: row.ended_at === null ? '' : dayOf(row.ended_at),
      endReason: row.end_reason ?? '',
    }))
}

/** How many letters were issued in a range. */
export function bookLength(db: ReadDb, { from, to }: Range): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM suket WHERE issued_on BETWEEN :from AND :to', {
    from,
    to,
  })!.n
}
