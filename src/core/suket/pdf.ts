import { type CentralStatus, statusCode } from '../../contract/status.ts'
import { type Profile, readProfile } from '../../formats/profile/profile.ts'
import { utf8 } from '../../lib/bytes.ts'
import { currentBiodata } from '../enrolment/index.ts'
import { headOf } from '../paper/index.ts'
import { refuse } from '../refuse.ts'
import { regionsAt } from '../resident/index.ts'
import type { Station } from '../station.ts'
import { personRows, statement, type LetterData } from './letter-data.ts'
import { renderInThread } from './letter-thread.ts'
import { personWords } from './person-words.ts'
import { termsOf } from './policy.ts'
import { suketById, type SuketRow } from './queries.ts'

/** `Kota Bima` from the profile's kind and name. */
function regionOf({ dinas }: Profile): string {
  return `${dinas.kind === 'KOTA' ? 'Kota' : 'Kabupaten'} ${dinas.name}`
}

interface Recorded {
  status: CentralStatus
}

/** The profile that the letter shows: the one of its day of issue, so that a reprint is the same letter. */
function profileOf(station: Station, row: SuketRow): Profile {
  const kept =
    row.profile === null || row.profile === station.profile.serial
      ? undefined
      : station.read.get<{ bytes: string }>('SELECT bytes FROM profile WHERE serial = ?', [row.profile])
  return kept ? readProfile(utf8(kept.bytes)) : station.profile
}

/** Who signs a letter, as its own profile says; undefined where that has fewer signers. */
export function signerOf(station: Station, row: SuketRow): Profile['signers'][number] | undefined {
  return profileOf(station, row).signers[row.signer]
}

/** What a letter shows. SUKET-NOT-RECORDED, SUKET-SIGNER. */
export function letterData(station: Station, row: SuketRow): LetterData {
  const recorded = station.read.get<Recorded>('SELECT status FROM recording_status WHERE recording = :id', {
    id: row.recording,
  })
  if (!recorded) throw refuse('SUKET-NOT-RECORDED')
  const photo = station.read.get<{ bytes: Uint8Array; media: string }>(
    'SELECT bytes, media FROM recording_photo WHERE recording = :id',
    { id: row.recording },
  )
  const profile = profileOf(station, row)
  const signer = profile.signers[row.signer]
  if (!signer) throw refuse('SUKET-SIGNER')
  const regions = regionsAt(station.paths.resources)
  // As on the day of issue, which its QR says too: what was corrected since is on the next letter.
  const biodata = currentBiodata(station.read, row.recording, row.issued_at)
  if (!biodata) throw refuse('SUKET-NOT-RECORDED')
  const words = personWords(biodata, (code) => regions.get(code)?.name ?? code)
  return {
    head: headOf(profile),
    paper: row.paper,
    number: row.number,
    rows: personRows(biodata, words),
    paragraphs: statement(regionOf(profile), termsOf(profile), row.expires_on),
    place: regionOf(profile).replace(/^(Kota|Kabupaten) /, ''),
    day: row.issued_on,
    // Letters of the first layouts had the QR in the place of every signature.
    signer: { ...signer, signs: row.layout < 3 ? 'qr' : (signer.signs ?? 'wet') },
    holder: biodata.nama.toLocaleUpperCase('id'),
    photo: photo ?? null,
    qr: row.qr,
    code: row.code ?? statusCode(recorded.status),
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
  const { resources } = station.paths
  return renderInThread({ data, resources, issuedAt: new Date(row.issued_at) })
}
