import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { sampleTrust } from '../testing/sample.ts'
import { collectVolume, readerOf, sampleItem, samplePair } from '../testing/volume-sample.ts'
import { BLOCK, endOf, type VolumeMember } from './index-file.ts'
import type { ReadAt } from './read.ts'
import { salvageVolume } from './salvage.ts'
import { verifySalvaged } from './salvage-verify.ts'

const SIZES = [5, 300, 1500, 0, 900]
const PAIRS = SIZES.map((bytes, i) => samplePair(i + 1, bytes))
const TRUST = sampleTrust()
const { bytes: VOLUME, result: RESULT } = await collectVolume([
  ...PAIRS.flat(),
  sampleItem('changes', 'CHANGES.AGE'),
])
const MEMBERS = RESULT.index.members

/** SHA-256 of every packet that salvage finds and whose signature verifies. */
async function salvaged(bytes: Uint8Array, read: ReadAt = readerOf(bytes)): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const packet of salvageVolume(read, bytes.length)) {
    const whole = await verifySalvaged(read, packet, TRUST)
    if (whole !== undefined) found.add(hex(sha256(whole.bytes)))
  }
  return found
}

/** What must still be found: packets whose data and signature no damage touched. */
function untouched(damage: (from: number, to: number) => boolean): Set<string> {
  const sound = ({ offset, bytes }: VolumeMember) => !damage(offset, offset + bytes)
  const kept = MEMBERS.filter(
    (member, i) => member.kind === 'packet' && sound(member) && sound(MEMBERS[i + 1]!),
  )
  return new Set(kept.map((member) => member.sha256))
}

test('a sound volume gives every packet, exactly', async () => {
  const found = []
  for await (const packet of salvageVolume(readerOf(VOLUME), VOLUME.length)) found.push(packet)
  expect(found.map(({ name, offset, bytes, exact }) => ({ name, offset, bytes, exact }))).toEqual(
    MEMBERS.filter(({ kind }) => kind === 'packet').map(({ name, offset, bytes }) => ({
      name,
      offset,
      bytes,
      exact: true,
    })),
  )
})

describe('with every header gone', () => {
  const headers = [...MEMBERS.map(({ offset }) => offset - BLOCK), RESULT.indexOffset - BLOCK]
  const wiped = (fill: number) => {
    const bytes = VOLUME.slice()
    for (const at of headers) bytes.fill(fill, at, at + BLOCK)
    return bytes
  }

  test.each([0, 0xff])('and %i in its place, the index too', async (fill) => {
    const bytes = wiped(fill)
    bytes.fill(fill, RESULT.indexOffset)
    expect(await salvaged(bytes)).toEqual(untouched(() => false))
  })

  test('one packet header alone, the index gone', async () => {
    for (const member of MEMBERS) {
      const bytes = VOLUME.slice(0, RESULT.indexOffset - BLOCK)
      bytes.fill(0x55, member.offset - BLOCK, member.offset)
      expect(await salvaged(bytes)).toEqual(untouched(() => false))
    }
  })
})

test('whatever sectors are overwritten or cannot be read, all packets outside them come back, and nothing false', async () => {
  const sectors = Math.ceil(VOLUME.length / BLOCK)
  const holes = fc.array(fc.nat(sectors - 1), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(holes, fc.boolean(), fc.nat(255), async (blocks, unreadable, fill) => {
      const bytes = VOLUME.slice()
      for (const block of blocks) bytes.fill(fill, block * BLOCK, (block + 1) * BLOCK)
      const touches = (from: number, to: number) =>
        blocks.some((block) => block * BLOCK < to && (block + 1) * BLOCK > from)
      const all = new Set(MEMBERS.map((member) => member.sha256))
      const found = await salvaged(bytes)
      expect([...untouched(touches)].filter((sum) => !found.has(sum))).toEqual([])
      expect([...found].filter((sum) => !all.has(sum))).toEqual([])
      if (!unreadable) return
      // A medium fails by whole sectors of 4096 bytes.
      const fails = (from: number, to: number) =>
        blocks.some((block) => (block >> 3) * 4096 < to && ((block >> 3) + 1) * 4096 > from)
      const read: ReadAt = (offset, length) =>
        fails(offset, offset + length)
          ? Promise.reject(new Fault('DISK-IO'))
          : readerOf(bytes)(offset, length)
      const rest = await salvaged(bytes, read)
      const margin = untouched((from, to) => fails(from - BLOCK, to + BLOCK))
      expect([...margin].filter((sum) => !rest.has(sum))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a header that lies about its length hides nothing behind it', async () => {
  const bytes = VOLUME.slice()
  const lying = await collectVolume([
    sampleItem('changes', 'CHANGES.AGE', new Uint8Array(endOf(MEMBERS[5]!) - BLOCK)),
  ])
  bytes.set(lying.bytes.subarray(0, BLOCK))
  expect(await salvaged(bytes)).toEqual(untouched(() => false))
})

test('foreign bytes give nothing, and a bug in the reader is not taken for a bad disk', async () => {
  expect(await salvaged(new Uint8Array(100_000))).toEqual(new Set())
  expect(await salvaged(new Uint8Array(0))).toEqual(new Set())
  const broken: ReadAt = () => Promise.reject(new TypeError('bug'))
  await expect(salvaged(VOLUME, broken)).rejects.toThrow(TypeError)
})
