import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { publicOf, formatPublicKey, keyIdText } from '../../lib/minisign.ts'
import { signDetached } from '../../formats/trust/comment.ts'
import { concat, hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import {
  EPOCH,
  ROOT,
  sampleId,
  sampleItems,
  STATION,
  STATION_KEY,
  STRANGER,
} from '../../formats/testing/sample.ts'
import { samplePair } from '../../formats/testing/volume-sample.ts'
import { BlockMemory } from './block-memory.ts'
import { ProofLine } from './proof-line.ts'
import { type PacketBlock, provenBy, type ProvenBlock, spanOf } from './prove-packet.ts'
import { type Prover, proverHere, proverInThread } from './prover.ts'

const items = { root: formatPublicKey(publicOf(ROOT)), certificates: sampleItems(), station: STATION }
const thread = proverInThread(items)
const provers: [string, Prover][] = [
  ['here', proverHere(provenBy(items))],
  ['in a thread', thread],
]
afterAll(() => thread[Symbol.asyncDispose]())

/** Packets and their signatures with something between them, as a volume has them, in shared memory. */
async function blockOf(...numbers: number[]): Promise<PacketBlock> {
  const parts: Uint8Array[] = []
  let at = 0
  const add = (part: Uint8Array) => {
    parts.push(part)
    at += part.length
  }
  const members: PacketBlock['members'][number][] = []
  const packets: PacketBlock['packets'][number][] = []
  for (const n of numbers) {
    add(new Uint8Array(512))
    for (const { data } of samplePair(n, n % 2 === 0 ? 200_000 : 20)) {
      const chunks: Uint8Array[] = []
      for await (const chunk of data instanceof Uint8Array ? [data] : data) chunks.push(chunk)
      const whole = concat(...chunks)
      members.push({ offset: at, bytes: whole.length, due: hex(sha256(whole)) })
      add(whole)
    }
    packets.push({ id: sampleId(n), packet: members.length - 2, signature: members.length - 1 })
  }
  const bytes = new BlockMemory().take(at)
  bytes.set(concat(...parts))
  return { bytes, members, packets, vouching: null }
}

describe.each(provers)('packets proved %s', (_, prover) => {
  test('answer with their digests, signatures and stamps, in their order, and stay where they are', async () => {
    const block = await blockOf(3, 4, 5)
    const before = block.bytes.slice()
    const { proofs, digests } = await prover.prove(block)
    expect(proofs).toMatchObject(
      [3, 4, 5].map((seq) => ({ stamp: { purpose: 'packet', seq, station: STATION } })),
    )
    const digestOf = ({ offset, bytes }: PacketBlock['members'][number]) =>
      hex(sha256(block.bytes.subarray(offset, offset + bytes)))
    expect(digests).toEqual(block.members.map(digestOf))
    expect(new Uint8Array(block.bytes)).toEqual(before)
  })

  test('one under another id, or with any bit changed, proves nothing, and its neighbours do', async () => {
    const sound = await blockOf(1, 3, 5)
    const packet = sound.members[sound.packets[1]!.packet]!
    await fc.assert(
      fc.asyncProperty(fc.nat(packet.bytes - 1), fc.nat(7), async (at, bit) => {
        const bytes = sound.bytes.slice()
        bytes[packet.offset + at]! ^= 1 << bit
        const { proofs } = await prover.prove({ ...sound, bytes })
        expect(proofs.map((proof) => proof !== undefined)).toEqual([true, false, true])
      }),
      { numRuns: 60 },
    )
    const renamed = sound.packets.map((one, n) => (n === 1 ? { ...one, id: sampleId(9) } : one))
    const { proofs } = await prover.prove({ ...sound, packets: renamed })
    expect(proofs.map((proof) => proof !== undefined)).toEqual([true, false, true])
  })

  describe.each([
    ['', false],
    [', and had held the signatures to it', true],
  ])('where the key of the packets signed for the digests%s', (_how, signed) => {
    const vouching = { keyId: keyIdText(STATION_KEY.keyId), epoch: EPOCH, signed }
    /** Digests of whatever lies there: a commit that speaks for it. */
    const spokenFor = (block: PacketBlock): PacketBlock => ({
      ...block,
      vouching,
      members: block.members.map((member) => ({ ...member, due: hex(sha256(spanOf(block.bytes, member))) })),
    })
    const proven = async (block: PacketBlock) =>
      (await prover.prove(block)).proofs.map((proof) => proof !== undefined)
    const changed = (block: PacketBlock, at: number, bit: number): PacketBlock => {
      const bytes = block.bytes.slice()
      bytes[at]! ^= 1 << bit
      return { ...block, bytes }
    }

    test('they answer the same', async () => {
      const block = await blockOf(3, 4, 5)
      expect(await prover.prove({ ...block, vouching })).toEqual(await prover.prove(block))
    })

    test('any bit that differs from what was signed for is refused, in a packet or its signature', async () => {
      const sound = { ...(await blockOf(1, 3, 5)), vouching }
      const { packet, signature } = sound.packets[1]!
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(packet, signature), fc.nat(), fc.nat(7), async (n, place, bit) => {
          const { offset, bytes } = sound.members[n]!
          const bent = changed(sound, offset + (place % bytes), bit)
          const strict = await proven({ ...bent, vouching: null })
          expect(await proven(bent)).toEqual(strict)
        }),
        { numRuns: 120 },
      )
    })

    test('a signature is still of this id, of this station and of a known key, and whole where that was not asked before', async () => {
      const sound = await blockOf(1, 3, 5)
      const { signature } = sound.packets[1]!
      const { offset, bytes } = sound.members[signature]!
      const inComment = Buffer.from(spanOf(sound.bytes, { offset, bytes })).indexOf('seq=') + 4
      const bent = await proven(spokenFor(changed(sound, offset + inComment, 0)))
      expect(bent).toEqual([true, signed, true])
      const renamed = sound.packets.map((one, n) => (n === 1 ? { ...one, id: sampleId(9) } : one))
      expect(await proven({ ...spokenFor(sound), packets: renamed })).toEqual([true, false, true])
      const one = await blockOf(1)
      const sealed = spanOf(one.bytes, one.members[0]!)
      const stamp = { purpose: 'packet', station: STATION, epoch: EPOCH, seq: 1, id: sampleId(1) } as const
      one.bytes.set(utf8(signDetached(sealed, STRANGER, stamp)), one.members[1]!.offset)
      expect(await proven(spokenFor(one))).toEqual([false])
    })

    test('other bytes beside a true signature count by the word of that key alone', async () => {
      const sound = await blockOf(1)
      const forged = spokenFor(changed(sound, sound.members[0]!.offset, 0))
      expect(await proven(forged)).toEqual([true])
      expect(await proven({ ...forged, vouching: null })).toEqual([false])
      expect(await proven({ ...forged, vouching: { ...vouching, keyId: '0000000000000000' } })).toEqual([
        false,
      ])
      expect(await proven({ ...forged, vouching: { ...vouching, epoch: sampleId(101) } })).toEqual([false])
    })
  })

  test('are taken in the order in which they were read, and their memory is given back only then', async () => {
    const taken: number[] = []
    const given: number[] = []
    const line = new ProofLine<ProvenBlock>()
    const blocks = [[1, 2], [3], [4, 5, 6], [7], [8], [9]]
    for (const numbers of blocks) {
      const block = await blockOf(...numbers)
      await line.add({
        bytes: block.bytes.length,
        found: prover.prove(block),
        use: async ({ proofs }) => {
          expect(proofs.map((proof) => proof?.stamp.seq)).toEqual(numbers)
          expect(given).toEqual(taken)
          taken.push(...numbers)
        },
        done: () => void given.push(...numbers),
      })
    }
    await line.end()
    expect(taken).toEqual(blocks.flat())
    expect(given).toEqual(blocks.flat())
  })

  test('stop where one cannot be taken', async () => {
    const taken: number[] = []
    const line = new ProofLine<ProvenBlock>()
    const use = async (n: number) => {
      if (n === 2) throw new Error('no room')
      taken.push(n)
    }
    await expect(
      (async () => {
        for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
          const block = await blockOf(n)
          await line.add({ bytes: 1, found: prover.prove(block), use: () => use(n), done: () => undefined })
        }
        await line.end()
      })(),
    ).rejects.toThrow('no room')
    expect(taken).toEqual([1])
  })
})

test('a thread that ends leaves nobody waiting', async () => {
  const ended = proverInThread(items)
  const proving = ended.prove(await blockOf(7))
  await ended[Symbol.asyncDispose]()
  await expect(proving).rejects.toThrow()
})

test('a root that is none is said with the first block', async () => {
  await using prover = proverInThread({ ...items, root: 'nobody' })
  await expect(prover.prove(await blockOf(8))).rejects.toThrow()
})
