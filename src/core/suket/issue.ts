import { biodataSchema } from '../../contract/biodata.ts'
import type { Suket } from '../../contract/suket.ts'
import { encodeToken } from '../../formats/claim169/claim169.ts'
import { newId } from '../../formats/id.ts'
import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import { regionsAt } from '../resident/index.ts'
import type { Station } from '../station.ts'
import { addMonths, dayIn } from './days.ts'
import { renderNumber, takeNumber } from './number.ts'
import { personWords } from './person-words.ts'
import { assertAllowed } from './policy.ts'
import { insertSuket, shownSuket, validSuketOf } from './queries.ts'
import { tokenOf } from './token.ts'

/** Six months from issue (471.13/10231/Dukcapil). */
const VALID_MONTHS = 6

/** Dated letters wait for a right clock (PRODUCT rule 8): none is dated before the newest one. */
function assertClock(station: Station, today: string): void {
  const newest = station.read.get<{ day: string | null }>('SELECT max(issued_on) AS day FROM suket')
  if (newest?.day && newest.day > today) throw refuse('SUKET-CLOCK')
}

/**
 * Issues the letter of a recorded resident, number and register entry in one transaction. While a letter of the same person is
 * valid, that one is answered and no number is used. SUKET-NOT-RECORDED, SUKET-FORBIDDEN, SUKET-CLOCK, SUKET-NO-LETTER-KEY.
 */
export async function issueSuket(station: Station, recording: string): Promise<Suket> {
  const recorded = station.read.get<{ nik: string; biodata: string }>(
    'SELECT nik, biodata FROM recording WHERE id = :id',
    {
      id: recording,
    },
  )
  if (!recorded) throw refuse('SUKET-NOT-RECORDED')
  const { profile, keys } = station
  const letterKey = keys.letter
  if (!letterKey) throw refuse('SUKET-NO-LETTER-KEY')
  const zone = profile.station.zone
  const now = station.ports.now()
  const today = dayIn(zone, now)
  assertAllowed(profile.policies.suket, today)
  assertClock(station, today)
  const biodata = biodataSchema.parse(JSON.parse(recorded.biodata))
  const regions = regionsAt(station.paths.resources)
  const words = personWords(biodata, (code) => regions.get(code)?.name ?? code)
  const { issuer, template } = profile.numbers.suket
  const id = await station.write.transaction((tx) => {
    const valid = validSuketOf(tx, recorded.nik, today)
    if (valid) return valid.id
    const year = Number(today.slice(0, 4))
    const seq = takeNumber(tx, { epoch: station.epoch.id, issuer, year })
    const number = renderNumber(template, { seq, unit: profile.station.unit, day: today })
    const expiresOn = addMonths(today, VALID_MONTHS)
    const token = tokenOf({ biodata, words, issuer, number, issuedOn: today, expiresOn, zone })
    const row = {
      id: newId(station.ports.random),
      recording,
      number,
      issuer,
      year,
      seq,
      state: 'issued' as const,
      issued_on: today,
      expires_on: expiresOn,
      issued_at: now.toISOString(),
      qr: encodeToken(token, letterKey),
      reason: null,
      operator: station.actor.account,
    }
    insertSuket(tx, row)
    recordAct(tx, station, 'suket.issue', recording, { number })
    return row.id
  })
  station.changed('suket')
  return shownSuket(station.read, id, today)!
}
