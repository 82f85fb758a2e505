import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeIpp, encodeIpp, GET_JOBS, keyword, uri } from './ipp.ts'

/** An answer as RFC 8010 lays it out: two jobs, each with an id and a name. */
const answer = Buffer.concat([
  Buffer.from([1, 1, 0, 0, 0, 0, 0, 1, 1]),
  Buffer.from([0x47, 0, 18]),
  Buffer.from('attributes-charset'),
  Buffer.from([0, 5]),
  Buffer.from('utf-8'),
  ...[7, 8].flatMap((id) => [
    Buffer.from([2, 0x21, 0, 6]),
    Buffer.from('job-id'),
    Buffer.from([0, 4, 0, 0, 0, id]),
    Buffer.from([0x42, 0, 8]),
    Buffer.from('job-name'),
    Buffer.from([0, 2]),
    Buffer.from(`J${id}`),
  ]),
  Buffer.from([3]),
])

describe('ipp', () => {
  it('reads the jobs of an answer', () => {
    const { status, jobs } = decodeIpp(answer)
    expect(status).toBe(0)
    expect(jobs.map((job) => [job.get('job-id')?.[0], job.get('job-name')?.[0]])).toEqual([
      [7, 'J7'],
      [8, 'J8'],
    ])
  })

  it('writes several values of one attribute with empty names', () => {
    const bytes = encodeIpp(GET_JOBS, [
      uri('printer-uri', 'ipp://x/'),
      keyword('requested-attributes', 'a'),
      keyword('', 'b'),
    ])
    expect(Buffer.from(bytes.subarray(0, 9)).toString('hex')).toBe('0101000a0000000101')
    expect(Buffer.from(bytes.subarray(-7)).toString('hex')).toBe('44000000016203')
  })

  it('takes no bytes for an answer that are none, and always comes to an end', () => {
    fc.assert(
      fc.property(fc.nat(answer.length - 1), (length) => {
        expect(() => decodeIpp(answer.subarray(0, length))).toThrow(RangeError)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeIpp(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})
