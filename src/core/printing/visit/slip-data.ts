import { type NextStep, tellOf } from '../../../contract/next-step.ts'
import { maskNik } from '../../../contract/nik.ts'
import { STATUS } from '../../../contract/status.ts'
import { currentBiodata, dayIn, nextStepOf, recordingOf } from '../../enrolment/index.ts'
import { headOf, type Letterhead } from '../../paper/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { longDay, todayOf, validSuketOf } from '../../suket/index.ts'
import { standingOf, visitsOf } from './visits.ts'

/** Everything that a slip shows; rendering needs nothing else. */
export interface SlipData {
  readonly head: Letterhead
  readonly rows: readonly (readonly [label: string, value: string])[]
  /** What is said to the resident, a paragraph each. */
  readonly words: readonly string[]
  /** The signed head of the recording: the slip is scanned like the proof. */
  readonly qr: string
}

const NEXT = {
  resident: 'Anda',
  station: 'kantor ini',
  centre: 'pusat data',
  dinas: 'Dinas',
  nobody: '-',
  resend: 'kantor ini',
  report: 'kantor ini dan Dinas',
  complete: 'Anda dan kantor ini',
  correct: 'kantor ini dan Dinas',
  corrected: 'pusat data',
} as const satisfies Record<NextStep, string>

/** What the slip of a recording says today. NOT-FOUND, PRIVACY-ERASED. */
export function slipOf(station: Station, id: string): SlipData {
  const { read, profile } = station
  const packet = recordingOf(read, id)
  if (!packet || packet.kind !== 'recording') throw refuse('NOT-FOUND', { what: 'Rekaman' })
  const { nik, nama } = currentBiodata(read, id) ?? packet.biodata
  const { status, since } = standingOf(read, id)
  const { step } = nextStepOf(read, id)!
  const { zone, name } = profile.station
  const day = (at: string) => longDay(dayIn(zone, new Date(at)))
  const today = todayOf(station)
  const suket = validSuketOf(read, nik, today)
  const { visits } = visitsOf(read, id)
  const { application } = packet
  return {
    head: headOf(profile),
    rows: [
      ['Nama', nama],
      ['NIK', maskNik(nik)],
      ['Direkam', `${day(packet.sealedAt)}, ${name}`],
      ['Keadaan', `${STATUS[status].word} sejak ${day(since)}`],
      ['Langkah berikutnya', NEXT[step]],
      ...(application?.purpose === 'outside'
        ? [['Kartu diambil di', application.collection === 'home' ? 'Dinas daerah asal' : name] as const]
        : []),
      ...(suket ? [['Suket berlaku', `${suket.number} sampai ${longDay(suket.expires_on)}`] as const] : []),
      ['Ditanyakan', `${longDay(today)}${visits.length > 1 ? `, kunjungan ke-${visits.length}` : ''}`],
    ],
    words: [
      tellOf(status, step).id,
      `${step === 'complete' ? '' : 'Anda tidak perlu direkam lagi. '}Bawa lembar ini, bukti perekaman atau Suket bila ${step === 'complete' ? 'datang' : 'bertanya'} kembali.`,
    ],
    qr: packet.proof,
  }
}
