import { expect, it } from 'vitest'
import type { OutageSummary } from '../src/core/printing/testing/outage-summary.ts'
import { told } from './outage.ts'

const WELL: OutageSummary = {
  diary: ['hari 1'],
  bags: 1,
  misprints: 0,
  byDrive: 0,
  resets: 0,
  amendments: 0,
  backups: 0,
  epochs: [],
  residents: 1,
  packets: 1,
  statuses: { CARD_ISSUED: 1 },
  unexplained: [],
  cardsPrinted: 1,
  suketWithdrawn: 1,
  suketOpen: 0,
  blanksLeft: 0,
  blanksReceived: 1,
  withoutReceipt: 0,
  withoutCopy: 0,
  numbersMissing: [],
  disagreements: [],
  gaps: [],
  apart: [],
}

it('an outage that went well ends with 0', () => {
  const out: string[] = []
  expect(told(WELL, (line) => void out.push(line))).toBe(0)
  expect(out[0]).toBe('hari 1')
  expect(out.filter((line) => line.startsWith('SALAH'))).toEqual([])
})

it.each<[Partial<OutageSummary>, string]>([
  [{ unexplained: ['CONTOH: PROCESSING'] }, 'unexplained: CONTOH: PROCESSING'],
  [
    { disagreements: ['a packet: CARD_ISSUED | CARD_PRINTED | CARD_ISSUED'] },
    'disagreements: a packet: CARD_ISSUED | CARD_PRINTED | CARD_ISSUED',
  ],
  [
    { apart: ['receipt of mmu on a packet: not at batam'] },
    'apart: receipt of mmu on a packet: not at batam',
  ],
  [{ numbersMissing: ['2026/4'] }, 'numbersMissing: 2026/4'],
  [{ withoutReceipt: 1 }, 'withoutReceipt: 1'],
  [{ withoutCopy: 2 }, 'withoutCopy: 2'],
])('one that did not ends with 1, and says what: %j', (wrong, said) => {
  const out: string[] = []
  expect(told({ ...WELL, ...wrong }, (line) => void out.push(line))).toBe(1)
  expect(out.at(-1)).toBe(`SALAH ${said}`)
})
