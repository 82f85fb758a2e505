import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault, isFault } from '../../lib/fault.ts'
import { flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { DISK, EPOCH, sampleTrust, STATION, STATION_KEY, STRANGER } from '../testing/sample.ts'
import { type DiskMarker, MARKER, MARKER_SIGNATURE, markerStamp, readMarker, signMarker } from './disk.ts'

const marker: DiskMarker = {
  disk: DISK,
  station: STATION,
  epoch: EPOCH,
  kind: 'desk',
  label: 'CONTOH MEJA',
  volume: '7BAC-84BE',
  pairedAt: '2026-11-23T01:00:00.000Z',
}

test('golden: a marker of the first version reads, verifies, and is written the same again', () => {
  const bytes = golden('disk', MARKER)
  const signature = new TextDecoder().decode(golden('disk', MARKER_SIGNATURE))
  expect(readMarker(bytes)).toEqual(marker)
  expect(sampleTrust().verify(bytes, signature, 'report', markerStamp(marker)).stamp.id).toBe(DISK)
  expect(signMarker(marker, STATION_KEY)).toEqual({ bytes, signature })
})

test('a marker of a stranger reads but does not verify', () => {
  const { bytes, signature } = signMarker(marker, STRANGER)
  expect(readMarker(bytes)).toEqual(marker)
  expect(() => sampleTrust().verify(bytes, signature, 'report')).toThrow('TRUST-UNKNOWN-KEY')
})

test.each([
  ['a station that leaves the folder', { station: '../etc' }],
  ['an id that is a path', { disk: '../../../../../../etc/passw' }],
  ['a label of two lines', { label: 'a\nb' }],
  ['a label that turns the text around', { label: 'a\u202eb' }],
  ['another kind', { kind: 'system' as 'desk' }],
])('never written: %s', (_, wrong) => {
  expect(() => signMarker({ ...marker, ...wrong }, STATION_KEY)).toThrow(
    expect.objectContaining({ code: 'FORMAT-INVALID' }),
  )
})

test('every flipped bit is refused by the reader or by the signature', () => {
  const { bytes, signature } = signMarker(marker, STATION_KEY)
  for (const bent of flips(bytes, 5)) {
    expect(() => sampleTrust().verify(bent, signature, 'report', markerStamp(readMarker(bent)))).toThrow(
      Fault,
    )
  }
})

test('any bytes are read or refused with a Fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        readMarker(bytes)
      } catch (error) {
        expect(isFault(error)).toBe(true)
      }
    }),
  )
})
