import { Fault } from '../../lib/fault.ts'
import { instantSchema, stationSchema } from '../fields.ts'

/** The folder on a disk that is ours; nothing outside it is ever touched. */
export const DISK_FOLDER = 'REKAM'

/** Seven digits of an 8.3 name. */
export const LAST_SEQUENCE = 9_999_999

/** `S0000012.TAR`. RangeError beyond seven digits. */
export function volumeName(sequence: number): string {
  return `S${digits(sequence)}.TAR`
}

/** The three files of a commit: the statement, its second copy, its signature. */
export function commitNames(sequence: number): { json: string; copy: string; signature: string } {
  const stem = `C${digits(sequence)}`
  return { json: `${stem}.JSN`, copy: `${stem}.BAK`, signature: `${stem}.SIG` }
}

/** The sequence number in the name of a volume or of a commit's file, else undefined. */
export function sequenceOf(name: string): { kind: 'volume' | 'commit'; sequence: number } | undefined {
  const found = /^(?:(S)(\d{7})\.TAR|C(\d{7})\.(?:JSN|BAK|SIG))$/.exec(name)
  const sequence = Number(found?.[2] ?? found?.[3])
  if (found === null || sequence === 0) return undefined
  return { kind: found[1] === undefined ? 'commit' : 'volume', sequence }
}

/** `202611` of an instant with a zone, as its own calendar has it. Fault FORMAT-INVALID for anything else. */
export function monthDir(instant: string): string {
  if (!instantSchema.safeParse(instant).success)
    throw new Fault('FORMAT-INVALID', { format: 'month', why: 'instant' })
  return instant.slice(0, 7).replace('-', '')
}

/** `/REKAM/<STATION>`, from the disk's root. Fault FORMAT-INVALID for a code that is no station's. */
export function stationDir(station: string): string {
  if (!stationSchema.safeParse(station).success) {
    throw new Fault('FORMAT-INVALID', { format: 'station', why: 'code' })
  }
  return `/${DISK_FOLDER}/${station}`
}

function digits(sequence: number): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > LAST_SEQUENCE) {
    throw new RangeError(`not a disk's sequence number: ${sequence}`)
  }
  return String(sequence).padStart(7, '0')
}

/** `202612` for `202611`, `202701` for `202612`. */
export function monthAfter(month: string): string {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 1))
  return next.toISOString().slice(0, 7).replace('-', '')
}
