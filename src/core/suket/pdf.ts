import { biodataSchema } from '../../contract/biodata.ts'
import { type CentralStatus, statusCode } from '../../contract/status.ts'
import type { Profile } from '../../formats/profile/profile.ts'
import { headOf, letterFonts } from '../paper/index.ts'
import { refuse } from '../refuse.ts'
import { regionsAt } from '../resident/index.ts'
import type { Station } from '../station.ts'
import { personRows, statement, type LetterData } from './letter-data.ts'
import { renderInThread } from './letter-thread.ts'
import { personWords } from './person-words.ts'
import { suketById, type SuketRow } from './queries.ts'

/** `Kota Bima` from the profile's kind and name. */
function regionOf({ dinas }: Profile): string {
  return `${dinas.kind === 'KOTA' ? 'Kota' : 'Kabupaten'} ${dinas.name}`
}

interface Recorded {
  biodata: string
  status: CentralStatus
}

function letterData(station: Station, row: SuketRow): LetterData {
  const recorded = station.read.get<Recorded>(
    `SELECT r.biodata, s.status FROM recording r JOIN recording_status s ON s.recording = r.id WHERE r.id = :id`,
    { id: row.recording },
  )
  if (!recorded) throw refuse('SUKET-NOT-RECORDED')
  const photo = station.read.get<{ bytes: Uint8Array; media: string }>(
    'SELECT bytes, media FROM recording_photo WHERE recording = :id',
    { id: row.recording },
  )
  const { profile } = station
  const signer = profile.signers[0]
  if (!signer) throw refuse('SUKET-NO-LETTER-KEY')
  const regions = regionsAt(station.paths.resources)
  const biodata = biodataSchema.parse(JSON.parse(recorded.biodata))
  const words = personWords(biodata, (code) => regions.get(code)?.name ?? code)
  return {
    head: headOf(profile),
    number: row.number,
    rows: personRows(biodata, words),
    paragraphs: statement(regionOf(profile), row.expires_on),
    place: regionOf(profile).replace(/^(Kota|Kabupaten) /, ''),
    day: row.issued_on,
    signer,
    holder: biodata.nama.toLocaleUpperCase('id'),
    photo: photo ?? null,
    qr: row.qr,
    code: statusCode(recorded.status),
  }
}

/**
 * The letter's PDF, rendered from what the register and the recording say: a crash between number and paper loses nothing,
 * the same letter can be made again. NOT-FOUND for an unknown id.
 */
export async function suketPdf(station: Station, id: string): Promise<Uint8Array> {
  const row = suketById(station.read, id)
  if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
  const data = letterData(station, row)
  const fonts = await letterFonts(station.paths.resources)
  return renderInThread({ data, fonts, issuedAt: new Date(row.issued_at) })
}
