import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, hex, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { cuts } from '../testing/damage.ts'
import { sampleId } from '../testing/sample.ts'
import { Bench } from '../testing/stock.ts'
import { collectVolume, readerOf, sampleItem, samplePair, VOLUME_META } from '../testing/volume-sample.ts'
import { decodeJson, encodeJson } from '../json.ts'
import { decodeIndex, INDEX_NAME, indexFormat, VOLUME_LIMIT } from './index-file.ts'
import { VolumePlan, volumeBytesAtMost } from './plan.ts'
import { checkMembers, readMember, readVolume, streamMember } from './read.ts'
import { type VolumeItem, writeVolume } from './write.ts'

const ITEMS = [
  ...samplePair(1, 10),
  ...samplePair(2, 700),
  sampleItem('changes', 'CHANGES.AGE'),
  sampleItem('state', 'STATE001.AGE'),
  sampleItem('state', 'STATE002.AGE'),
  sampleItem('base', 'BASE001.AGE'),
  sampleItem('drafts', 'DRAFTS.AGE'),
]
const code = (expected: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code: expected } : { code: expected, params })

test('is what tar lists, and its index is the last member', async () => {
  const { bytes, result } = await collectVolume(ITEMS)
  using bench = new Bench()
  const listed = bench.run('tar', '-tf', bench.put('S0000012.TAR', bytes)).toString().trimEnd().split('\n')
  expect(listed).toEqual([...ITEMS.map(({ name }) => name), INDEX_NAME])
  const index = bench.run('tar', '-xOf', 'S0000012.TAR', INDEX_NAME)
  expect(index.toString()).toBe(`${JSON.stringify(result.index)}\n`)
  const packet = bench.run('tar', '-xOf', 'S0000012.TAR', ITEMS[0]!.name)
  expect(hex(sha256(packet))).toBe(ITEMS[0]!.sha256)
})

test('an index is taken for what its JSON says, however it is spelt and whatever is wrong with it', async () => {
  const { index } = (await collectVolume(ITEMS)).result
  const canonical = encodeJson(indexFormat, index)
  expect(decodeIndex(canonical)).toEqual(index)
  expect(decodeIndex(encodeJson(indexFormat, { ...index, members: [] })).members).toEqual([])
  expect(decodeIndex(utf8(JSON.stringify(index, null, 1)))).toEqual(index)
  const verdict = (read: () => unknown) => {
    try {
      return read()
    } catch (error) {
      return error instanceof Fault ? { ...error.params, code: error.code } : error
    }
  }
  const words = [
    '"',
    ',',
    '}',
    ']',
    '{',
    '0',
    '1',
    'a',
    '\\',
    ' ',
    ']}\n',
    '"members":[',
    '"kind":"packet"',
    '\u00e9',
  ]
  fc.assert(
    fc.property(fc.nat(canonical.length), fc.nat(40), fc.constantFrom('', ...words), (at, gone, put) => {
      const bent = concat(canonical.subarray(0, at), utf8(put), canonical.subarray(at + gone))
      expect(verdict(() => decodeIndex(bent))).toEqual(verdict(() => decodeJson(indexFormat, bent)))
    }),
    { numRuns: 2000 },
  )
})

test('the result is what a reader finds', async () => {
  const { bytes, result } = await collectVolume(ITEMS)
  expect(result).toMatchObject({ count: 2, bytes: bytes.length, sha256: hex(sha256(bytes)) })
  const read = readerOf(bytes)
  const index = await readVolume(read, bytes.length, result)
  expect(index).toEqual(result.index)
  expect(await readVolume(read, bytes.length)).toEqual(index)
  for (const [i, member] of index.members.entries()) {
    expect(hex(await readMember(read, member))).toBe(hex(ITEMS[i]!.data as Uint8Array))
    const pieces: Uint8Array[] = []
    for await (const piece of streamMember(read, member)) pieces.push(piece.slice())
    expect(hex(concat(...pieces))).toBe(hex(ITEMS[i]!.data as Uint8Array))
  }
  for await (const { ok } of checkMembers(read, index)) expect(ok).toBe(true)
})

test('an empty volume is a volume', async () => {
  const { bytes, result } = await collectVolume([])
  expect(result.count).toBe(0)
  expect(await readVolume(readerOf(bytes), bytes.length)).toEqual(result.index)
})

test('data may come in any pieces, and the plan is never too small', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.uint8Array({ maxLength: 700 })), { maxLength: 8 }), async (all) => {
      const items = all.map((pieces, i): VolumeItem => {
        const bytes = pieces.reduce((sum, { length }) => sum + length, 0)
        return { kind: 'state', name: `STATE00${i + 1}.AGE`, bytes, data: pieces }
      })
      const { bytes, result } = await collectVolume(items)
      expect(bytes.length).toBeLessThanOrEqual(volumeBytesAtMost(items.map((item) => item.bytes)))
      const found = await readVolume(readerOf(bytes), bytes.length, result)
      expect(found.members.map((member) => member.sha256)).toEqual(
        all.map((pieces) => hex(sha256(Buffer.concat(pieces)))),
      )
    }),
    { numRuns: 40 },
  )
})

test('a plan closes a volume at the limit', () => {
  const plan = new VolumePlan()
  let bytes = 0
  while (plan.add(300_000)) bytes += 300_000
  expect(plan.isFull).toBe(true)
  expect(bytes).toBeLessThan(VOLUME_LIMIT)
  expect(bytes).toBeGreaterThan(VOLUME_LIMIT - 2_000_000)
})

describe('never written', () => {
  const [packet, signature] = samplePair(1, 10) as [VolumeItem, VolumeItem]
  const [, foreign] = samplePair(2, 10) as [VolumeItem, VolumeItem]
  const changes = sampleItem('changes', 'CHANGES.AGE')
  test.each<[string, VolumeItem[], string]>([
    ['a packet without its signature', [packet], 'packet without signature'],
    ['a packet and something else', [packet, changes], 'packet without signature'],
    ['a signature alone', [signature], 'signature without packet'],
    ['the signature of another', [packet, foreign], 'signature without packet'],
    ['a packet after the changes', [changes, packet, signature], 'member order'],
    ['a packet twice', [packet, signature, packet, signature], 'member twice'],
    ['a NIK as name', [{ ...packet, name: '3171234567890123.rkp' }], 'member name'],
    ['a path', [{ ...changes, name: '../CHANGES.AGE' }], 'member name'],
    ['an index of the caller', [{ ...changes, name: INDEX_NAME }], 'member name'],
  ])('%s', async (_, items, why) => {
    await expect(collectVolume(items)).rejects.toThrow(
      code('FORMAT-INVALID', { format: 'rekam-volume', why }),
    )
  })

  test.each<[string, Partial<VolumeItem>, string]>([
    ['fewer bytes than announced', { bytes: packet.bytes + 1 }, 'bytes'],
    ['more bytes than announced', { bytes: packet.bytes - 1 }, 'bytes'],
    ['rot on the station', { sha256: '00'.repeat(32) }, 'sha256'],
  ])('%s', async (_, wrong, why) => {
    await expect(collectVolume([{ ...packet, ...wrong }, signature])).rejects.toThrow(
      code('VOLUME-ITEM', { name: packet.name, why }),
    )
  })

  test('a result before the end, or a volume twice', async () => {
    const stream = writeVolume([], VOLUME_META)
    expect(() => stream.result).toThrow(RangeError)
    await expect(collectVolume([], { ...VOLUME_META, disk: 'x' })).rejects.toThrow(code('FORMAT-INVALID'))
    const drain = async () => {
      for await (const _ of stream);
    }
    await drain()
    await expect(drain()).rejects.toThrow(RangeError)
  })
})

describe('a hostile index', () => {
  const member = { name: 'CHANGES.AGE', offset: 512, bytes: 5, sha256: '00'.repeat(32), kind: 'changes' }
  const id = sampleId(1)
  test.each<[string, object]>([
    ['a gap between members', { members: [{ ...member, offset: 1024 }] }],
    ['a member beyond the end', { members: [{ ...member, bytes: 1e15 }] }],
    ['a negative place', { members: [{ ...member, offset: -512 }] }],
    ['a path', { members: [{ ...member, name: '../../x' }] }],
    ['an unknown kind', { members: [{ ...member, kind: 'toString' }] }],
    ['a packet alone', { members: [{ ...member, kind: 'packet', name: `${id}.rkp` }] }],
    ['no members', { members: undefined }],
    ['members as an object', { members: { length: 1 } }],
    ['a station outside the tree', { station: '../..' }],
  ])('%s', async (_, wrong) => {
    const { bytes, result } = await collectVolume([])
    const spelt = utf8(JSON.stringify({ ...result.index, ...wrong }))
    const hostile = bytes.slice()
    hostile.fill(0x20, result.indexOffset, result.indexOffset + result.indexBytes)
    const { bytes: longer, result: place } = await collectVolume([sampleItem('changes', 'CHANGES.AGE')])
    longer.fill(0x20, place.indexOffset, place.indexOffset + place.indexBytes)
    longer.set(spelt.subarray(0, place.indexBytes), place.indexOffset)
    await expect(readVolume(readerOf(longer), longer.length, place)).rejects.toThrow(
      code('FORMAT-UNREADABLE'),
    )
    await expect(readVolume(readerOf(hostile), hostile.length)).rejects.toThrow(Fault)
  })

  test('places outside the file', async () => {
    const { bytes, result } = await collectVolume(ITEMS)
    const { indexOffset, indexBytes } = result
    for (const [at, length] of [
      [-1, indexBytes],
      [indexOffset, 1e15],
      [indexOffset + 512, indexBytes],
      [bytes.length, indexBytes],
      [0.5, indexBytes],
    ] as const) {
      const place = { indexOffset: at, indexBytes: length }
      await expect(readVolume(readerOf(bytes), bytes.length, place)).rejects.toThrow(
        code('FORMAT-UNREADABLE'),
      )
    }
  })

  test('headers that say otherwise', async () => {
    const one = await collectVolume([sampleItem('state', 'STATE001.AGE')])
    const other = await collectVolume([sampleItem('state', 'STATE002.AGE')])
    one.bytes.set(other.bytes.subarray(0, 512))
    await expect(readVolume(readerOf(one.bytes), one.bytes.length)).rejects.toThrow(
      code('FORMAT-UNREADABLE', { format: 'rekam-index', why: 'headers differ' }),
    )
  })
})

test('cut anywhere, it is refused; a changed member is found', async () => {
  const { bytes, result } = await collectVolume(ITEMS)
  for (const short of cuts(bytes, 97)) {
    await expect(readVolume(readerOf(short), short.length)).rejects.toThrow(Fault)
    await expect(readVolume(readerOf(short), short.length, result)).rejects.toThrow(Fault)
    if (short.length < result.indexOffset + result.indexBytes) {
      await expect(readVolume(readerOf(short), bytes.length, result)).rejects.toThrow(Fault)
    }
  }
  const member = result.index.members[2]!
  bytes[member.offset + 3]! ^= 1
  const bad: string[] = []
  for await (const { member: found, ok } of checkMembers(readerOf(bytes), result.index)) {
    if (!ok) bad.push(found.name)
  }
  expect(bad).toEqual([member.name])
  await expect(readMember(readerOf(bytes), member)).rejects.toThrow(code('FORMAT-UNREADABLE'))
  const streaming = async () => {
    for await (const piece of streamMember(readerOf(bytes), member)) expect(piece.length).toBeGreaterThan(0)
  }
  await expect(streaming()).rejects.toThrow(code('FORMAT-UNREADABLE'))
})
