import { describe, expect, it } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { EPOCH, keyLine, sampleId, STATION, STATION_KEY } from '../testing/sample.ts'
import { decodeRequest, encodeRequest } from './request.ts'

const REQUEST = {
  station: STATION,
  epoch: EPOCH,
  key: keyLine(STATION_KEY),
  parent: { epoch: sampleId(99), head: 'ab'.repeat(32) },
}

describe('certificate request', () => {
  it('of the first version is read for ever, and written byte for byte again', () => {
    const bytes = golden('request', 'request.json')
    expect(decodeRequest(bytes)).toEqual({ format: 'rekam-request', version: 1, ...REQUEST })
    expect(text(encodeRequest(REQUEST))).toBe(text(bytes))
  })

  it('refuses what is none', () => {
    const changed = (fields: object) =>
      utf8(JSON.stringify({ ...JSON.parse(text(encodeRequest(REQUEST))), ...fields }))
    expect(() => decodeRequest(changed({ key: 'RWshort' }))).toThrow('FORMAT-UNREADABLE')
    expect(() => decodeRequest(changed({ purposes: ['receipt'] }))).toThrow('FORMAT-UNREADABLE')
    expect(() => decodeRequest(changed({ station: '../../etc' }))).toThrow('FORMAT-UNREADABLE')
    expect(() => decodeRequest(changed({ version: 2 }))).toThrow('FORMAT-NEWER')
  })
})
