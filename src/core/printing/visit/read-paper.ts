import type { VisitWay } from '../../../contract/visit.ts'
import { nikDigits, parseNik } from '../../../contract/nik.ts'
import { decodeProof, verifyProof } from '../../../formats/paper/paper.ts'
import { isFault } from '../../../lib/fault.ts'
import { PRACTICE_STATION } from '../../practice-mark.ts'
import { refuse } from '../../refuse.ts'
import { nikInvalid } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { suketByNumber, verifyHere } from '../../suket/index.ts'

/** Whom one text means. `recording` is an id that this station may or may not have. */
export type Meant =
  | { readonly by: 'recording'; readonly how: VisitWay; readonly recording: string }
  | { readonly by: 'nik'; readonly how: VisitWay; readonly nik: string }
  /** A paper of a recording that is not here; proven where its signature could be held against the trust of this station. */
  | { readonly by: 'paper'; readonly station: string; readonly seq: number; readonly proven: boolean }

const PROOF = /^REKAM[0-9]/
const PACKET = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/
/** A number in the station's order, as the proof has it. */
const ORDER = /^[0-9]{1,7}$/

function isHere({ read }: Pick<Station, 'read'>, recording: string): boolean {
  return read.get('SELECT 1 FROM recording WHERE id = ?', [recording]) !== undefined
}

/** What a reader of papers answers, or null for a paper that it refuses. */
function readBy<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (isFault(error)) return null
    throw error
  }
}

/** A paper of practice is somebody's at practice alone. PRACTICE-PAPER. */
function refusePractice(station: Station, isPractice: boolean): void {
  if (isPractice && station.code !== PRACTICE_STATION) throw refuse('PRACTICE-PAPER')
}

/**
 * A proof of recording, or null for what is none. A station knows the certificates of its own epochs alone: another station's proof says where to ask,
 * and is said to be unproven.
 */
function ofProof(station: Station, text: string): Meant | null {
  const proven = readBy(() => verifyProof(text, station.trust))
  if (proven && isHere(station, proven.id)) return { by: 'recording', how: 'proof', recording: proven.id }
  const said = proven ?? readBy(() => decodeProof(text).statement)
  refusePractice(station, said?.station === PRACTICE_STATION)
  if (!said || (!proven && said.station === station.code)) return null
  return { by: 'paper', station: said.station, seq: said.seq, proven: proven !== null }
}

/**
 * A Suket whose signature holds, whatever its days: by the register where it is this very letter (other issuers may count in the same words, and a number
 * may stand under two letters after a restore), else by the NIK that it shows.
 */
function ofSuket(station: Station, text: string): Meant | null {
  const { verdict, number, nik } = verifyHere(station, text)
  refusePractice(station, verdict === 'practice')
  if (number === null) return null
  const entry = suketByNumber(station.read, number)
  if (entry?.qr === text) return { by: 'recording', how: 'suket', recording: entry.recording }
  return { by: 'nik', how: 'suket', nik: nik! }
}

/** A number that was typed. NIK-INVALID for sixteen digits that are none. */
function ofNumber(station: Station, text: string): Meant | null {
  const digits = nikDigits(text)
  if (/^[0-9]{16}$/.test(digits)) {
    const parts = parseNik(digits)
    if (!parts.ok) throw nikInvalid(parts.code)
    return { by: 'nik', how: 'nik', nik: parts.nik }
  }
  const entry = suketByNumber(station.read, text) ?? suketByNumber(station.read, text.toUpperCase())
  if (entry) return { by: 'recording', how: 'suket', recording: entry.recording }
  const packet = text.toLowerCase()
  if (PACKET.test(packet) && isHere(station, packet))
    return { by: 'recording', how: 'proof', recording: packet }
  if (!ORDER.test(text)) return null
  // After a restore numbers of two epochs may be the same: then the number alone says nobody.
  const found = station.read.all<{ id: string }>(
    "SELECT id FROM recording WHERE seq = ? AND kind = 'recording' LIMIT 2",
    [Number(text)],
  )
  return found.length === 1 ? { by: 'recording', how: 'proof', recording: found[0]!.id } : null
}

/** Whom a text means that was scanned or typed. VISIT-CODE for what means nobody, NIK-INVALID, PRACTICE-PAPER. */
export function meantBy(station: Station, scanned: string): Meant {
  const text = scanned.trim()
  const meant = PROOF.test(text)
    ? ofProof(station, text)
    : (ofNumber(station, text) ?? ofSuket(station, text))
  if (!meant) throw refuse('VISIT-CODE')
  return meant
}
