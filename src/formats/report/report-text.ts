import { decode, encode } from 'cborg'
import { z } from 'zod'
import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { base64, concat, hex, unhex, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { parseSignature, type SigningKey } from '../../lib/minisign.ts'
import { formatId, parseId } from '../id.ts'
import { unreadable } from '../json.ts'
import { formatStamp, type Signed } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'
import { encodeReport, type Report, SITE_STATES, signReport, stampOf, verifyReport } from './report.ts'

const FORMAT = 'rekam-report'
const PREFIX = 'REKAMR'
const VERSION = '1'
/** Characters: QR version 30 at level M still holds it, and a telephone reads that from a screen. */
const LIMIT = 1900

const DAY_MS = 86_400_000
const toDays = (day: string | null) => (day === null ? null : Math.round(Date.parse(day) / DAY_MS))
const bytesSchema = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.length === length)
const n = z.int().min(0)
/** Days since 1970, up to the year 2100. */
const daySchema = z
  .int()
  .min(0)
  .max(47_482)
  .transform((days) => new Date(days * DAY_MS).toISOString().slice(0, 10))

/** The fields of a QR in their order (report.md). */
const tuple = z.tuple([
  bytesSchema(8),
  bytesSchema(64),
  bytesSchema(64),
  z.string(),
  bytesSchema(16),
  n,
  n,
  z
    .int()
    .min(0)
    .max(4_102_444_800_000)
    .transform((ms) => new Date(ms).toISOString()),
  daySchema,
  z.string(),
  z.tuple([n, bytesSchema(32)]),
  z.tuple([n, n, n, n]),
  z.tuple([n, n, n, n, n.min(1).optional()]),
  z.tuple([n, n, daySchema.nullable(), n, n]),
  z.array(n),
  z.array(n),
  n,
  z.array(z.tuple([z.string(), z.string().nullable(), n.nullable(), n, daySchema.nullable()])),
  z.array(
    z.tuple([
      z.string(),
      z
        .int()
        .min(0)
        .max(SITE_STATES.length - 1),
      daySchema.nullable(),
    ]),
  ),
  n,
])

function fieldsOf(report: Report): unknown[] {
  const { today, open } = report
  return [
    report.station,
    parseId(report.epoch),
    report.position,
    report.seq,
    Date.parse(report.at),
    toDays(report.day),
    report.program,
    [report.head.seq, unhex(report.head.hash)],
    [today.recorded, today.suket, today.printed, today.handedOver],
    [open.queue, open.drafts, open.stuck, open.alarms, ...(open.bags === undefined ? [] : [open.bags])],
    [report.recordings, report.waiting, toDays(report.oldestWaiting), report.exported, report.onceOnly],
    report.statuses,
    report.copies,
    report.diskCount,
    report.disks.map(({ label, place, level, behind, dueOn }) => [
      label,
      place,
      level,
      behind,
      toDays(dueOn),
    ]),
    report.sites.map(({ code, state, since }) => [code, SITE_STATES.indexOf(state), toDays(since)]),
    report.freeMb,
  ]
}

/** Signs a report and spells it for a QR, in QR's alphanumeric set. FORMAT-INVALID. */
export function signReportText(report: Report, key: SigningKey): string {
  const { keyId, signature, globalSignature } = parseSignature(signReport(report, key).signature)
  const text =
    PREFIX + VERSION + encodeBase45(encode([keyId, signature, globalSignature, ...fieldsOf(report)]))
  if (text.length > LIMIT) throw new Fault('FORMAT-INVALID', { format: FORMAT, why: 'too long' })
  return text
}

/** Whether a text says that it is a report of a station, of whatever version. */
export function isReportText(text: string): boolean {
  return /^REKAMR[0-9]/.test(text)
}

/** What a text says, unverified: the document and the minisign signature that it stands for. FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeReportText(spelt: string): { report: Report; signed: Signed } {
  const [keyId, signature, global, ...fields] = tupleOf(spelt)
  const report = reportOf(fields)
  const lines = [
    'untrusted comment: rekam',
    base64(concat(utf8('ED'), keyId, signature)),
    `trusted comment: ${formatStamp(stampOf(report))}`,
    base64(global),
  ]
  try {
    return { report, signed: { bytes: encodeReport(report), signature: `${lines.join('\n')}\n` } }
  } catch (cause) {
    throw unreadable(FORMAT, 'fields', cause)
  }
}

/** The report that a text proves. Faults of decodeReportText and of Trust.verify. */
export function verifyReportText(spelt: string, trust: Trust): Report {
  return verifyReport(decodeReportText(spelt).signed, trust)
}

type Fields = z.output<typeof tuple>

function tupleOf(spelt: string): Fields {
  if (spelt.length > LIMIT) throw unreadable(FORMAT, 'too long')
  if (!isReportText(spelt)) throw unreadable(FORMAT, 'no report of ours')
  const version = spelt[PREFIX.length]!
  if (version !== VERSION) throw new Fault('FORMAT-NEWER', { format: FORMAT, version: Number(version) })
  let value: unknown
  try {
    value = decode(decodeBase45(spelt.slice(PREFIX.length + 1)), { strict: true, allowIndefinite: false })
  } catch (cause) {
    throw unreadable(FORMAT, 'not CBOR', cause)
  }
  const fitted = tuple.safeParse(value)
  if (!fitted.success) throw unreadable(FORMAT, 'fields', fitted.error)
  return fitted.data
}

type Rest<T> = T extends [unknown, unknown, unknown, ...infer R] ? R : never

function reportOf(fields: Rest<Fields>): Report {
  const [station, epoch, position, seq, at, day, program, head, today, open, counts, statuses, copies] =
    fields
  const [diskCount, disks, sites, freeMb] = fields.slice(13) as [
    Fields[16],
    Fields[17],
    Fields[18],
    Fields[19],
  ]
  const [recordings, waiting, oldestWaiting, exported, onceOnly] = counts
  return {
    station,
    epoch: formatId(epoch),
    position,
    seq,
    at,
    day,
    program,
    head: { seq: head[0], hash: hex(head[1]) },
    today: { recorded: today[0], suket: today[1], printed: today[2], handedOver: today[3] },
    open: {
      queue: open[0],
      drafts: open[1],
      stuck: open[2],
      alarms: open[3],
      ...(open[4] === undefined ? {} : { bags: open[4] }),
    },
    recordings,
    waiting,
    oldestWaiting,
    exported,
    onceOnly,
    statuses,
    copies,
    diskCount,
    disks: disks.map(([label, place, level, behind, dueOn]) => ({ label, place, level, behind, dueOn })),
    sites: sites.map(([code, state, since]) => ({ code, state: SITE_STATES[state]!, since })),
    freeMb,
  }
}
