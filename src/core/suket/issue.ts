import { type Biodata, biodataSchema } from '../../contract/biodata.ts'
import type { CentralStatus } from '../../contract/status.ts'
import { statusCode } from '../../contract/status.ts'
import type { Paper, Suket } from '../../contract/suket.ts'
import { encodeToken } from '../../formats/claim169/claim169.ts'
import { newId } from '../../formats/id.ts'
import type { WriteTx } from '../db/handles.ts'
import { currentBiodata } from '../enrolment/index.ts'
import { refuseErased } from '../erasure/index.ts'
import { unprintable } from '../paper/index.ts'
import { refuse } from '../refuse.ts'
import { isCancelledSql, regionsAt } from '../resident/index.ts'
import type { Station } from '../station.ts'
import { addDays, addMonths, shortDay } from './days.ts'
import { endSuket } from './end.ts'
import { recordSuketEvent } from './events.ts'
import { renderNumber } from './number.ts'
import { personWords } from './person-words.ts'
import { assertAllowed, assertEligible, termsOf } from './policy.ts'
import { insertSuket, shownSuket, suketById, suketByNumber, type SuketRow, validSuketOf } from './queries.ts'
import { numberingOf, takeNumber } from './register.ts'
import { mayAct, stateOn } from './states.ts'
import { todayOf } from './today.ts'
import { tokenOf } from './token.ts'

/** What a person chose for a letter; the profile decides what is left out. */
export interface Choices {
  readonly reason?: string | undefined
  readonly signer?: number | undefined
  readonly paper?: Paper | undefined
  /** Serial of the profile that was chosen from. */
  readonly profile?: number | undefined
}

/** Letters as they are laid out now; a change of the layout is a new number, and letters keep theirs (decision 0004). */
const LAYOUT = 3

interface Recorded {
  readonly id: string
  readonly nik: string
  readonly biodata: Biodata
  readonly status: CentralStatus
}

/** Who the letter is for, as corrected since. SUKET-NOT-RECORDED; SUKET-CANCELLED; PRIVACY-ERASED; SUKET-NO-BIODATA where a restore found the packet but no register. */
function recordedPerson(tx: WriteTx, recording: string): Recorded {
  const row = tx.get<{ id: string; biodata: string; status: CentralStatus; cancelled: number }>(
    `SELECT r.id, r.biodata, s.status, ${isCancelledSql('r.id')} AS cancelled FROM recording r JOIN recording_status s ON s.recording = r.id
     WHERE r.id = :recording AND r.kind = 'recording'`,
    { recording },
  )
  if (!row) throw refuse('SUKET-NOT-RECORDED')
  if (row.cancelled) throw refuse('SUKET-CANCELLED')
  refuseErased(tx, recording)
  const sealed = biodataSchema.safeParse(JSON.parse(row.biodata))
  if (!sealed.success) throw refuse('SUKET-NO-BIODATA')
  const biodata = currentBiodata(tx, recording) ?? sealed.data
  return { id: row.id, status: row.status, nik: biodata.nik, biodata }
}

/**
 * Dated letters wait for a right clock (PRODUCT rule 8): none is dated before the newest one. One that has ended holds up none: where the clock ran
 * years ahead, it is the letter's date that is wrong, and a penyelia makes it void.
 */
function assertClock(tx: WriteTx, today: string): void {
  const newest = tx.get<{ day: string; number: string }>(
    "SELECT issued_on AS day, number FROM suket WHERE state IN ('issued', 'reprinted') ORDER BY issued_on DESC LIMIT 1",
  )
  if (newest && newest.day > today)
    throw refuse('SUKET-CLOCK', { number: newest.number, day: shortDay(newest.day) })
}

/** Now, or when the last correction was sealed where a clock ran ahead then: the letter has that correction, and keeps it. */
function issuedAt(tx: WriteTx, { ports }: Station, recording: string): string {
  const now = ports.now().toISOString()
  const { at } = tx.get<{ at: string | null }>(
    'SELECT max(sealed_at) AS at FROM recording WHERE amends = ?',
    [recording],
  )!
  return at !== null && at > now ? at : now
}

type Unprintable = Awaited<ReturnType<typeof unprintable>>

/** A letter with an empty box in a name is none: SUKET-LETTERS {letters}. */
function assertPrintable({ nama, tempatLahir, alamat }: Biodata, missing: Unprintable): void {
  // As on paper: capitals.
  const letters = missing(`${nama} ${tempatLahir} ${alamat}`.toLocaleUpperCase('id'))
  if (letters.length > 0) throw refuse('SUKET-LETTERS', { letters: letters.slice(0, 10).join(' ') })
}

interface NewLetter {
  readonly person: Recorded
  readonly choices: Choices
  readonly renews: string | null
  readonly missing: Unprintable
}

/** Writes one letter, number and register entry together; answers its id. */
function write(tx: WriteTx, station: Station, { person, choices, renews, missing }: NewLetter): string {
  const { profile, keys } = station
  if (!keys.letter) throw refuse('SUKET-NO-LETTER-KEY')
  const zone = profile.station.zone
  const today = todayOf(station)
  if (choices.profile !== undefined && choices.profile !== profile.serial) throw refuse('SUKET-PROFILE')
  assertAllowed(profile.policies.suket, today, choices.reason)
  assertEligible(person.status)
  assertPrintable(person.biodata, missing)
  assertClock(tx, today)
  const signer = choices.signer ?? 0
  if (!profile.signers[signer]) throw refuse('SUKET-SIGNER')
  const year = Number(today.slice(0, 4))
  const numbering = numberingOf(profile, year)
  const seq = takeNumber(tx, station, numbering)
  const number = renderNumber(numbering.template, { seq, unit: profile.station.unit, day: today })
  // A template without the year begins anew with it, and without the sequence it never goes on.
  if (suketByNumber(tx, number)) throw refuse('SUKET-NUMBER-TAKEN', { number })
  const expiresOn = addMonths(today, termsOf(profile).months)
  const regions = regionsAt(station.paths.resources)
  const words = personWords(person.biodata, (code) => regions.get(code)?.name ?? code)
  const { issuer } = numbering
  const token = tokenOf({ biodata: person.biodata, words, issuer, number, issuedOn: today, expiresOn, zone })
  const id = newId(station.ports.random)
  insertSuket(tx, {
    id,
    recording: person.id,
    number,
    issuer,
    year,
    seq,
    state: 'issued',
    issued_on: today,
    expires_on: expiresOn,
    issued_at: issuedAt(tx, station, person.id),
    qr: encodeToken(token, keys.letter),
    reason: choices.reason ?? null,
    operator: station.actor.account,
    profile: profile.serial,
    signer,
    paper: choices.paper ?? profile.letters?.paper ?? 'A4',
    layout: LAYOUT,
    code: statusCode(person.status),
    renews,
  })
  recordSuketEvent(tx, station, {
    act: 'issue',
    suket: { id, recording: person.id },
    reason: choices.reason,
    detail: number,
  })
  return id
}

/**
 * Issues the letter of a recorded resident, number and register entry in one transaction. While a letter of the same person is
 * valid, that one is answered and no number is used. SUKET-NOT-RECORDED, SUKET-NO-BIODATA, SUKET-FORBIDDEN, SUKET-REASON,
 * SUKET-CARD-ISSUED, SUKET-LETTERS, SUKET-CLOCK, SUKET-NO-LETTER-KEY, SUKET-PROFILE, SUKET-SIGNER, SUKET-RESUME, SUKET-BLOCK-FULL, SUKET-NUMBER-TAKEN.
 */
export async function issueSuket(station: Station, recording: string, choices: Choices = {}): Promise<Suket> {
  const missing = await unprintable(station.paths.resources)
  const today = todayOf(station)
  const id = await station.write.transaction((tx) => {
    const person = recordedPerson(tx, recording)
    const valid = validSuketOf(tx, person.nik, today)
    return valid?.id ?? write(tx, station, { person, choices, renews: null, missing })
  })
  station.changed('suket')
  return shownSuket(station.read, id, today)!
}

function assertRenewable(station: Station, row: SuketRow, today: string): void {
  const state = stateOn(row, today)
  if (!mayAct(state, 'renew')) throw refuse('SUKET-STATE', { state, act: 'renew' })
  const from = addDays(row.expires_on, -termsOf(station.profile).renewFromDays)
  if (today < from)
    throw refuse('SUKET-RENEW-EARLY', { until: shortDay(row.expires_on), from: shortDay(from) })
}

/**
 * A new letter in the place of one that ends soon or has ended (FACTS: validity six months): the old one is `renewed`, in the same
 * transaction, so that a person never has two. A second click answers the follower. SUKET-RENEW-EARLY, SUKET-STATE, and as issuing.
 */
export async function renewSuket(station: Station, old: string, choices: Choices = {}): Promise<Suket> {
  const missing = await unprintable(station.paths.resources)
  const today = todayOf(station)
  const id = await station.write.transaction((tx) => {
    const row = suketById(tx, old)
    if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
    const follower = tx.get<{ id: string }>('SELECT id FROM suket WHERE renews = ?', [old])
    if (follower) return follower.id
    assertRenewable(station, row, today)
    const person = recordedPerson(tx, row.recording)
    // Somebody issued a new one after this one had ended: that is the one to go on with.
    const valid = validSuketOf(tx, person.nik, today)
    if (valid && valid.id !== old) return valid.id
    endSuket(tx, station, row, 'renew', choices.reason ?? '')
    return write(tx, station, { person, choices, renews: old, missing })
  })
  station.changed('suket')
  return shownSuket(station.read, id, today)!
}
