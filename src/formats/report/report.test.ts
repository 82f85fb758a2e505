import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from 'cborg'
import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { golden } from '../testing/golden.ts'
import { REPORT } from '../testing/report-sample.ts'
import { MMU_KEY, sampleId, sampleTrust, STATION_KEY, STRANGER } from '../testing/sample.ts'
import { Bench } from '../testing/stock.ts'
import { type Report, signReport, verifyReport } from './report.ts'
import { decodeReportText, isReportText, signReportText, verifyReportText } from './report-text.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })
const TEXT = signReportText(REPORT, STATION_KEY)
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/

test('a QR and a file say the same, and are read for ever', () => {
  expect(TEXT).toMatch(ALPHANUMERIC)
  expect(TEXT.length).toBeLessThan(650)
  expect(isReportText(TEXT)).toBe(true)
  expect(verifyReportText(TEXT, sampleTrust())).toEqual(REPORT)
  const signed = signReport(REPORT, STATION_KEY)
  expect(decodeReportText(TEXT).signed).toMatchObject({ bytes: signed.bytes })
  expect(verifyReport(signed, sampleTrust())).toEqual(REPORT)
  expect(text(golden('report', 'report.txt'))).toBe(TEXT)
  expect(
    verifyReport(
      { bytes: golden('report', 'report.json'), signature: text(golden('report', 'report.json.minisig')) },
      sampleTrust(),
    ),
  ).toEqual(REPORT)
})

test('stock minisign accepts what a QR stands for', () => {
  using bench = new Bench()
  const { signed } = decodeReportText(TEXT)
  expect(bench.minisign(STATION_KEY, signed.bytes, signed.signature)).toContain(`seq=${REPORT.seq}`)
})

const day = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
const dayText = day.map((at) => at.toISOString().slice(0, 10))
const count = fc.nat(2 ** 40)
const line = fc.stringMatching(/^[A-Za-z0-9 é./-]{1,24}$/)
const reports: fc.Arbitrary<Report> = fc.record({
  station: fc.stringMatching(/^[A-Z0-9]{4,20}$/).filter((name) => !/^(?:COM|LPT)\d$/.test(name)),
  epoch: fc.nat(999).map(sampleId),
  position: fc.integer({ min: 1, max: 9999 }),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  at: day.map((at) => at.toISOString()),
  day: dayText,
  program: fc.constantFrom('0.1.0', '12.34.56'),
  head: fc.record({ seq: count, hash: fc.stringMatching(/^[0-9a-f]{64}$/) }),
  today: fc.record({ recorded: count, suket: count, printed: count, handedOver: count }),
  open: fc.record(
    { queue: count, drafts: count, stuck: count, alarms: count, bags: fc.integer({ min: 1, max: 2 ** 40 }) },
    { requiredKeys: ['queue', 'drafts', 'stuck', 'alarms'] },
  ),
  recordings: count,
  waiting: count,
  oldestWaiting: fc.option(dayText),
  exported: count,
  onceOnly: count,
  statuses: fc.array(fc.nat(1_000_000), { minLength: 16, maxLength: 16 }),
  copies: fc.array(fc.nat(1_000_000), { minLength: 3, maxLength: 3 }),
  diskCount: count,
  disks: fc.array(
    fc.record({
      label: line,
      place: fc.option(line),
      level: fc.option(fc.integer({ min: 0, max: 2 })),
      behind: count,
      dueOn: fc.option(dayText),
    }),
    { maxLength: 8 },
  ),
  sites: fc.array(
    fc.record({
      code: fc.constantFrom('mmu', 'batam', 'pos-5272'),
      state: fc.constantFrom('unknown', 'open', 'refusing', 'unreachable' as const),
      since: fc.option(dayText),
    }),
    { maxLength: 4 },
  ),
  freeMb: count,
}) as fc.Arbitrary<Report>

test('every report comes back', () => {
  fc.assert(
    fc.property(reports, (report) => {
      expect(decodeReportText(signReportText(report, STATION_KEY)).report).toEqual(report)
    }),
    { numRuns: 60 },
  )
})

describe('refused', () => {
  const trust = sampleTrust()

  test('a report of a stranger, of a site, of another station, and any figure changed', () => {
    expect(() => verifyReportText(signReportText(REPORT, STRANGER), trust)).toThrow(code('TRUST-UNKNOWN-KEY'))
    expect(() => verifyReportText(signReportText(REPORT, MMU_KEY), trust)).toThrow(code('TRUST-PURPOSE'))
    const elsewhere = signReportText({ ...REPORT, station: '5272-02-A' }, STATION_KEY)
    expect(() => verifyReportText(elsewhere, trust)).toThrow(code('TRUST-STAMP'))
    const fields = decode(decodeBase45(TEXT.slice(7))) as unknown[]
    const forged = fields.with(13, [12_345, 0, null, 180, 0])
    expect(() => verifyReportText(`REKAMR1${encodeBase45(encode(forged))}`, trust)).toThrow(
      code('SIGNATURE-BAD'),
    )
  })

  test('another text, a later version, and whatever is cut or changed in it', () => {
    expect(() => decodeReportText('REKAM1ABC')).toThrow(code('FORMAT-UNREADABLE'))
    expect(() => decodeReportText(`REKAMR2${TEXT.slice(7)}`)).toThrow(code('FORMAT-NEWER'))
    fc.assert(
      fc.property(
        fc.nat(TEXT.length - 1),
        fc.constantFrom('0', 'A', 'Z', ':', '%'),
        fc.boolean(),
        (at, letter, cut) => {
          const bad = cut ? TEXT.slice(0, at) : TEXT.slice(0, at) + letter + TEXT.slice(at + 1)
          if (bad === TEXT) return
          try {
            verifyReportText(bad, trust)
            expect.unreachable()
          } catch (error) {
            expect(isFault(error) && error.code).toMatch(/^(?:FORMAT|TRUST|SIGNATURE)-/)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
