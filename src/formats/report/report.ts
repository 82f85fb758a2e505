import { z } from 'zod'
import type { SigningKey } from '../../lib/minisign.ts'
import { countSchema, lineSchema, seqSchema, sha256Schema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached } from '../trust/comment.ts'
import { Fault } from '../../lib/fault.ts'
import type { Trust } from '../trust/trust.ts'

/** Statuses in the order in which a report counts them. The order is the format's; a new one goes behind. */
export const REPORT_STATUSES = [
  'UNREGISTERED',
  'BIO_CAPTURED',
  'PROCESSING',
  'SENT_FOR_ENROLLMENT',
  'RECEIVED_AT_CENTRAL',
  'PRINT_READY_RECORD',
  'DUPLICATE_RECORD',
  'ENROLL_FAILURE_AT_CENTRAL',
  'ENROLL_FAILURE_AT_REGIONAL',
  'SEARCH_FAILURE_AT_CENTRAL',
  'ADJUDICATE_RECORD',
  'REQUEST_VALIDATION',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
] as const
export const SITE_STATES = ['unknown', 'open', 'refusing', 'unreachable'] as const
/** Disks that a report names; `diskCount` says how many there are. */
export const MOST_DISKS = 8

const dayOf = z.iso.date()
/** Milliseconds and UTC: what a QR's number comes back as. */
const momentSchema = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z$/)
  .refine((at) => !Number.isNaN(Date.parse(at)))

export const reportDisk = z.strictObject({
  label: lineSchema(24),
  place: lineSchema(24).nullable(),
  /** The level of its weakest copy. */
  level: z.int().min(0).max(2).nullable(),
  behind: countSchema,
  dueOn: dayOf.nullable(),
})

export const reportSite = z.strictObject({
  code: siteSchema,
  state: z.enum(SITE_STATES),
  since: dayOf.nullable(),
})

const schema = z.strictObject({
  ...formatHead('rekam-report'),
  station: stationSchema,
  epoch: idSchema,
  /** The epoch's place in the station's history; a later one is newer whatever the numbers say. */
  position: z.int().min(1).max(9999),
  /** The number of the last change at the station: a higher one is newer. */
  seq: seqSchema,
  at: momentSchema,
  day: dayOf,
  program: lineSchema(20),
  /** What the epoch had sealed: number and running digest; 0 and zeros before the first. */
  head: z.strictObject({ seq: countSchema, hash: sha256Schema }),
  today: z.strictObject({
    recorded: countSchema,
    suket: countSchema,
    printed: countSchema,
    handedOver: countSchema,
  }),
  /** `bags`: exports that nobody answered in time; left out for none. */
  open: z.strictObject({
    queue: countSchema,
    drafts: countSchema,
    stuck: countSchema,
    alarms: countSchema,
    bags: seqSchema.optional(),
  }),
  recordings: countSchema,
  waiting: countSchema,
  oldestWaiting: dayOf.nullable(),
  exported: countSchema,
  onceOnly: countSchema,
  /** Recordings by status, in the order of REPORT_STATUSES. */
  statuses: z.array(countSchema).length(REPORT_STATUSES.length),
  /** Recordings by the number of disks on which a verified copy counts: none, one, two or more. */
  copies: z.array(countSchema).length(3),
  diskCount: countSchema,
  disks: z.array(reportDisk).max(MOST_DISKS),
  sites: z.array(reportSite).max(4),
  /** Room left on the station's computer, in megabytes (10^6). */
  freeMb: countSchema,
})

export const reportFormat: JsonFormat<typeof schema> = {
  name: 'rekam-report',
  version: 1,
  limit: 8192,
  schema,
}

/** What a station says of itself in the evening: counts, and no word about a person. */
export type Report = Omit<z.infer<typeof schema>, 'format' | 'version'>

/** The exact bytes that a report's signature covers. FORMAT-INVALID. */
export function encodeReport(report: Report): Uint8Array {
  return encodeJson(reportFormat, { format: 'rekam-report', version: 1, ...report })
}

/** The stamp of a report's signature. */
export function stampOf({ station, epoch, seq }: Pick<Report, 'station' | 'epoch' | 'seq'>) {
  return { purpose: 'report', station, epoch, seq } as const
}

export function signReport(report: Report, key: SigningKey): Signed {
  const bytes = encodeReport(report)
  return { bytes, signature: signDetached(bytes, key, stampOf(report)) }
}

/** The report, if a station that the root certified signed it. Faults of Trust.verify, FORMAT-UNREADABLE, FORMAT-NEWER. */
export function verifyReport({ bytes, signature }: Signed, trust: Trust): Report {
  const { format: _, version: __, ...report } = decodeJson(reportFormat, bytes)
  const { station, epoch, seq } = report
  const { certificate } = trust.verify(bytes, signature, 'report', { station, epoch, seq })
  if (certificate === 'root' || certificate.subject.kind !== 'station') {
    throw new Fault('TRUST-PURPOSE', { expected: 'station', found: 'site' })
  }
  return report
}
