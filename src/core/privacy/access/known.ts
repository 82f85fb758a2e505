import type { ResidentRow } from '../../../contract/resident-list.ts'
import type { CentralStatus } from '../../../contract/status.ts'
import type { Biodata } from '../../../contract/biodata.ts'
import { currentBiodata, disksHolding, isHere, provenWithin } from '../../enrolment/index.ts'
import { listedLine } from '../../resident/index.ts'
import type { Station } from '../../station.ts'

export interface KnownRecording {
  readonly id: string
  readonly seq: number
  readonly sealed_at: string
  readonly status: CentralStatus
  readonly photo: number
  readonly amendments: number
  readonly here: number
  readonly disks: number
  readonly sites: string | null
  /** Collecting posts that hold it. */
  readonly posts: string | null
}

/** What this station holds about one resident, besides the acts of its audit. */
export interface Known {
  readonly recordings: readonly KnownRecording[]
  /** Of the latest recording that can be shown. */
  readonly biodata: Biodata | null
  readonly letters: readonly { number: string; issued_on: string; state: string }[]
  readonly tickets: readonly { day: string; number: number; phone: string | null }[]
  readonly drafts: number
  readonly listed: ResidentRow | null
  readonly requests: number
}

const OWN = `SELECT DISTINCT coalesce(amends, id) FROM recording WHERE nik = :nik`

/** By NIK, as it is or was before a correction. */
export function knownAbout(station: Station, nik: string): Known {
  const { read } = station
  const of = { nik }
  const recordings = read.all<KnownRecording>(
    `SELECT r.id, r.seq, r.sealed_at, t.status, EXISTS (SELECT 1 FROM recording_photo p WHERE p.recording = r.id) AS photo,
       (SELECT count(*) FROM recording a WHERE a.amends = r.id) AS amendments, ${isHere('r.id')} AS here,
       ${disksHolding('r.id', provenWithin(station))} AS disks,
       (SELECT group_concat(DISTINCT upper(site)) FROM receipt q WHERE q.packet = r.id) AS sites,
       (SELECT group_concat(DISTINCT upper(site)) FROM post_receipt q WHERE q.packet = r.id) AS posts
     FROM recording r JOIN recording_status t ON t.recording = r.id WHERE r.id IN (${OWN}) ORDER BY r.sealed_at`,
    of,
  )
  const last = recordings.at(-1)
  return {
    recordings,
    biodata: last ? (currentBiodata(read, last.id) ?? null) : null,
    letters: read.all(
      `SELECT number, issued_on, state FROM suket WHERE recording IN (${OWN}) ORDER BY issued_on, number`,
      of,
    ),
    tickets: read.all(
      'SELECT day, number, phone FROM queue_ticket WHERE nik = :nik ORDER BY day, number',
      of,
    ),
    drafts: read.get<{ n: number }>('SELECT count(*) AS n FROM draft WHERE nik = :nik', of)!.n,
    listed: listedLine(station, nik),
    requests: read.get<{ n: number }>('SELECT count(*) AS n FROM access_request WHERE nik = :nik', of)!.n,
  }
}
