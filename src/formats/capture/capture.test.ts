import { expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { EPOCH, sampleId } from '../testing/sample.ts'
import { type CaptureRecord, decodeCapture, encodeAudit, encodeCapture } from './capture.ts'

const RECORD: CaptureRecord = {
  operator: 'contoh',
  startedAt: '2026-11-23T01:00:00.000Z',
  sealedAt: '2026-11-23T01:04:00.000Z',
  again: 'CONTOH: berkas lama rusak',
  confirmed: true,
  truth: true,
  captures: [
    {
      slot: 'photo',
      member: 'photo.jpg',
      device: 'CONTOH kamera',
      attempts: 2,
      crop: { x: 140, y: 0, width: 360, height: 480 },
    },
    {
      slot: 'finger-right-index',
      member: 'finger-right-index.png',
      device: 'CONTOH',
      score: 71.5,
      attempts: 1,
    },
  ],
  exceptions: [{ slot: 'finger-left-little', reason: 'tidak ada' }],
}

test('the record of the first version is read for ever, and written byte for byte again', () => {
  const bytes = golden('capture', 'capture.json')
  expect(decodeCapture(bytes)).toEqual(RECORD)
  expect(text(encodeCapture(RECORD))).toBe(text(bytes))
})

test('cut or changed it is refused or differs, and never crashes', () => {
  const bytes = encodeCapture(RECORD)
  // All but the line feed at the end says something.
  for (const damaged of [...cuts(bytes.subarray(0, -1), 3), ...flips(bytes, 5)]) {
    try {
      expect(decodeCapture(damaged)).not.toEqual(RECORD)
    } catch (error) {
      expect(isFault(error)).toBe(true)
    }
  }
})

test('a recording without the statement, or of the future, is not taken', () => {
  const spelt = text(encodeCapture(RECORD))
  expect(() => decodeCapture(utf8(spelt.replace('"truth":true', '"truth":false')))).toThrow(
    'FORMAT-UNREADABLE',
  )
  expect(() => decodeCapture(utf8(spelt.replace('"version":1', '"version":2')))).toThrow('FORMAT-NEWER')
})

test('the audit is one act per line', () => {
  const act = {
    epoch: EPOCH,
    seq: 7,
    at: '2026-11-23T01:00:00.000Z',
    actor: 'contoh',
    act: 'draft.started',
    subject: sampleId(1),
    commitment: null,
    prev: '00'.repeat(32),
    hash: 'ab'.repeat(32),
  }
  const lines = text(encodeAudit([act, { ...act, seq: 8 }])).split('\n')
  expect(lines).toHaveLength(3)
  expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toEqual([act, { ...act, seq: 8 }])
})
