import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectVolume, sampleItem, samplePair } from '../../formats/testing/volume-sample.ts'
import { hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { VolumeCheck } from './volume-check.ts'

const items = [
  ...samplePair(1, 40),
  ...samplePair(2, 3000),
  sampleItem('changes', 'CHANGES.AGE', new Uint8Array(700).fill(7)),
]
const { bytes, result } = await collectVolume(items)
const { index, indexOffset, indexBytes } = result
const place = { offset: indexOffset, bytes: indexBytes }
const known = { ...place, sha256: hex(sha256(bytes.subarray(indexOffset, indexOffset + indexBytes))) }

/** The same where each member comes in pieces of so many bytes. */
async function judgedInPieces(
  read: Uint8Array,
  spoken: ConstructorParameters<typeof VolumeCheck>[0],
  piece: number,
) {
  const check = new VolumeCheck(spoken)
  let from = 0
  for (const member of index.members) {
    const end = member.offset + member.bytes
    const pieces = async function* (start: number) {
      yield read.subarray(start, member.offset)
      for (let at = member.offset; at < end; at += piece) yield read.subarray(at, Math.min(end, at + piece))
    }
    await check.pieces(pieces(from), member)
    from = end
  }
  check.piece(from, read.subarray(from), [], [])
  return check.verdict(read.length)
}

/** What is said of bytes that are read in pieces of so many members each. */
function judged(read: Uint8Array, spoken: ConstructorParameters<typeof VolumeCheck>[0], step = 1) {
  const check = new VolumeCheck(spoken)
  let from = 0
  for (let n = 0; n < index.members.length; n += step) {
    const group = index.members.slice(n, n + step)
    const { offset, bytes: length } = group.at(-1)!
    const digests = group.map((one) => hex(sha256(read.subarray(one.offset, one.offset + one.bytes))))
    check.piece(from, read.subarray(from, offset + length), group, digests)
    from = offset + length
  }
  check.piece(from, read.subarray(from), [], [])
  return check.verdict(read.length)
}

describe.each([
  ['its index is known by digest', { bytes: result.bytes, sha256: result.sha256, index: known }],
  ['only the whole is known', { bytes: result.bytes, sha256: result.sha256, index: place }],
])('a volume of which %s', (_, spoken) => {
  test.each([1, 2, 5])('is sound as it was written, %i members at once', (step) => {
    expect(judged(bytes, spoken, step)).toBe('')
  })

  test('is not with any bit of it changed: data, headers, padding, index, end', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), fc.constantFrom(1, 2), (at, bit, step) => {
        const spoilt = bytes.slice()
        spoilt[at]! ^= 1 << bit
        expect(judged(spoilt, spoken, step)).toBe('sha256')
      }),
      { numRuns: 300 },
    )
  })

  test('is judged as well where its members come in pieces', async () => {
    expect(await judgedInPieces(bytes, spoken, 100)).toBe('')
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(7),
        fc.integer({ min: 1, max: 4000 }),
        async (at, bit, piece) => {
          const spoilt = bytes.slice()
          spoilt[at]! ^= 1 << bit
          expect(await judgedInPieces(spoilt, spoken, piece)).toBe('sha256')
        },
      ),
      { numRuns: 200 },
    )
  })

  test('is not with bytes behind its end, nor without some of them', () => {
    expect(judged(new Uint8Array([...bytes, ...utf8('LAGI')]), spoken)).toBe('size')
    expect(judged(bytes.subarray(0, -512), spoken)).toBe('size')
  })
})

test('a volume whose index is another one than the commit knows is not sound', () => {
  const spoken = { bytes: result.bytes, sha256: result.sha256, index: { ...known, sha256: '00'.repeat(32) } }
  expect(judged(bytes, spoken)).toBe('sha256')
})

test('nobody speaks for a volume without commit, and the first reason stays', () => {
  expect(judged(bytes, null)).toBe('no commit')
  const check = new VolumeCheck({ bytes: 0, sha256: '', index: known })
  check.fail('too long')
  check.fail('sha256')
  expect(check.verdict(0)).toBe('too long')
})
